/** Keeps what was asked for last, up to `limit` bytes in all. */
export class Recent {
  readonly #limit: number
  readonly #entries = new Map<string, Buffer>()
  #size = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  get(key: string): Buffer | undefined {
    const bytes = this.#entries.get(key)
    if (bytes === undefined) return undefined
    // A Map is in the order of insertion: put again, the entry is the youngest.
    this.#entries.delete(key)
    this.#entries.set(key, bytes)
    return bytes
  }

  set(key: string, bytes: Buffer): void {
    this.delete(key)
    this.#entries.set(key, bytes)
    this.#size += bytes.length
    for (const oldest of this.#entries.keys()) {
      if (this.#size <= this.#limit) return
      this.delete(oldest)
    }
  }

  delete(key: string): void {
    this.#size -= this.#entries.get(key)?.length ?? 0
    this.#entries.delete(key)
  }
}
