import { readFile, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ENTRIES, ROOT, bundle } from './bundle.ts'
import type { BundledFile } from './bundle.ts'

/** Says how `dist/` below `root` differs from `built`, one sentence a file; none when it is the same byte for byte. */
export const differences = async (root: string, built: readonly BundledFile[]): Promise<readonly string[]> => {
  const wanted = new Set(built.map(({ path }) => path))
  const there = await filesBelow(root, 'dist')
  const extra = there.filter((path) => !wanted.has(path)).map((path) => `"${path}" is not made by the build`)
  const changed = await Promise.all(built.map((file) => difference(root, file)))
  return [...extra, ...changed.filter((line) => line !== undefined)]
}

const filesBelow = async (root: string, folder: string): Promise<readonly string[]> => {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort()
}

const difference = async (root: string, { path, bytes, executable }: BundledFile): Promise<string | undefined> => {
  const file = join(root, path)
  const committed = await readFile(file).catch(() => undefined)
  if (committed === undefined) return `"${path}" is missing`
  if (!committed.equals(bytes)) return `"${path}" differs from byte ${firstDifference(committed, bytes)} on`
  // Windows keeps no executable bit.
  if (process.platform !== 'win32' && ((await stat(file)).mode & 0o100) !== (executable ? 0o100 : 0))
    return `"${path}" ${executable ? 'is not' : 'is'} executable`
  return undefined
}

const firstDifference = (a: Buffer, b: Buffer): number => {
  const at = a.findIndex((byte, index) => byte !== b[index])
  return at === -1 ? a.length : at
}

if (import.meta.main) {
  const lines = await differences(ROOT, await bundle(ROOT, ENTRIES))
  for (const line of lines) process.stderr.write(`${line}\n`)
  if (lines.length > 0) {
    process.stderr.write('dist/ is not what the sources give: run "npm run build" and commit it\n')
    process.exitCode = 1
  }
}
