import { randomUUID } from 'node:crypto'
import { mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { ActionError, type Problem } from '../core/errors.ts'
import { looksLikeSpec, kubelessProvider } from '../core/function/recognise.ts'
import { inParallel } from '../core/parallel.ts'
import type { SpecFiles, Workspace } from '../ports.ts'
import { discover, expandGlob, isPattern } from './discovery.ts'
import type { Place } from './place.ts'
import { decodeSpec, readSpecFile, type SpecText } from './spec-file.ts'

/** Files that are read at once. */
const PARALLEL_READS = 32

/** What the problems of standard input are shown at. */
const STDIN = '<stdin>'

/** Opens the port to the user's spec files; `stdin` is read when a glob is `-`. */
export const openWorkspace = (place: Place, stdin?: AsyncIterable<Uint8Array>): Workspace => {
  return {
    prefix: place.prefix,
    read: async (globs, signal) => {
      const parts =
        globs.length === 0 ? [await readDiscovered(place, signal)] : await readNamed(place, { globs, stdin, signal })
      return merge(parts)
    },
    text: (path) => readText(resolve(place.directory, path), path),
    write: (path, text) => replace(place.directory, path, text),
  }
}

const readDiscovered = async (place: Place, signal: AbortSignal): Promise<SpecFiles> => {
  const paths = await discover(place)
  const read = await inParallel(PARALLEL_READS, paths, async (path) => {
    signal.throwIfAborted()
    return discovered(await readSpecFile(place.root, path, 'leave'))
  })
  return merge(read)
}

/** Of what nobody named, only what holds a spec may be complained of. */
const discovered = (read: SpecText): SpecFiles => {
  if (!('text' in read)) return { files: [], problems: read.holdsSpec ? [read.problem] : [] }
  const { path, text } = read
  const line = kubelessProvider(path, text)
  if (line !== undefined) return { files: [], problems: [serverless(path, line)] }
  return { files: looksLikeSpec(text) ? [{ path, text }] : [], problems: [] }
}

const serverless = (path: string, line: number): Problem => ({
  severity: 'warning',
  code: 'SPEC_INVALID',
  message: `Cannot read "${path}": the Serverless Framework's form is not supported yet`,
  at: { file: path, line, column: 1 },
  hint: 'Write the functions as kind Function of function-images.github.io/v1alpha1',
})

interface Named {
  readonly globs: readonly string[]
  readonly stdin: AsyncIterable<Uint8Array> | undefined
  readonly signal: AbortSignal
}

const readNamed = (place: Place, { globs, stdin, signal }: Named): Promise<SpecFiles[]> =>
  inParallel(1, globs, async (glob) => {
    signal.throwIfAborted()
    if (glob === '-') return named(await readStdin(place, stdin))
    if (isOutside(place.directory, glob))
      return nothing(glob, 'it is outside the working directory', 'Change "working-directory"')
    if (!isPattern(glob)) return named(await readSpecFile(place.root, place.prefix + slashes(glob), 'follow'))
    const paths = await expandGlob(place, slashes(glob))
    if (paths.length === 0) return nothing(glob, 'it matches no file', 'Globs are relative to "working-directory"')
    return merge(
      (await inParallel(PARALLEL_READS, paths, (path) => readSpecFile(place.root, path, 'follow'))).map(named),
    )
  })

const named = (read: SpecText): SpecFiles => {
  if (!('text' in read)) return { files: [], problems: [read.problem] }
  const line = kubelessProvider(read.path, read.text)
  return line === undefined ? { files: [read], problems: [] } : { files: [], problems: [serverless(read.path, line)] }
}

const nothing = (glob: string, why: string, hint: string): SpecFiles => ({
  files: [],
  problems: [
    {
      severity: 'error',
      code: 'INPUT_INVALID',
      message: `Cannot read specs of ${JSON.stringify(glob)}: ${why}`,
      at: { file: glob, line: 1, column: 1 },
      hint,
    },
  ],
})

/** Two globs may name one file. */
const merge = (parts: readonly SpecFiles[]): SpecFiles => ({
  files: [...new Map(parts.flatMap(({ files }) => files).map((file) => [file.path, file])).values()],
  problems: parts.flatMap(({ problems }) => problems),
})

const readStdin = async (place: Place, stdin: AsyncIterable<Uint8Array> | undefined): Promise<SpecText> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of stdin ?? []) chunks.push(chunk)
  // In the working directory, so that a `source` is relative to it.
  return decodeSpec(`${place.prefix}${STDIN}`, Buffer.concat(chunks))
}

const slashes = (path: string): string =>
  path
    .split(sep)
    .join('/')
    .replace(/^(?:\.\/)+/, '')

const isOutside = (directory: string, path: string): boolean => {
  const inside = relative(directory, resolve(directory, path))
  return inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside) || isAbsolute(path)
}

const readText = async (file: string, shown: string): Promise<string | undefined> => {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    if (isMissing(cause)) return undefined
    throw new ActionError('INPUT_INVALID', `Cannot read "${shown}": it is not a readable file`, { cause })
  }
}

/** Writes beside the target and renames, so that whoever reads meanwhile sees the old text or the new. */
const replace = async (directory: string, path: string, text: string): Promise<void> => {
  if (isOutside(directory, path)) throw outside(path)
  const target = join(directory, path)
  await makeFolder(directory, dirname(target), path)
  const temporary = `${target}.${randomUUID()}.tmp`
  try {
    await writeFile(temporary, text, { flag: 'wx' })
    await rename(temporary, target)
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw unwritable(path, cause)
  }
}

/** A link in the repository must not lead what is written out of it: nothing is made until the folder above is known. */
const makeFolder = async (directory: string, folder: string, path: string): Promise<void> => {
  try {
    const [root, real] = await Promise.all([realpath(directory), realpathOf(folder)])
    if (real === undefined) {
      await makeFolder(directory, dirname(folder), path)
      await mkdir(folder, { recursive: true })
    } else if (!`${real}${sep}`.startsWith(`${root}${sep}`)) throw outside(path)
  } catch (cause) {
    throw cause instanceof ActionError ? cause : unwritable(path, cause)
  }
}

const realpathOf = async (path: string): Promise<string | undefined> => {
  try {
    return await realpath(path)
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

const outside = (path: string): ActionError =>
  new ActionError('INPUT_INVALID', `Cannot write "${path}": it is outside the working directory`)

const unwritable = (path: string, cause: unknown): ActionError =>
  new ActionError('INPUT_INVALID', `Cannot write "${path}": ${cause instanceof Error ? cause.message : 'failed'}`, {
    cause,
  })
