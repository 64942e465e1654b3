import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { type Algorithm, algorithmOf, type ContentDigest } from './content-digest.ts'
import { Refusal } from './refusal.ts'

/** The bytes of a blob that is on its way, in a file that no reader can see. */
export class UploadSession {
  readonly id = randomUUID()
  readonly repository: string
  readonly #file: string
  #algorithm: Algorithm = 'sha256'
  #hash = createHash('sha256')
  #size = 0
  #state: 'open' | 'busy' | 'ended' = 'open'

  constructor(repository: string, file: string) {
    this.repository = repository
    this.#file = file
  }

  /** Bytes that arrived. */
  get size(): number {
    return this.#size
  }

  get busy(): boolean {
    return this.#state === 'busy'
  }

  /** Whether it is finished or has failed for good. */
  get ended(): boolean {
    return this.#state === 'ended'
  }

  /** Appends a chunk: all of it, or what came before its sender went away. */
  append(chunk: AsyncIterable<Uint8Array>): Promise<void> {
    return this.#exclusively(() => this.#receive(chunk, false))
  }

  /** Appends the last chunk and returns the file, which then has the content of `digest` and is the caller's. */
  finish(chunk: AsyncIterable<Uint8Array>, digest: ContentDigest): Promise<string> {
    return this.#exclusively(async () => {
      if (this.#size === 0) this.#hashBy(algorithmOf(digest))
      await this.#receive(chunk, true)
      if (algorithmOf(digest) !== this.#algorithm) await this.#hashAgain(algorithmOf(digest))
      const received = `${this.#algorithm}:${this.#hash.digest('hex')}`
      this.#state = 'ended'
      if (received === digest) return this.#file
      throw new Refusal('DIGEST_INVALID', `The ${this.#size} bytes sent are ${received}, not ${digest}`)
    })
  }

  /** Removes the file, if it is still here. */
  async discard(): Promise<void> {
    this.#state = 'ended'
    await rm(this.#file, { force: true })
  }

  async #exclusively<T>(task: () => Promise<T>): Promise<T> {
    if (this.#state === 'busy')
      throw new Refusal('BLOB_UPLOAD_INVALID', 'Another request writes to this upload', { status: 409 })
    if (this.#state === 'ended') throw new Refusal('BLOB_UPLOAD_INVALID', 'This upload has ended: begin a new one')
    this.#state = 'busy'
    try {
      return await task()
    } finally {
      if (this.#state === 'busy') this.#state = 'open'
    }
  }

  async #receive(chunk: AsyncIterable<Uint8Array>, last: boolean): Promise<void> {
    const file = await open(this.#file, 'a')
    try {
      for await (const bytes of chunk) {
        const written = this.#endedBy(file.appendFile(bytes))
        this.#hash.update(bytes)
        await written
        this.#size += bytes.length
      }
      if (last) await this.#endedBy(file.datasync())
    } finally {
      await file.close()
    }
  }

  // A write that failed (a full disk) leaves file and hash apart. A client that went away does not: it may come back.
  async #endedBy(writing: Promise<void>): Promise<void> {
    try {
      await writing
    } catch (error) {
      this.#state = 'ended'
      throw error
    }
  }

  // Clients name the digest with the last request only; most name it by sha256.
  async #hashAgain(algorithm: Algorithm): Promise<void> {
    this.#hashBy(algorithm)
    for await (const bytes of createReadStream(this.#file)) this.#hash.update(bytes as Buffer)
  }

  #hashBy(algorithm: Algorithm): void {
    this.#algorithm = algorithm
    this.#hash = createHash(algorithm)
  }
}
