import { glob, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { takeDown } from '../test/real/bed/cluster/down.ts'
import { kubeconfigOf } from '../test/real/bed/cluster/kubeconfig.ts'
import { kubectlOf } from '../test/real/bed/cluster/kubectl.ts'
import { GOES } from '../test/real/bed/cluster/namespace.ts'
import { PARTS } from '../test/real/bed/cluster/parts.ts'
import { placeOfBed } from '../test/real/bed/cluster/place.ts'
import { isRunning } from '../test/real/bed/cluster/processes.ts'
import { whyNoBed } from '../test/real/bed/cluster/requirements.ts'
import { traces } from '../test/real/bed/cluster/traces.ts'
import { bringUp, isUp } from '../test/real/bed/cluster/up.ts'
import { installPrograms } from '../test/real/bed/install.ts'
import { KEPT } from '../test/real/bed/kept-images.ts'
import { PROGRAMS } from '../test/real/bed/programs.ts'
import { openRunner, type Runner } from './real-tests.ts'

/** Returns an exit code. */
type Command = (signal: AbortSignal, words: readonly string[]) => Promise<number>

const place = placeOfBed()
const say = (line: string): boolean => process.stdout.write(`${line}\n`)
const log = (line: string): boolean => process.stderr.write(`${line}\n`)

/** Installs the programs that the tests on real parts use. */
const programs: Command = async (signal) => {
  const found = await installPrograms(PROGRAMS, log, signal)
  for (const one of found) say(`${one.program.padEnd(24)} ${one.status === 'found' ? one.path : `missing: ${one.why}`}`)
  return found.every(({ status }) => status === 'found') ? 0 : 1
}

/** Brings the bed up, to stay until it is taken down. */
const up: Command = async (signal) => {
  const why = await whyNoBed()
  if (why !== undefined) {
    log(`Cannot bring the bed up: ${why}`)
    return 1
  }
  await bringUp(place, log)
  if (signal.aborted) await takeDown(place)
  signal.throwIfAborted()
  say(`KUBECONFIG=${kubeconfigOf(place, 'admin')}`)
  return 0
}

const down: Command = async () => {
  await takeDown(place)
  return 0
}

/** Says which parts run, and what runs in the cluster. */
const status: Command = async () => {
  if (!(await isUp(place))) {
    say(`No bed is up in "${place.root}"`)
    return 1
  }
  const running = await Promise.all(
    Object.keys(PARTS).map(async (name) => [name, await isRunning(place, name)] as const),
  )
  for (const [name, runs] of running) say(`${name.padEnd(20)} ${runs ? 'runs' : 'has ended'}`)
  const kubectl = await kubectlOf(place, 'bed')
  say(await kubectl(['get', 'nodes,pods', '--all-namespaces', '--output', 'wide']))
  return running.every(([, runs]) => runs) ? 0 : 1
}

/** Runs the tests in the files `words`, all when there are none, on a bed that is up meanwhile. */
const test: Command = async (signal, words) => {
  const files = words.length > 0 ? words : (await Array.fromAsync(glob('test/real/**/*.test.ts'))).sort()
  const brings = (await whyNoBed()) === undefined && !(await isUp(place))
  const before = brings ? await traces(place) : undefined
  const kept = await mkdtemp(join(tmpdir(), 'bed-kept-'))
  process.env[KEPT] = kept
  if (brings) process.env[GOES] = 'yes'
  let code: number
  try {
    const runner = openRunner(files.length === 1 ? 'as it comes' : 'at the end', signal)
    await runInTurn(files, runner, brings)
    code = await runAgain(runner.failed, signal)
  } finally {
    if (brings) await takeDown(place)
    await rm(kept, { recursive: true })
  }
  const after = brings ? await traces(place) : undefined
  if (isDeepStrictEqual(after, before)) return code
  log(`The bed left something behind: ${JSON.stringify(after)}, where was ${JSON.stringify(before)}`)
  return 1
}

/**
 * Where one waits for something, others use the processors: files that leave the bed alone fill what those leave that run
 * by themselves, before the bed is up, and at the end.
 */
const runInTurn = async (files: readonly string[], runner: Runner, brings: boolean): Promise<void> => {
  const { own = [], beside = [], sociable = [], alone = [], quiet = [] } = Object.groupBy(files, companyOf)
  const queue = [...beside]
  let ownRuns = true
  const meanwhile = runner.drain(queue, () => ownRuns)
  // Whatever ends it is told below, and by the others too.
  meanwhile.catch(() => undefined)
  await runner.run(own, 1).finally(() => (ownRuns = false))
  if (brings) await bringUp(place, log)
  const patient = PATIENT.flatMap((name) => sociable.filter((file) => file.endsWith(`/${name}.test.ts`)))
  const busy = sociable.filter((file) => !patient.includes(file))
  await Promise.all([runner.run(patient, AT_ONCE.patient), runner.run(busy, AT_ONCE.busy), meanwhile])
  const always = (): boolean => true
  await Promise.all([runner.run(alone.sort(byDamage), 1), runner.drain(queue, always), runner.drain(queue, always)])
  await runner.run(quiet, 1)
}

/**
 * With whom a file runs. Those that kill parts of the bed or change what all share are named `.alone`, those that count what
 * is lost under load `.quiet`. Files outside of these folders leave the bed alone, but for one that brings beds up itself.
 */
const companyOf = (file: string): 'own' | 'alone' | 'quiet' | 'sociable' | 'beside' => {
  if (file.endsWith('bed/cluster.test.ts')) return 'own'
  if (file.endsWith('.alone.test.ts')) return 'alone'
  if (file.endsWith('.quiet.test.ts')) return 'quiet'
  return /(?:^|\/)real\/(?:cancel|cluster|deploy|job)\//.test(file) ? 'sociable' : 'beside'
}

/** Files of each sort that run at the same time: more, and all take longer. */
const AT_ONCE = { patient: 4, busy: 2 }

/** Those that mostly wait for something to take its time, the longest first; they run beside those that keep processors busy. */
const PATIENT = [
  'deploy/deploy-rows',
  'job/rows',
  'job/together',
  'deploy/rollout-rows',
  'deploy/kubeless',
  'cancel/signals',
  'deploy/around',
  'cluster/rows',
  'cluster/faults',
]

/** What kills parts comes last: others find their way back in their own time. */
const byDamage = (one: string, other: string): number => Number(isDamaging(one)) - Number(isDamaging(other))

const isDamaging = (file: string): boolean => /(?:restart|kubelet)\.alone\.test\.ts$/.test(file)

/**
 * What failed is run once more by itself: some rows measure what a busy machine cannot give. Which files they were is said
 * either way. Returns an exit code.
 */
const runAgain = async (files: readonly string[], signal: AbortSignal): Promise<number> => {
  if (files.length === 0) return 0
  log(`Failed, and run again by themselves: ${files.join(', ')}`)
  const runner = openRunner('at the end', signal)
  await runner.run(files, 1)
  const steady = files.filter((file) => !runner.failed.includes(file))
  if (steady.length > 0) log(`Unsteady: ${steady.join(', ')}`)
  if (runner.failed.length > 0) log(`Failed twice: ${runner.failed.join(', ')}`)
  return runner.failed.length === 0 ? 0 : 1
}

const COMMANDS: Readonly<Record<string, Command>> = { programs, up, down, status, test }

const [name = '', ...words] = process.argv.slice(2)
const command = COMMANDS[name]
if (command === undefined) {
  process.stderr.write(`Say what to do: ${Object.keys(COMMANDS).join(', ')}\n`)
  process.exitCode = 2
} else {
  const interrupted = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => interrupted.abort(new Error('Interrupted')))
  process.exitCode = await command(interrupted.signal, words).catch((error: unknown) => {
    log(`bed: ${(error as Error).message}`)
    return interrupted.signal.aborted ? 130 : 1
  })
}
