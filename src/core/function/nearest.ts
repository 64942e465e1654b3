/** Returns the one of `known` that `word` most likely was meant to be, undefined when none is near. */
export const nearest = (word: string, known: readonly string[]): string | undefined => {
  const near = known
    .map((candidate) => ({ candidate, edits: editDistance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, edits }) => edits <= Math.max(1, Math.floor(candidate.length / 3)))
  return near.toSorted((a, b) => a.edits - b.edits)[0]?.candidate
}

/** Longer words are not typing errors of ours. */
const MAX_WORD = 64

/** Levenshtein distance, one row at a time. */
const editDistance = (a: string, b: string): number => {
  if (a.length > MAX_WORD) return a.length
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, left] of Array.from(a).entries()) {
    const next = [i + 1]
    for (const [j, right] of Array.from(b).entries()) {
      const [above = 0, diagonal = 0, before = 0] = [row[j + 1], row[j], next[j]]
      next.push(Math.min(above + 1, before + 1, diagonal + (left === right ? 0 : 1)))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
