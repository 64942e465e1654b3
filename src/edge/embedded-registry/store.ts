import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { isRepositoryPath } from '../../core/oci/reference.ts'
import { adoptBlob, blobPath, blobSize, removeBlob } from './blobs.ts'
import type { ContentDigest } from './content-digest.ts'
import { isMissing, writeSynced } from './durable.ts'
import { Recent } from './recent.ts'
import { createRepository, openRepository, type Repository } from './repository.ts'
import { turns } from './turns.ts'

/** Our own files below the root; a component of a repository's name cannot begin with `_`. */
export const OWN_FOLDER = '_registry'

/** The layout of a repository, below its name; so `a` and `a/b` can both be repositories. */
const LAYOUT_FOLDER = '_oci'

/** Bytes of manifests kept in memory. */
const MANIFEST_CACHE = 32 * 1024 * 1024

/** The repositories below a root folder, one OCI image layout each. */
export class Store {
  readonly #root: string
  readonly #open = new Map<string, Promise<Repository | undefined>>()
  readonly #manifests = new Recent(MANIFEST_CACHE)
  /** Keeps writing and removing one manifest apart. */
  readonly inTurn = turns()

  constructor(root: string) {
    this.#root = root
  }

  /** Makes ready for use, and removes what a killed process left half done. */
  async sweep(): Promise<void> {
    const uploads = join(this.#root, OWN_FOLDER, 'uploads')
    await mkdir(uploads, { recursive: true })
    for (const name of await readdir(uploads)) await unlink(join(uploads, name))
  }

  /** Returns a new path on the file system of the repositories; what is left there is swept at the next start. */
  readonly temporary = (): string => join(this.#root, OWN_FOLDER, 'uploads', randomUUID())

  /** Returns where the layout of a repository is, or would be; `name` is checked already. */
  folder(name: string): string {
    return join(this.#root, name, LAYOUT_FOLDER)
  }

  /** Returns a repository, undefined when nothing was ever put into it. */
  async find(name: string): Promise<Repository | undefined> {
    const known = this.#open.get(name)
    if (known !== undefined) return known
    const opening = openRepository(this.folder(name), this.temporary)
    this.#open.set(name, opening)
    return this.#keep(name, opening)
  }

  /** Returns a repository, made if need be. */
  async create(name: string): Promise<Repository> {
    const found = await this.find(name)
    if (found !== undefined) return found
    return this.inTurn(name, async () => {
      const made = await this.find(name)
      if (made !== undefined) return made
      const creating = createRepository(this.#root, this.folder(name), this.temporary)
      this.#open.set(name, creating)
      await this.#keep(name, creating)
      return creating
    })
  }

  /** Finds a layout that holds a blob, looking at all repositories one by one. */
  async layoutWith(digest: ContentDigest, below = ''): Promise<string | undefined> {
    for (const entry of await readdir(join(this.#root, below), { withFileTypes: true })) {
      if (!entry.isDirectory()) continue
      const name = below === '' ? entry.name : `${below}/${entry.name}`
      if (entry.name === LAYOUT_FOLDER && (await blobSize(this.folder(below), digest)) !== undefined)
        return this.folder(below)
      const found = isRepositoryPath(name) ? await this.layoutWith(digest, name) : undefined
      if (found !== undefined) return found
    }
    return undefined
  }

  /** Reads a manifest that the repository's index names; undefined when its file is gone. */
  async manifest({ folder }: Repository, digest: ContentDigest): Promise<Buffer | undefined> {
    const key = blobPath(folder, digest)
    const recent = this.#manifests.get(key)
    if (recent !== undefined) return recent
    try {
      const bytes = await readFile(key)
      this.#manifests.set(key, bytes)
      return bytes
    } catch (error) {
      if (isMissing(error)) return undefined
      throw error
    }
  }

  /** Puts the bytes of a manifest into the layout; its digest is checked already. */
  async writeManifest({ folder }: Repository, digest: ContentDigest, bytes: Buffer): Promise<void> {
    const file = this.temporary()
    await writeSynced(file, bytes)
    await adoptBlob(folder, file, digest)
    this.#manifests.set(blobPath(folder, digest), bytes)
  }

  async removeManifest({ folder }: Repository, digest: ContentDigest): Promise<void> {
    this.#manifests.delete(blobPath(folder, digest))
    await removeBlob(folder, digest)
  }

  /** Forgets a repository that is not there or cannot be read, so that it is looked for again. */
  async #keep(name: string, opening: Promise<Repository | undefined>): Promise<Repository | undefined> {
    try {
      const repository = await opening
      if (repository === undefined) this.#forget(name, opening)
      return repository
    } catch (error) {
      this.#forget(name, opening)
      throw error
    }
  }

  #forget(name: string, opening: Promise<Repository | undefined>): void {
    if (this.#open.get(name) === opening) this.#open.delete(name)
  }
}
