import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { glob, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { takeDown } from '../test/real/bed/cluster/down.ts'
import { kubeconfigOf } from '../test/real/bed/cluster/kubeconfig.ts'
import { kubectlOf } from '../test/real/bed/cluster/kubectl.ts'
import { PARTS } from '../test/real/bed/cluster/parts.ts'
import { placeOfBed } from '../test/real/bed/cluster/place.ts'
import { isRunning } from '../test/real/bed/cluster/processes.ts'
import { whyNoBed } from '../test/real/bed/cluster/requirements.ts'
import { bringUp, isUp } from '../test/real/bed/cluster/up.ts'
import { installPrograms } from '../test/real/bed/install.ts'
import { KEPT } from '../test/real/bed/kept-images.ts'
import { PROGRAMS } from '../test/real/bed/programs.ts'

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
  const {
    own = [],
    beside = [],
    sociable = [],
    alone = [],
  } = Object.groupBy(files, (file) => (file.endsWith(OWN_BED) ? (brings ? 'own' : 'sociable') : companyOf(file)))
  const kept = await mkdtemp(join(tmpdir(), 'bed-kept-'))
  process.env[KEPT] = kept
  const runs: TestRun[] = []
  const failing = new AbortController()
  const besides = runTests(beside, 1, AbortSignal.any([signal, failing.signal]))
  try {
    runs.push(await runTests(own, 1, signal))
    if (brings) await bringUp(place, log)
    runs.push(...(await Promise.all([runTests(sociable.sort(byPatience), AT_ONCE, signal), besides])))
    runs.push(await runTests(alone.sort(byDamage), 1, signal))
    const again = runs.flatMap(({ failed }) => failed)
    const last = await runAgain(again, signal)
    return runs.some(({ code, failed }) => code !== 0 && failed.length === 0) ? 1 : last
  } finally {
    failing.abort()
    await besides.catch(() => undefined)
    if (brings) await takeDown(place)
    await rm(kept, { recursive: true })
  }
}

/** Brings beds up and down itself, so it comes before the one that all others share. */
const OWN_BED = 'bed/cluster.test.ts'

/**
 * With whom a file runs. Those that kill parts of the bed, change what all share, or count what is lost under load are
 * named `.alone`; those outside of these folders leave the bed alone, and run beside all others.
 */
const companyOf = (file: string): 'alone' | 'sociable' | 'beside' => {
  if (file.endsWith('.alone.test.ts')) return 'alone'
  return /(?:^|\/)real\/(?:cancel|cluster|deploy|job)\//.test(file) ? 'sociable' : 'beside'
}

/** Most files wait for pods most of the time. */
const AT_ONCE = 4

/** Those that wait longest for the least work: begun first, they end with the others. */
const PATIENT = ['job/rows', 'cancel/signals', 'cluster/faults', 'cluster/rows', 'deploy/mission', 'job/together']

const byPatience = (one: string, other: string): number => turnOf(one) - turnOf(other)

/** What kills parts comes last: others find their way back in their own time. */
const byDamage = (one: string, other: string): number => Number(isDamaging(one)) - Number(isDamaging(other))

const isDamaging = (file: string): boolean => /(?:restart|kubelet)\.alone\.test\.ts$/.test(file)

const turnOf = (file: string): number => {
  const found = PATIENT.findIndex((name) => file.endsWith(`${name}.test.ts`))
  return found === -1 ? PATIENT.length : found
}

interface TestRun {
  readonly code: number
  /** Files with a test that failed. */
  readonly failed: readonly string[]
}

/**
 * What failed is run once more by itself: some rows measure what a busy machine cannot give. Which files they were is said
 * either way. Returns an exit code.
 */
const runAgain = async (files: readonly string[], signal: AbortSignal): Promise<number> => {
  if (files.length === 0) return 0
  log(`Failed, and run again by themselves: ${files.join(', ')}`)
  const { code } = await runTests(files, 1, signal)
  if (code === 0) log(`Unsteady: ${files.join(', ')}`)
  return code
}

const runTests = async (files: readonly string[], atOnce: number, signal: AbortSignal): Promise<TestRun> => {
  signal.throwIfAborted()
  if (files.length === 0) return { code: 0, failed: [] }
  const results = join(tmpdir(), `bed-results-${process.pid}-${randomBytes(4).toString('hex')}.xml`)
  const reporters = ['spec', 'junit'].map((reporter) => `--test-reporter=${reporter}`)
  const destinations = ['stdout', results].map((destination) => `--test-reporter-destination=${destination}`)
  const flags = [`--test-concurrency=${atOnce}`, '--test-force-exit', ...reporters, ...destinations]
  const args = ['--test', ...flags, ...files]
  const env = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') }
  const child = spawn(process.execPath, args, { stdio: 'inherit', env })
  const stop = (): boolean => child.kill('SIGTERM')
  signal.addEventListener('abort', stop, { once: true })
  const [code] = (await once(child, 'exit')) as [number | null]
  signal.removeEventListener('abort', stop)
  const report = await readFile(results, 'utf8').catch(() => '')
  await rm(results, { force: true })
  return { code: code ?? 1, failed: [...new Set([...report.matchAll(FAILED)].map(([, file = '']) => file))] }
}

/** A test case of a JUnit report that failed, with its file. */
const FAILED = /<testcase [^>]*file="([^"]+)" failure=/g

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
