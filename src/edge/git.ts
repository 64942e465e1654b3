import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { ActionError } from '../core/errors.ts'
import { capture } from './exec.ts'

/** What git knows about the files below one directory. Each question costs one process, once. */
export interface Git {
  /** The top level of the working tree: absolute, links resolved. */
  readonly root: string
  /**
   * Lists tracked files, and untracked ones that are not ignored; also those of repositories inside this one. Sorted
   * with `<`, so that each of ten thousand functions can find its own by halving.
   */
  files(): Promise<readonly GitFile[]>
}

export interface GitFile {
  /** Relative to the top level of the outer repository, as git spells it. */
  readonly path: string
  /** Undefined for an untracked file. */
  readonly tracked: TrackedFile | undefined
}

/** A file's entry in the index. */
export interface TrackedFile {
  /** `100644`, `100755`, `120000` for a symbolic link, `160000` for a repository inside that is not checked out. */
  readonly mode: string
  /** Object id of the blob. */
  readonly oid: string
  /** Left out of this checkout on purpose (sparse checkout). */
  readonly skipped: boolean
  /** Relative to its own repository's top level. */
  readonly path: string
  readonly repository: GitRepository
}

export interface GitRepository {
  /** Returns the tracked files that git calls modified, with their mode in the working tree (`000000`: deleted). */
  changes(): Promise<ReadonlyMap<string, string>>
  /** Reads a blob as it is stored. */
  blob(oid: string): Promise<Uint8Array>
}

/**
 * Opens the repository that `directory` is in, to see what is below that directory; undefined when there is none, or no
 * git program. Throws INPUT_INVALID when git refuses the repository.
 */
export const openGit = async (directory: string): Promise<Git | undefined> => {
  if (!hasRepository(directory)) return undefined
  const root = await topLevel(directory)
  if (root === undefined) return undefined
  return {
    root,
    files: lazily(async () => (await listFiles(directory, '')).sort((a, b) => (a.path < b.path ? -1 : 1))),
  }
}

/** Returns the branch that is checked out, undefined on a detached HEAD or without a repository or git. */
export const currentBranch = async (directory: string): Promise<string | undefined> => {
  if (!hasRepository(directory)) return undefined
  const args = ['symbolic-ref', '--short', '-q', 'HEAD']
  const answer = await capture('git', args, { cwd: directory }).catch(() => undefined)
  return answer?.code === 0 ? answer.stdout.toString().trim() : undefined
}

/** Git's word for "none" depends on its language, so the folder is looked for. */
const hasRepository = (directory: string): boolean => {
  const parent = dirname(directory)
  return existsSync(join(directory, '.git')) || (parent !== directory && hasRepository(parent))
}

const topLevel = async (directory: string): Promise<string | undefined> => {
  const args = ['rev-parse', '--show-toplevel']
  const answer = await capture('git', args, { cwd: directory }).catch(() => undefined)
  if (answer === undefined) return undefined
  if (answer.code === 0) return resolve(answer.stdout.toString().replace(/\r?\n$/, ''))
  throw gitFailed(args, answer.stderr, `If another user owns it: git config --global --add safe.directory ${directory}`)
}

/** Lists what is below `directory`; `prefix` is where its repository stands in the outer one, with a slash at the end. */
const listFiles = async (directory: string, prefix: string): Promise<GitFile[]> => {
  const [index, others] = await Promise.all([
    git(directory, ['ls-files', '-z', '--full-name', '-s', '-t']),
    git(directory, ['ls-files', '-z', '--full-name', '-o', '--exclude-standard']),
  ])
  const repository = openRepository(directory)
  const seen = new Map<string, GitFile>()
  for (const record of records(index)) {
    const { path, ...entry } = parseEntry(record)
    // A file in conflict has up to three entries; any of them says that it is tracked.
    seen.set(path, { path: prefix + path, tracked: { ...entry, path, repository } })
  }
  for (const path of records(others)) seen.set(path, { path: prefix + path, tracked: undefined })
  const files = [...seen.values()]
  const inner = await Promise.all(files.filter(isRepository).map((file) => listInner(directory, prefix, file)))
  return [...files.filter((file) => !isRepository(file)), ...inner.flat()]
}

/** A submodule is one entry of the index, any other repository inside one untracked folder. */
const isRepository = ({ path, tracked }: GitFile): boolean => path.endsWith('/') || tracked?.mode === '160000'

const listInner = async (directory: string, prefix: string, file: GitFile): Promise<GitFile[]> => {
  const path = file.path.replace(/\/$/, '')
  const folder = join((await topLevel(directory)) ?? directory, path.slice(prefix.length))
  if (existsSync(join(folder, '.git'))) return listFiles(folder, `${path}/`)
  return file.tracked === undefined ? [] : [file]
}

const parseEntry = (record: string): Pick<TrackedFile, 'mode' | 'oid' | 'skipped' | 'path'> => {
  const tab = record.indexOf('\t')
  const [tag, mode = '', oid = ''] = record.slice(0, tab).split(' ')
  return { mode, oid, skipped: tag === 'S', path: record.slice(tab + 1) }
}

const openRepository = (directory: string): GitRepository => ({
  changes: lazily(async () => {
    const options = ['--porcelain=v2', '-z', '--untracked-files=no', '--no-renames', '--ignore-submodules=all']
    const status = await git(directory, ['--no-optional-locks', 'status', ...options, '--', '.'])
    return new Map(records(status).flatMap(parseChange))
  }),
  blob: (oid) => git(directory, ['cat-file', 'blob', oid]),
})

/** https://git-scm.com/docs/git-status#_porcelain_format_version_2 */
const parseChange = (record: string): [string, string][] => {
  const fields = record.split(' ')
  const [kind, state = ''] = fields
  if (kind === 'u') return [[fields.slice(10).join(' '), fields[6] ?? '']]
  return kind === '1' && state[1] !== '.' ? [[fields.slice(8).join(' '), fields[5] ?? '']] : []
}

const records = (output: Buffer): string[] => output.toString('utf8').split('\0').slice(0, -1)

const git = async (cwd: string, args: readonly string[]): Promise<Buffer> => {
  const { code, stdout, stderr } = await capture('git', args, { cwd })
  if (code !== 0) throw gitFailed(args, stderr)
  return stdout
}

const gitFailed = (args: readonly string[], stderr: string, hint?: string): ActionError =>
  new ActionError(
    'INPUT_INVALID',
    `Cannot ask git "${args.slice(0, 2).join(' ')}": ${stderr.trim().split('\n')[0] ?? ''}`,
    {
      hint,
    },
  )

const lazily = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined
  return () => (made ??= make())
}
