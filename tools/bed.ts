import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { glob } from 'node:fs/promises'
import { takeDown } from '../test/real/bed/cluster/down.ts'
import { kubeconfigOf } from '../test/real/bed/cluster/kubeconfig.ts'
import { kubectlOf } from '../test/real/bed/cluster/kubectl.ts'
import { PARTS } from '../test/real/bed/cluster/parts.ts'
import { placeOfBed } from '../test/real/bed/cluster/place.ts'
import { isRunning } from '../test/real/bed/cluster/processes.ts'
import { whyNoBed } from '../test/real/bed/cluster/requirements.ts'
import { bringUp, isUp } from '../test/real/bed/cluster/up.ts'
import { installPrograms } from '../test/real/bed/install.ts'
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
  // These bring a bed up and down themselves, so they come before the one that all others share.
  const first = brings ? files.filter((file) => file.endsWith(BED_TEST)) : []
  const others = files.filter((file) => !first.includes(file))
  const codes = [await runTests(first, 1, signal)]
  try {
    if (brings) await bringUp(place, log)
    codes.push(await runTests(others.filter(isSociable), AT_ONCE, signal))
    codes.push(
      await runTests(
        others.filter((file) => !isSociable(file)),
        1,
        signal,
      ),
    )
  } finally {
    if (brings) await takeDown(place)
  }
  return Math.max(...codes)
}

const BED_TEST = 'bed/cluster.test.ts'

/** Files of tests that kill parts of the bed, change what all share, or count what is lost under load are named so. */
const isSociable = (file: string): boolean => !file.endsWith('.alone.test.ts')

/** Most files wait for pods most of the time. */
const AT_ONCE = 3

const runTests = async (files: readonly string[], atOnce: number, signal: AbortSignal): Promise<number> => {
  signal.throwIfAborted()
  if (files.length === 0) return 0
  const args = ['--test', `--test-concurrency=${atOnce}`, '--test-force-exit', ...files]
  const child = spawn(process.execPath, args, { stdio: 'inherit' })
  const stop = (): boolean => child.kill('SIGTERM')
  signal.addEventListener('abort', stop, { once: true })
  const [code] = (await once(child, 'exit')) as [number | null]
  signal.removeEventListener('abort', stop)
  return code ?? 1
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
