import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, posix } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createHash } from 'node:crypto'
import { formatRecord, parseRecord, type RecordRow } from './record.ts'

/**
 * Brings what `pip install --target` left in the folder `site` of `root` to where `--prefix` puts it: scripts and data
 * files beside `lib/`, as each package's RECORD says. Paths of this machine become those of the image.
 */
export const settlePackages = async (root: string, site: string): Promise<void> => {
  const names = await readdir(join(root, site)).catch(() => [])
  for (const name of names.filter((name) => name.endsWith('.dist-info')).sort()) {
    const file = join(root, site, name, 'RECORD')
    const text = await readFile(file, 'utf8').catch(() => undefined)
    if (text === undefined) continue
    const rows: RecordRow[] = []
    for (const row of parseRecord(text)) rows.push(await settleRow(row, root, site))
    await writeFile(file, formatRecord(rows))
  }
}

/** How RECORD names what is not below site-packages when it is three folders deep, as with --prefix. */
const OUTSIDE = '../../../'

const settleRow = async (row: RecordRow, root: string, site: string): Promise<RecordRow> => {
  const moved = await moveOut(row.path, root, site)
  const path = moved === undefined ? row.path : OUTSIDE + moved
  const file = moved === undefined ? join(root, site, row.path) : join(root, moved)
  const isScript = moved?.startsWith('bin/') === true
  if (!isScript && !NAMES_PATHS.test(basename(path))) return { ...row, path }
  const changed = await rewrite(file, (text) => (isScript ? portableScript(text) : text), root)
  return changed === undefined ? { ...row, path } : { path, ...changed }
}

/** Files in which pip writes where it found a local package. */
const NAMES_PATHS = /^direct_url\.json$|\.pth$|^__editable__.*\.py$/

/** Moves `../../bin/x`, which pip put into the folder `bin` of site-packages; returns `bin/x`. */
const moveOut = async (path: string, root: string, site: string): Promise<string | undefined> => {
  const inner = /^\.\.\/\.\.\/(.+)$/.exec(path)?.[1]
  // A RECORD comes with its package: it must not move what is not the package's.
  if (inner === undefined || posix.normalize(inner) !== inner || inner.startsWith('..')) return undefined
  const [from, to] = [join(root, site, inner), join(root, inner)]
  if (!(await isFile(from))) return undefined
  await mkdir(dirname(to), { recursive: true })
  await rename(from, to)
  return inner
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  )

/** Returns the new hash and size of `file`, undefined when there was nothing to change. */
const rewrite = async (
  file: string,
  change: (text: string) => string,
  root: string,
): Promise<Omit<RecordRow, 'path'> | undefined> => {
  const bytes = await readFile(file).catch(() => undefined)
  if (bytes === undefined) return undefined
  // One character a byte, so that what is not text comes back as it was.
  const before = bytes.toString('latin1')
  const local = [pathToFileURL(root).href, root].map((path) => Buffer.from(path).toString('latin1'))
  const placed = before.replaceAll(local[0] ?? '', 'file:///kubeless').replaceAll(local[1] ?? '', '/kubeless')
  const after = Buffer.from(change(placed), 'latin1')
  if (after.equals(bytes)) return undefined
  await writeFile(file, after)
  return { hash: `sha256=${createHash('sha256').update(after).digest('base64url')}`, size: `${after.length}` }
}

/** Scripts name the interpreter that installed them, by way of sh where its path is long. */
const portableScript = (text: string): string =>
  text.replace(/^#!(?:\/bin\/sh\n'''exec' .*\n' '''|[^\n]*python[^\n]*)(?=\r?\n)/, '#!/usr/bin/env python3')
