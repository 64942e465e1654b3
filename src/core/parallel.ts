/**
 * Runs `work` over `items`, at most `limit` at once, and returns the results in the items' order. The first throw ends
 * it; work whose failure must not stop the rest returns the failure as a value.
 */
export const inParallel = async <T, R>(
  limit: number,
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> => {
  const results = Array.from<R>({ length: items.length })
  const queue = items.entries()
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item, index)
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker))
  return results
}

/** Returns `make` wrapped so that equal keys share one promise; one that failed is forgotten. */
export const once = <T, R>(keyOf: (item: T) => string, make: (item: T) => Promise<R>): ((item: T) => Promise<R>) => {
  const made = new Map<string, Promise<R>>()
  return (item) => {
    const key = keyOf(item)
    const known = made.get(key)
    if (known !== undefined) return known
    const making = make(item)
    made.set(key, making)
    making.catch(() => made.delete(key))
    return making
  }
}

/** Returns `make` wrapped so that all callers share one promise; one that failed is forgotten. */
export const onceOnly = <R>(make: () => Promise<R>): (() => Promise<R>) => {
  const shared = once((_key: string) => '', make)
  return () => shared('')
}
