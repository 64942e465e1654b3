/** Runs a task after those that came before it under the same key. */
export type Turns = <T>(key: string, task: () => Promise<T>) => Promise<T>

/** Makes a set of queues, one a key, which last as long as something is in them. */
export const turns = (): Turns => {
  const last = new Map<string, Promise<unknown>>()
  return async (key, task) => {
    const mine = after(last.get(key), task)
    last.set(key, mine)
    try {
      return await mine
    } finally {
      if (last.get(key) === mine) last.delete(key)
    }
  }
}

const after = async <T>(before: Promise<unknown> | undefined, task: () => Promise<T>): Promise<T> => {
  await before?.catch(() => undefined)
  return task()
}
