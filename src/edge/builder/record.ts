/** One line of a package's RECORD. https://packaging.python.org/en/latest/specifications/recording-installed-packages/ */
export interface RecordRow {
  /** Relative to site-packages, with `/`. */
  readonly path: string
  /** `sha256=` and base64url, or empty. */
  readonly hash: string
  /** In bytes, or empty. */
  readonly size: string
}

/** Reads a RECORD; a line without three fields is taken as a path. */
export const parseRecord = (text: string): readonly RecordRow[] =>
  text
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => {
      const [, path = line, hash = '', size = ''] = ROW.exec(line) ?? []
      return { path: path.startsWith('"') ? path.slice(1, -1).replaceAll('""', '"') : path, hash, size }
    })

/** Writes a RECORD, rows sorted by path as pip does. */
export const formatRecord = (rows: readonly RecordRow[]): string =>
  rows
    .map(({ path, hash, size }) => `${quoted(path)},${hash},${size}\n`)
    .sort()
    .join('')

const ROW = /^("(?:[^"]|"")*"|[^,]*),([^,]*),([^,]*)$/

const quoted = (path: string): string => (/[",]/.test(path) ? `"${path.replaceAll('"', '""')}"` : path)
