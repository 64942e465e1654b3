import { Refusal } from './refusal.ts'
import type { Temporary } from './repository.ts'
import { UploadSession } from './upload-session.ts'

/** After this time without a request an upload is given up, in milliseconds. */
const MAX_IDLE = 60 * 60 * 1000

/** The uploads that have begun and not ended, for one life of the server. */
export class Uploads {
  readonly #temporary: Temporary
  /** From the one that is idle longest. */
  readonly #sessions = new Map<string, { readonly session: UploadSession; readonly used: number }>()

  constructor(temporary: Temporary) {
    this.#temporary = temporary
  }

  async begin(repository: string): Promise<UploadSession> {
    await this.#dropIdle()
    const session = new UploadSession(repository, this.#temporary())
    this.#sessions.set(session.id, { session, used: Date.now() })
    return session
  }

  /** Returns an upload to this repository, or refuses. */
  find(repository: string, id: string): UploadSession {
    const session = this.#sessions.get(id)?.session
    if (session === undefined || session.repository !== repository)
      throw new Refusal('BLOB_UPLOAD_UNKNOWN', `There is no upload "${id}": begin a new one`)
    this.#sessions.delete(id)
    this.#sessions.set(id, { session, used: Date.now() })
    return session
  }

  async end(session: UploadSession): Promise<void> {
    this.#sessions.delete(session.id)
    await session.discard()
  }

  async #dropIdle(): Promise<void> {
    const oldest = Date.now() - MAX_IDLE
    for (const { session, used } of this.#sessions.values()) {
      if (used > oldest) return
      if (!session.busy) await this.end(session)
    }
  }
}
