import { realpathSync } from 'node:fs'
import { join, posix, relative, resolve, sep } from 'node:path'
import { ActionError, type Problem } from '../core/errors.ts'
import { findTwins, linkFault, pathFault } from '../core/function/content-paths.ts'
import { dockerignore } from '../core/function/dockerignore.ts'
import { isRendered, isSpecName, looksLikeSpec } from '../core/function/recognise.ts'
import type { FunctionSource } from '../core/function/source.ts'
import { byBytes, type FileEntry } from '../core/image/content.ts'
import { digestOf } from '../core/oci/digest.ts'
import { inParallel } from '../core/parallel.ts'
import type { FunctionFiles, Sources } from '../ports.ts'
import { readContent, type Content } from './content-file.ts'
import { below, listFolder, type Listing } from './listing.ts'
import type { GitFile } from './git.ts'
import type { Place } from './place.ts'

/** Files of one function that are read at once. */
const PARALLEL_READS = 8

/**
 * Opens the port that reads functions' files: as git would store them, or as they are where there is no git. `lock`, the
 * lock file relative to the working directory, is never content: writing it must change no image.
 */
export const openSources = (place: Place, lock?: string): Sources => {
  const lockPath =
    lock === undefined ? undefined : relative(place.root, resolve(place.directory, lock)).split(sep).join('/')
  return {
    files: async (source, signal) => {
      if (source.code.kind === 'inline') return { files: [], problems: [] }
      const { path } = source.code
      const fault = placeFault(place, path)
      if (fault !== undefined) return { files: [], problems: [problemOf(source, path, { why: fault })] }
      const found = (await listFolder(place, path)).filter((file) => file.path !== lockPath)
      return readAll({ place, source, path, signal }, found)
    },
  }
}

interface Job {
  readonly place: Place
  readonly source: FunctionSource
  /** Of the function's file or folder, relative to the top level. */
  readonly path: string
  readonly signal: AbortSignal
}

const placeFault = ({ root, prefix }: Place, path: string): string | undefined => {
  if (!`${path}/`.startsWith(prefix)) return 'it is outside the working directory'
  const expected = join(root, path)
  const real = realPath(expected)
  if (real === undefined) return 'there is no such file or folder'
  // Also differs where the file system ignores case and the spec spells the name otherwise.
  return real.normalize('NFC') === expected.replace(/(?<=.)[\\/]$/, '').normalize('NFC')
    ? undefined
    : 'it is reached through a symbolic link, or spelled in another case'
}

const realPath = (path: string): string | undefined => {
  try {
    return realpathSync.native(path)
  } catch {
    return undefined
  }
}

const readAll = async (job: Job, found: Listing): Promise<FunctionFiles> => {
  const isIgnored = await readDockerignore(job, found)
  const wanted = found.filter((file) => !isIgnored(nameIn(job, file)))
  const read = await inParallel(PARALLEL_READS, wanted, (file) => readOne(job, file))
  const files = read.flatMap(({ entry }) => entry ?? []).sort((a, b) => byBytes(a.path, b.path))
  const twins = findTwins(files).map(([one, other]) =>
    problemOf(job.source, posix.join(job.path, other), { why: `it differs from "${one}" in case or composition only` }),
  )
  return { files, problems: [...read.flatMap(({ problem }) => problem ?? []), ...twins] }
}

/** The path that a file gets in the image; a single file keeps its name. */
const nameIn = ({ path }: Job, file: GitFile): string =>
  (file.path === path ? posix.basename(path) : below(path, file.path)).normalize('NFC')

const readDockerignore = async (job: Job, found: Listing): Promise<(path: string) => boolean> => {
  const file = found.find(({ path }) => path !== job.path && below(job.path, path) === '.dockerignore')
  if (file === undefined) return () => false
  const content = await readContent(join(job.place.root, file.path), file.tracked)
  return content.kind === 'file' ? dockerignore(Buffer.from(content.bytes).toString()) : () => false
}

interface ReadFile {
  readonly entry?: FileEntry
  readonly problem?: Problem
}

const readOne = async (job: Job, file: GitFile): Promise<ReadFile> => {
  job.signal.throwIfAborted()
  const fail = (fault: Fault): ReadFile => ({ problem: problemOf(job.source, file.path, fault) })
  const why = pathFault(file.path)
  if (why !== undefined) return fail({ why })
  const name = nameIn(job, file)
  const content = await readContent(join(job.place.root, file.path), file.tracked)
  if (content.kind === 'none') return {}
  if (content.kind === 'fault') return fail(content)
  if (content.kind === 'file') return isSpec(file, content) ? {} : { entry: regularFile(file.path, name, content) }
  const { target } = content
  const fault = linkFault(name, target)
  return fault === undefined ? { entry: { type: 'symlink', path: name, target } } : fail({ why: fault })
}

/** A changed replica count must not change the image, whichever specs this run was asked to read. */
const isSpec = ({ path }: GitFile, { bytes }: FileContent): boolean => {
  if (!isSpecName(path)) return false
  const text = Buffer.from(bytes).toString()
  return looksLikeSpec(text) || isRendered(text)
}

type FileContent = Extract<Content, { kind: 'file' }>

const regularFile = (path: string, name: string, { executable, bytes, read }: FileContent): FileEntry => {
  const [digest, size] = [digestOf(bytes), bytes.length]
  const readAgain = async (): Promise<Uint8Array> => {
    const again = await read()
    if (digestOf(again) === digest) return again
    throw new ActionError('INPUT_INVALID', `Cannot read "${path}": it changed during the run`, {
      hint: 'Run again when nothing writes to it',
    })
  }
  return { type: 'file', path: name, executable, size, digest, read: readAgain }
}

interface Fault {
  readonly why: string
  readonly hint?: string
}

const problemOf = (source: FunctionSource, path: string, { why, hint }: Fault): Problem => ({
  severity: 'error',
  code: 'SPEC_INVALID',
  message: `Cannot use ${JSON.stringify(path)}: ${why}`,
  at: source.at.code,
  ...(hint === undefined ? {} : { hint }),
})
