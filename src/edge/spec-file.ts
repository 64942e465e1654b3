import { lstatSync, type Stats, statSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { Problem } from '../core/errors.ts'
import { MAX_SPEC_BYTES, unreadable } from '../core/function/document.ts'
import { looksLikeSpec } from '../core/function/recognise.ts'
import type { SpecFile } from '../ports.ts'
import { readRegularFile } from './read-file.ts'

/** A spec file, or why it is none. */
export type SpecText =
  | SpecFile
  /** `holdsSpec`: worth telling even to someone who did not name the file. */
  | { readonly problem: Problem; readonly holdsSpec: boolean }

/**
 * Reads one file (relative to `root`) as text; never follows a link out of `root`, never waits for a pipe. With `links`
 * "leave" no link is followed: what it points to is found by itself.
 */
export const readSpecFile = async (root: string, path: string, links: 'follow' | 'leave'): Promise<SpecText> => {
  const file = join(root, path)
  const link = look(() => lstatSync(file))
  if (link === undefined) return refuse(path, 'there is no such file')
  const isLink = link.isSymbolicLink()
  // A named file may also be behind a folder that is a link; what is discovered never is.
  if ((isLink || links === 'follow') && !(await isInside(root, file)))
    return refuse(path, 'a symbolic link leads out of the repository', isLink)
  if (isLink && links === 'leave') return refuse(path, 'it is a symbolic link')
  const info = isLink ? look(() => statSync(file)) : link
  if (info === undefined) return refuse(path, 'there is no such file')
  const why = faultOf(info)
  if (why !== undefined) return refuse(path, why)
  const bytes = await readRegularFile(file, { size: info.size, follow: true }).catch(() => undefined)
  return bytes === undefined ? refuse(path, 'it is not readable') : decodeSpec(path, bytes)
}

/** Decodes the bytes of a spec: UTF-8, with or without a byte order mark. */
export const decodeSpec = (path: string, bytes: Uint8Array): SpecText => {
  if (bytes.length === 0) return refuse(path, 'it is empty')
  if (bytes.length > MAX_SPEC_BYTES) return refuse(path, TOO_LARGE)
  try {
    return { path, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return refuse(path, 'it is not UTF-8', looksLikeSpec(Buffer.from(bytes).toString('latin1')))
  }
}

const TOO_LARGE = `it is larger than ${MAX_SPEC_BYTES / 2 ** 20} MiB`

const refuse = (path: string, why: string, holdsSpec = false): SpecText => ({
  problem: { ...unreadable(path, why), at: { file: path, line: 1, column: 1 } },
  holdsSpec,
})

const isInside = async (root: string, file: string): Promise<boolean> => {
  const real = await realpath(file).catch(() => undefined)
  return real?.startsWith(root.endsWith(sep) ? root : root + sep) === true
}

const faultOf = (info: Stats): string | undefined => {
  if (info.isDirectory()) return 'it is a folder; name its files, like "folder/*.yaml"'
  if (!info.isFile()) return 'it is not a regular file'
  if (info.size === 0) return 'it is empty'
  return info.size > MAX_SPEC_BYTES ? TOO_LARGE : undefined
}

const look = (ask: () => Stats): Stats | undefined => {
  try {
    return ask()
  } catch {
    return undefined
  }
}
