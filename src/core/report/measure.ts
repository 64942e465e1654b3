/** Writes a duration as people read it: `0.4 s`, `12 s`, `2 min 5 s`. */
export const seconds = (milliseconds: number): string => {
  const total = milliseconds / 1000
  if (total < 10) return `${total.toFixed(1)} s`
  if (total < 60) return `${Math.round(total)} s`
  return `${Math.floor(total / 60)} min ${Math.round(total % 60)} s`
}

/** Writes a size in decimal units: `312 B`, `1.2 kB`, `42 MB`. */
export const size = (bytes: number): string => {
  const units = ['B', 'kB', 'MB', 'GB']
  const power = Math.min(units.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  return `${power === 0 || value >= 10 ? Math.round(value) : value.toFixed(1)} ${units[power] ?? 'B'}`
}

/** Counts things: `1 function`, `3 functions`. */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`
