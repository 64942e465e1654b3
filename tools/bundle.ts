import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join, posix, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { licensesOf } from './licenses.ts'

/** One program of `dist/`: where its source begins, and the file that holds it. Paths are relative to the root. */
export interface BundleEntry {
  readonly source: string
  readonly target: string
  /** Started by its name, so it gets a `#!` line and the executable bit. */
  readonly executable?: boolean
  /** In bytes, where it travels with every use. */
  readonly limit?: number
  /** Of modules that must not be in it. */
  readonly without?: RegExp
  /** Another name in its folder to start it by, from which the program can tell what it is wanted for. */
  readonly alias?: string
}

/** One file of `dist/`. `path` is relative to the root, with `/`. */
export interface BundledFile {
  readonly path: string
  readonly bytes: Buffer
  readonly executable: boolean
}

export const ENTRIES: readonly BundleEntry[] = [
  { source: 'src/entry/action/main.ts', target: 'dist/action/index.js', alias: 'post.js' },
  { source: 'src/entry/cli/main.ts', target: 'dist/cli/index.js', executable: true },
  // Sent to the cluster with every build.
  {
    source: 'src/entry/builder/main.ts',
    target: 'dist/builder/index.js',
    limit: 300_000,
    without: /[\\/]node_modules[\\/](@actions|@kubernetes)[\\/]/,
  },
]

export const LICENSES = 'dist/licenses.txt'

export const ROOT = resolve(import.meta.dirname, '..')

/** ncc numbers modules by the way from their folder to its own loaders, so that way must be the same in every clone. */
const WORK = join(ROOT, 'node_modules', '.cache', 'function-images')

/**
 * Bundles `entries` of the folder `root` and returns the files of `dist/`, sorted by path. The bytes depend on the
 * sources and the installed packages alone, not on where `root` is.
 */
export const bundle = async (root: string, entries: readonly BundleEntry[]): Promise<readonly BundledFile[]> => {
  await mkdir(WORK, { recursive: true })
  const work = await mkdtemp(join(WORK, 'bundle-'))
  const files = new Map<string, BundledFile>()
  const modules = new Set<string>()
  try {
    for (const [number, entry] of entries.entries()) {
      const folder = join(work, String(number))
      const ids = await shake(root, entry, folder)
      const packed = await pack(entry, folder)
      checkWeight(entry, ids, packed)
      for (const id of ids) modules.add(id)
      for (const file of packed) add(files, file)
    }
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  const licenses = Buffer.from(await licensesOf([...modules]))
  add(files, { path: LICENSES, bytes: licenses, executable: false })
  return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** Replaces `root`'s dist folder by `files`. */
export const writeDist = async (root: string, files: readonly BundledFile[]): Promise<void> => {
  await rm(join(root, 'dist'), { recursive: true, force: true })
  for (const { path, bytes, executable } of files) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), bytes)
    await chmod(join(root, path), executable ? 0o755 : 0o644)
  }
}

/**
 * These load an HTTP stack (60 ms of start-up) for functions of @actions/core that we do not call, or 20 MB of models and
 * APIs of which we use the kubeconfig; they do nothing on import that anyone relies on. So what is not called can go.
 */
const PURE = /[\\/]node_modules[\\/](@actions|undici|tunnel|@kubernetes)[\\/]/

const ENTRY_FILE = 'index.js'

/** Merges an entry's modules, without those that nothing uses; returns the ids of those that stay. */
const shake = async (root: string, entry: BundleEntry, folder: string): Promise<readonly string[]> => {
  // Loaded where it is used: tests take the root from here.
  const { rolldown } = await import('rolldown')
  const build = await rolldown({
    cwd: root,
    input: join(root, entry.source),
    platform: 'node',
    // A linked node_modules folder would else show its real place in the output.
    resolve: { symlinks: false },
    treeshake: { moduleSideEffects: (id) => !PURE.test(id) },
    onLog: (level, log) => {
      if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message)
      if (level !== 'debug') process.stderr.write(`${log.message}\n`)
    },
  })
  const { output } = await build.write({ dir: folder, entryFileNames: ENTRY_FILE, chunkFileNames: '[name]-[hash].js' })
  await build.close()
  await writeFile(join(folder, 'package.json'), '{"type":"module"}')
  return output.flatMap((chunk) =>
    chunk.type === 'chunk'
      ? Object.entries(chunk.modules).flatMap(([id, { renderedLength }]) => (renderedLength > 0 ? [id] : []))
      : [],
  )
}

/** Packs what {@link shake} wrote. ncc numbers modules by their path from its working directory: the folder itself. */
const pack = async (entry: BundleEntry, folder: string): Promise<readonly BundledFile[]> => {
  await run(process.execPath, [NCC, 'build', ENTRY_FILE, '--out', 'out', '--no-cache', '--quiet'], { cwd: folder })
  const out = join(folder, 'out')
  const packed: BundledFile[] = []
  for (const name of (await readdir(out, { recursive: true, withFileTypes: true })).filter((at) => at.isFile())) {
    const local = join(name.parentPath, name.name)
      .slice(out.length + 1)
      .replaceAll('\\', '/')
    // ncc takes `new URL('x', import.meta.url)` for an asset, and gets the place wrong.
    if (!EXPECTED.test(local)) throw new Error(`${entry.source} makes ncc emit "${local}"`)
    const main = local === ENTRY_FILE
    const path = main ? entry.target : posix.join(posix.dirname(entry.target), local)
    const bytes = await readFile(join(out, local))
    packed.push({ path, bytes: main ? startable(entry, bytes) : bytes, executable: main && entry.executable === true })
  }
  return [...packed, ...aliasOf(entry)]
}

const checkWeight = (entry: BundleEntry, ids: readonly string[], files: readonly BundledFile[]): void => {
  const unwanted = ids.find((id) => entry.without?.test(id))
  if (unwanted !== undefined) throw new Error(`${entry.source} must not bring "${unwanted}"`)
  const size = files.reduce((sum, { bytes }) => sum + bytes.length, 0)
  if (size > (entry.limit ?? Infinity)) throw new Error(`${entry.source} makes ${size} bytes, more than ${entry.limit}`)
}

const EXPECTED = /^((\d+\.)?index\.js|package\.json)$/

const run = promisify(execFile)

const NCC = join(dirname(fileURLToPath(import.meta.resolve('@vercel/ncc'))), 'cli.js')

const startable = (entry: BundleEntry, bytes: Buffer): Buffer =>
  entry.executable === true && !bytes.subarray(0, 2).equals(Buffer.from('#!'))
    ? Buffer.concat([Buffer.from('#!/usr/bin/env node\n'), bytes])
    : bytes

const aliasOf = ({ target, alias }: BundleEntry): readonly BundledFile[] =>
  alias === undefined
    ? []
    : [
        {
          path: posix.join(posix.dirname(target), alias),
          bytes: Buffer.from(`import './${posix.basename(target)}'\n`),
          executable: false,
        },
      ]

/** Two entries may share a folder, and then files, but not a name with two meanings. */
const add = (files: Map<string, BundledFile>, file: BundledFile): void => {
  const other = files.get(file.path)
  if (other !== undefined && !other.bytes.equals(file.bytes)) throw new Error(`Two entries write "${file.path}"`)
  files.set(file.path, file)
}

if (import.meta.main) {
  const files = await bundle(ROOT, ENTRIES)
  await writeDist(ROOT, files)
  for (const { path, bytes } of files) process.stdout.write(`${String(bytes.length).padStart(9)}  ${path}\n`)
}
