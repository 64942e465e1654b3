import { gunzipSync } from 'node:zlib'
import { type FileEntry, fileOf } from '../../src/core/image/content.ts'

/** Lists the files and links of a gzipped tar, names up to 255 characters. */
export const untar = (bytes: Uint8Array): readonly FileEntry[] => {
  const tar = gunzipSync(bytes)
  const entries: FileEntry[] = []
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0;) {
    const text = (from: number, length: number): string =>
      tar.toString('utf8', at + from, at + from + length).replace(/\0.*$/s, '')
    const size = Number.parseInt(text(124, 12), 8)
    const path = [text(345, 155), text(0, 100)].filter((part) => part !== '').join('/')
    const type = text(156, 1)
    const body = tar.subarray(at + BLOCK, at + BLOCK + size)
    if (type === '0') entries.push(fileOf(path, body, (Number.parseInt(text(100, 8), 8) & 0o100) !== 0))
    if (type === '2') entries.push({ type: 'symlink', path, target: text(157, 100) })
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK
  }
  return entries
}

const BLOCK = 512
