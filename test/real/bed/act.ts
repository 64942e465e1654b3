import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { capture, execGroup } from '../../../src/edge/exec.ts'
import { ROOT } from '../../../tools/bundle.ts'
import type { Annotation } from '../../fakes/runner.ts'

/** A repository on this computer that holds one workflow. */
export interface WorkflowRepository {
  readonly folder: string
  /** Puts the work tree's state into a commit. */
  commit(): Promise<void>
  close(): Promise<void>
}

/** One step's main or post, as act saw it. */
export interface ActStep {
  readonly id: string
  readonly stage: 'Main' | 'Post'
  readonly result: 'success' | 'failure' | 'skipped' | undefined
  readonly outputs: Readonly<Record<string, string>>
  readonly annotations: readonly Annotation[]
  readonly groups: readonly string[]
  readonly summary: string
  /** Lines that are not commands. */
  readonly log: readonly string[]
}

export interface ActRun {
  readonly exitCode: number
  /** In the order in which they ran. */
  readonly steps: readonly ActStep[]
  /** What act itself said, for messages of failing tests. */
  readonly raw: string
}

export interface ActOptions {
  /** The program act. */
  readonly program: string
  readonly repository: WorkflowRepository
  readonly event?: 'push' | 'pull_request' | 'workflow_dispatch'
  /** `${{ secrets.NAME }}`; GITHUB_TOKEN is the job's token. */
  readonly secrets?: Readonly<Record<string, string>>
  readonly signal: AbortSignal
}

/** Makes a git repository, as if cloned from github.com/`name`, of `files`. */
export const makeRepository = async (
  name: string,
  files: Readonly<Record<string, string>>,
): Promise<WorkflowRepository> => {
  const folder = await mkdtemp(join(tmpdir(), 'workflow-'))
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  const git = async (...args: readonly string[]): Promise<void> => {
    const settings = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgSign=false']
    const { code, stderr } = await capture('git', [...settings, ...args], { cwd: folder })
    if (code !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`)
  }
  const commit = async (): Promise<void> => {
    await git('add', '--all')
    await git('commit', '--quiet', '--allow-empty', '--message', 'Test')
  }
  await git('init', '--quiet', '--initial-branch', 'main')
  await git('remote', 'add', 'origin', `https://github.com/${name}.git`)
  await commit()
  return { folder, commit, close: () => rm(folder, { recursive: true, force: true }) }
}

/** Puts the action as it is shipped into the repository's folder `action`. */
export const addAction = async ({ folder }: Pick<WorkflowRepository, 'folder'>): Promise<void> => {
  for (const path of ['action.yml', 'dist', 'shims'])
    await cp(join(ROOT, path), join(folder, 'action', path), { recursive: true })
}

/** Runs the repository's workflow on this computer itself, with the Node that runs the tests first in PATH. */
export const runAct = async (options: ActOptions): Promise<ActRun> => {
  const home = await mkdtemp(join(tmpdir(), 'act-'))
  await writeNode(join(home, 'bin', 'node'))
  const env = {
    PATH: [join(home, 'bin'), dirname(process.execPath), process.env['PATH']].join(delimiter),
    HOME: home,
    XDG_CACHE_HOME: join(home, 'cache'),
  }
  const secrets = Object.entries(options.secrets ?? {}).flatMap((pair) => ['--secret', pair.join('=')])
  const flags = ['--platform', 'ubuntu-latest=-self-hosted', '--json', '--no-cache-server', ...secrets]
  const lines: string[] = []
  try {
    const { code } = await execGroup(options.program, [options.event ?? 'push', ...flags], {
      cwd: options.repository.folder,
      env,
      signal: options.signal,
      line: (text) => lines.push(text),
    })
    return { exitCode: code, steps: stepsOf(lines.flatMap(entryOf)), raw: lines.join('\n') }
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}

/**
 * Writes a Node that ends a moment after its program has: of a step that fails, act shows only what it had copied by the end
 * of its process. https://github.com/nektos/act/blob/v0.2.89/pkg/container/host_environment.go
 */
const writeNode = async (path: string): Promise<void> => {
  await mkdir(dirname(path))
  await writeFile(path, `#!/bin/sh\n"${process.execPath}" "$@"\ncode=$?\nsleep 0.2\nexit $code\n`, { mode: 0o755 })
}

/** One line of `act --json`; fields that no test needs are left out. */
interface Entry {
  readonly stage?: ActStep['stage']
  readonly stepID?: readonly string[]
  readonly stepResult?: NonNullable<ActStep['result']>
  readonly msg: string
  readonly raw_output?: boolean
  readonly command?: string
  readonly arg?: string
  readonly name?: string
  readonly content?: string
  readonly kvPairs?: Readonly<Record<string, string>>
}

const entryOf = (line: string): readonly Entry[] => {
  try {
    return [JSON.parse(line) as Entry]
  } catch {
    return []
  }
}

const stepsOf = (entries: readonly Entry[]): readonly ActStep[] => {
  const groups = Map.groupBy(
    entries.filter(({ stage }) => stage !== undefined),
    ({ stage, stepID }) => `${stage} ${stepID?.join('/')}`,
  )
  return [...groups.values()].map(stepOf)
}

const stepOf = (entries: readonly Entry[]): ActStep => {
  const of = (command: string): readonly Entry[] => entries.filter((entry) => entry.command === command)
  return {
    id: entries[0]?.stepID?.join('/') ?? '',
    stage: entries[0]?.stage ?? 'Main',
    result: entries.find(({ stepResult }) => stepResult !== undefined)?.stepResult,
    outputs: Object.fromEntries(of('set-output').map(({ name = '', arg = '' }) => [name, arg])),
    annotations: entries.flatMap(annotationOf),
    groups: of('group').map(({ arg = '' }) => arg),
    summary: of('summary')
      .map(({ content = '' }) => content)
      .join(''),
    log: entries.filter(({ raw_output }) => raw_output === true).map(({ msg }) => msg.replace(/\r?\n$/, '')),
  }
}

const annotationOf = ({ command, arg = '', kvPairs = {} }: Entry): readonly Annotation[] =>
  command === 'error' || command === 'warning' || command === 'notice'
    ? [{ level: command, message: arg, properties: kvPairs }]
    : []
