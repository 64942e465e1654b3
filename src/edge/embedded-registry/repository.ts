import { mkdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ALGORITHMS } from './content-digest.ts'
import { isMissing, replaceFile, syncFolder } from './durable.ts'
import { type DraftIndex, formatIndex, LAYOUT_FILE, type LayoutIndex, parseIndex } from './layout.ts'

/** Returns a path for a file that is to be renamed into a layout. */
export type Temporary = () => string

/** The index of one repository: kept in memory, written through to its layout. */
export class Repository {
  /** The OCI image layout. */
  readonly folder: string
  #index: LayoutIndex
  readonly #temporary: Temporary
  #waiting: Change[] = []
  #writing = false

  constructor(folder: string, index: LayoutIndex, temporary: Temporary) {
    this.folder = folder
    this.#index = index
    this.#temporary = temporary
  }

  /** What is on the disk: a change that could not be written is never seen. */
  get index(): LayoutIndex {
    return this.#index
  }

  /**
   * Changes the index; resolves when the change, and the blobs that it names, would survive a power cut. Changes that
   * come while one is written are written together. `apply` throws to refuse, before it changes anything.
   */
  change(apply: (draft: DraftIndex) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ apply, resolve, reject })
      if (!this.#writing) void this.#writeAll()
    })
  }

  async #writeAll(): Promise<void> {
    this.#writing = true
    while (this.#waiting.length > 0) {
      const changes = this.#waiting
      this.#waiting = []
      const draft: DraftIndex = { manifests: new Map(this.#index.manifests), tags: new Map(this.#index.tags) }
      const accepted = changes.filter((change) => accepts(change, draft))
      if (accepted.length > 0) await this.#write(draft, accepted)
    }
    this.#writing = false
  }

  async #write(draft: DraftIndex, changes: readonly Change[]): Promise<void> {
    try {
      await Promise.all(ALGORITHMS.map((algorithm) => syncBlobs(join(this.folder, 'blobs', algorithm))))
      await replaceFile(join(this.folder, 'index.json'), formatIndex(draft), this.#temporary())
      await syncFolder(this.folder)
      this.#index = draft
      for (const { resolve } of changes) resolve()
    } catch (error) {
      for (const { reject } of changes) reject(error)
    }
  }
}

/** Reads the repository whose layout is `folder`, undefined when there is none. */
export const openRepository = async (folder: string, temporary: Temporary): Promise<Repository | undefined> => {
  const file = join(folder, 'index.json')
  try {
    return new Repository(folder, parseIndex(await readFile(file, 'utf8')), temporary)
  } catch (error) {
    if (isMissing(error)) return undefined
    throw new Error(`Cannot read "${file}": ${(error as Error).message}`, { cause: error })
  }
}

/** Makes the layout `folder`, below `root`. The index comes last: a folder without one is no repository yet. */
export const createRepository = async (root: string, folder: string, temporary: Temporary): Promise<Repository> => {
  await mkdir(join(folder, 'blobs', 'sha256'), { recursive: true })
  const index: LayoutIndex = { manifests: new Map(), tags: new Map() }
  await replaceFile(join(folder, 'oci-layout'), LAYOUT_FILE, temporary())
  await replaceFile(join(folder, 'index.json'), formatIndex(index), temporary())
  for (let made = folder; made !== root; made = dirname(made)) await syncFolder(made)
  await syncFolder(root)
  return new Repository(folder, index, temporary)
}

interface Change {
  readonly apply: (draft: DraftIndex) => void
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

const accepts = ({ apply, reject }: Change, draft: DraftIndex): boolean => {
  try {
    apply(draft)
    return true
  } catch (error) {
    reject(error)
    return false
  }
}

const syncBlobs = async (folder: string): Promise<void> => {
  try {
    await syncFolder(folder)
  } catch (error) {
    if (!isMissing(error)) throw error
  }
}
