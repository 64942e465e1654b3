import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parse } from 'yaml'
import { commandReader } from './runner/command.ts'
import type { Command } from './runner/command.ts'
import { parseFileCommand } from './runner/file-command.ts'

export interface ActionStep {
  /** Path of an action.yml whose `runs` is JavaScript. */
  readonly action: string
  /** The step's `with`; inputs that it does not name get their default. */
  readonly with?: Readonly<Record<string, string>>
  /** What the job gives: GITHUB_* and anything else; of this process only PATH is inherited. */
  readonly env?: Readonly<Record<string, string>>
  /** What `${{ github.token }}` stands for. */
  readonly token?: string
  /** The checked-out repository. */
  readonly workspace: string
  /** An empty folder for the runner's own files: RUNNER_TEMP and the files behind GITHUB_OUTPUT and its like. */
  readonly temporary: string
  readonly cancel?: Cancel
}

/** How and when a step is ended before its time. */
export interface Cancel {
  /** Cancels when it aborts; a function is called with each line of the log, and true cancels. */
  readonly when: AbortSignal | ((line: string) => boolean)
  /** `shutdown` ends the process at once and runs no post step, as when the machine is taken away. Default: cancel. */
  readonly how?: 'cancel' | 'shutdown'
  /** Milliseconds from SIGINT to SIGTERM, and from that to SIGKILL. Default: what GitHub's runner waits. */
  readonly graces?: readonly [interrupt: number, terminate: number]
}

/** What a step left behind. */
export interface PhaseRun {
  readonly exitCode: number | null
  /** The last signal that was needed; undefined when it ended by itself. */
  readonly endedBy: NodeJS.Signals | undefined
  /** Lines of stdout and stderr that are not commands, masked. */
  readonly log: readonly string[]
  /** All commands, in order. */
  readonly commands: readonly Command[]
  readonly annotations: readonly Annotation[]
  readonly masks: readonly string[]
  readonly outputs: Readonly<Record<string, string>>
  readonly state: Readonly<Record<string, string>>
  /** Variables for later steps. */
  readonly exported: Readonly<Record<string, string>>
  readonly summary: string
}

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice'
  readonly message: string
  readonly properties: Readonly<Record<string, string>>
}

export interface ActionRun {
  readonly main: PhaseRun
  /** Undefined when the action has none, or the runner was shut down. */
  readonly post: PhaseRun | undefined
}

/** What GitHub's runner waits after SIGINT and after SIGTERM, in milliseconds. */
export const RUNNER_GRACES = [7_500, 2_500] as const

/** Does with a JavaScript action what GitHub's runner does: main, then post whatever happened to main. */
export const runAction = async (step: ActionStep): Promise<ActionRun> => {
  const action = parse(await readFile(step.action, 'utf8')) as ActionFile
  const folder = dirname(step.action)
  const inputs = inputsOf(action, step)
  const main = await runPhase(step, 'main', join(folder, action.runs.main), inputs)
  return { main, post: step.cancel?.how === 'shutdown' ? undefined : await runPost(step, main) }
}

/** Runs the post step alone, after a main step that left `main`; undefined when the action has none. */
export const runPost = async (
  step: ActionStep,
  main: Pick<PhaseRun, 'state' | 'exported'>,
): Promise<PhaseRun | undefined> => {
  const action = parse(await readFile(step.action, 'utf8')) as ActionFile
  if (action.runs.post === undefined) return undefined
  const state = Object.entries(main.state).map(([name, value]) => [`STATE_${name}`, value])
  const env = { ...inputsOf(action, step), ...main.exported, ...Object.fromEntries(state) }
  const { cancel: _, ...quiet } = step
  return runPhase(quiet, 'post', join(dirname(step.action), action.runs.post), env)
}

/** The annotations that GitHub shows of a step: ten of each level, 4,096 characters each. */
export const shown = (annotations: readonly Annotation[]): readonly Annotation[] =>
  (['error', 'warning', 'notice'] as const).flatMap((level) =>
    annotations
      .filter((annotation) => annotation.level === level)
      .slice(0, 10)
      .map((annotation) => ({ ...annotation, message: annotation.message.slice(0, 4096) })),
  )

interface ActionFile {
  readonly inputs?: Readonly<Record<string, { readonly default?: string | number | boolean }>>
  readonly runs: { readonly main: string; readonly post?: string }
}

type Environment = Readonly<Record<string, string>>

const inputsOf = (action: ActionFile, step: ActionStep): Environment => {
  const declared = Object.entries(action.inputs ?? {}).map(([name, input]) => [name, String(input.default ?? '')])
  const values = { ...Object.fromEntries(declared), ...step.with } as Environment
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      value.replaceAll('${{ github.token }}', step.token ?? ''),
    ]),
  )
}

const FILES = { GITHUB_OUTPUT: 'output', GITHUB_STATE: 'state', GITHUB_ENV: 'env', GITHUB_STEP_SUMMARY: 'summary' }

const runPhase = async (step: ActionStep, name: string, program: string, env: Environment): Promise<PhaseRun> => {
  const folder = join(step.temporary, '_runner_file_commands', name)
  await mkdir(folder, { recursive: true })
  const files = Object.fromEntries(Object.entries(FILES).map(([variable, file]) => [variable, join(folder, file)]))
  for (const file of Object.values(files)) await writeFile(file, '')
  const child = spawn(process.execPath, [program], {
    cwd: step.workspace,
    env: { PATH: process.env['PATH'], ...jobEnv(step), ...step.env, ...env, ...files },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const seen = await follow(child, step.cancel)
  const read = (variable: string): Promise<string> => readFile(files[variable] ?? '', 'utf8')
  return {
    ...seen,
    outputs: { ...named(seen.commands, 'set-output'), ...parseFileCommand(await read('GITHUB_OUTPUT')) },
    state: { ...named(seen.commands, 'save-state'), ...parseFileCommand(await read('GITHUB_STATE')) },
    exported: parseFileCommand(await read('GITHUB_ENV')),
    summary: await read('GITHUB_STEP_SUMMARY'),
  }
}

const jobEnv = ({ workspace, temporary }: ActionStep): Environment => ({
  CI: 'true',
  GITHUB_ACTIONS: 'true',
  GITHUB_WORKSPACE: workspace,
  RUNNER_TEMP: temporary,
  RUNNER_OS: 'Linux',
  RUNNER_ARCH: 'X64',
  HOME: temporary,
})

type Seen = Omit<PhaseRun, 'outputs' | 'state' | 'exported' | 'summary'>

const follow = async (child: ChildProcess, cancel: Cancel | undefined): Promise<Seen> => {
  const reader = commandReader()
  const commands: Command[] = []
  const lines: string[] = []
  const exit = new Promise<number | null>((resolve, reject) => child.on('close', resolve).on('error', reject))
  let ending: Promise<NodeJS.Signals | undefined> | undefined
  const stop = (): void => {
    if (cancel !== undefined) ending ??= end(child, cancel)
  }
  const take = (line: string): void => {
    const command = reader.read(line)
    if (command === undefined) lines.push(line)
    else commands.push(command)
    if (typeof cancel?.when === 'function' && cancel.when(line)) stop()
  }
  if (typeof cancel?.when === 'object') {
    if (cancel.when.aborted) stop()
    cancel.when.addEventListener('abort', stop)
  }
  for (const stream of [child.stdout, child.stderr]) eachLine(stream, take)
  const exitCode = await exit
  const masks = commands.filter(({ name }) => name === 'add-mask').map(({ data }) => data)
  return {
    exitCode,
    endedBy: await ending,
    log: lines.map((line) => masked(line, masks)),
    commands,
    annotations: commands.flatMap(annotationOf),
    masks,
  }
}

/** Signals go to the process alone, not to what it started. */
const end = async (child: ChildProcess, cancel: Cancel): Promise<NodeJS.Signals | undefined> => {
  const [interrupt, terminate] = cancel.graces ?? RUNNER_GRACES
  const waits =
    cancel.how === 'shutdown'
      ? []
      : ([
          ['SIGINT', interrupt],
          ['SIGTERM', terminate],
        ] as const)
  for (const [signal, grace] of waits) {
    child.kill(signal)
    if (await exitsWithin(child, grace)) return signal
  }
  child.kill('SIGKILL')
  return 'SIGKILL'
}

const exitsWithin = async (child: ChildProcess, milliseconds: number): Promise<boolean> => {
  const over = new AbortController()
  const exited = new Promise<boolean>((resolve) => child.once('exit', () => resolve(true)))
  const late = delay(milliseconds, false, { signal: over.signal }).catch(() => false)
  const inTime = child.exitCode !== null || child.signalCode !== null || (await Promise.race([exited, late]))
  over.abort()
  return inTime
}

/** A lone carriage return ends a line too, as for the runner's reader. */
const eachLine = (stream: NodeJS.ReadableStream | null, take: (line: string) => void): void => {
  let text = ''
  stream?.setEncoding('utf8')
  stream?.on('data', (chunk: string) => {
    const lines = (text + chunk).split(/\r\n|\n|\r(?!$)/)
    text = lines.pop() ?? ''
    for (const line of lines) take(line)
  })
  stream?.on('end', () => {
    if (text !== '') take(text.replace(/\r$/, ''))
  })
}

const masked = (line: string, masks: readonly string[]): string =>
  masks
    .flatMap((mask) => mask.split(/\r?\n/))
    .filter((part) => part.trim() !== '')
    .reduce((text, part) => text.replaceAll(part, '***'), line)

const named = (commands: readonly Command[], name: string): Environment =>
  Object.fromEntries(
    commands.filter((command) => command.name === name).map(({ properties, data }) => [properties['name'] ?? '', data]),
  )

const annotationOf = ({ name, properties, data }: Command): readonly Annotation[] =>
  name === 'error' || name === 'warning' || name === 'notice' ? [{ level: name, message: data, properties }] : []
