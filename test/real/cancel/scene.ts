import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { ROOT } from '../../../tools/bundle.ts'
import { type ActionRun, type ActionStep, type PhaseRun, runAction, runPost } from '../../fakes/runner.ts'
import { type AuditEntry, type Bed, bedFor } from '../bed/cluster.ts'
import { specOf } from '../bed/desk.ts'
import { JOBS, leftoversIn, namesIn } from '../bed/leftovers.ts'
import { type Gate, openGate } from './gate.ts'

/** Functions whose installs wait at a gate, a namespace for their Jobs, and a runner for steps of the action in dist/. */
export interface Scene {
  readonly bed: Bed
  /** The bed's own, as this machine and pods have it. */
  readonly address: string
  readonly namespace: string
  readonly gate: Gate
  /** Runs a step; `with` is on top of what the bed needs. */
  run(step?: Change): Promise<ActionRun>
  /** Runs the post step alone after a main step that left `main`. */
  post(main: Pick<PhaseRun, 'state' | 'exported'>, step?: Change): Promise<PhaseRun | undefined>
  kubectl(...args: readonly string[]): Promise<string>
  apply(object: object): Promise<void>
  /** The requests about the namespace that came at or after `since`, other than the test's own. */
  requests(since: Date): Promise<readonly AuditEntry[]>
  /** Names the Jobs of the namespace. */
  jobs(): Promise<readonly string[]>
  /** Names what is in the namespace of ours, once nothing is or `limit` milliseconds are over. */
  leftovers(limit?: number): Promise<readonly string[]>
}

type Change = Partial<Pick<ActionStep, 'with' | 'cancel' | 'env'>>

export interface SceneOptions {
  /** Of the functions: each has dependencies of its own. */
  readonly names?: readonly string[]
  /** In place of the package.json that waits at the gate. */
  readonly packageJson?: string
}

/** Opens a scene; undefined where there is no bed, and the test is skipped. */
export const openScene = async (t: TestContext, options: SceneOptions = {}): Promise<Scene | undefined> => {
  const bed = await bedFor(t)
  if (bed === undefined) return undefined
  const { hostname: address } = new URL(bed.server)
  const namespace = await bed.namespace(t, { prefix: 'cancel', enforce: 'restricted' })
  const gate = await openGate(t, address)
  const folder = await mkdtemp(join(tmpdir(), 'cancel-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  await writeFunctions(join(folder, 'workspace'), gate, options)
  const kubectl: Scene['kubectl'] = (...args) => bed.kubectl(['--namespace', namespace, ...args])
  const stepOf = async (change: Change): Promise<ActionStep> => {
    const temporary = join(folder, `temporary-${randomBytes(4).toString('hex')}`)
    await mkdir(temporary)
    return {
      action: join(ROOT, 'action.yml'),
      workspace: join(folder, 'workspace'),
      temporary,
      ...change,
      with: { ...inputsOf(bed, namespace), ...change.with },
    }
  }
  return {
    bed,
    address,
    namespace,
    gate,
    run: async (change = {}) => runAction(await stepOf(change)),
    post: async (main, change = {}) => runPost(await stepOf(change), main),
    kubectl,
    apply: async (object) => {
      await bed.kubectl(['--namespace', namespace, 'create', '--filename', '-'], JSON.stringify(object))
    },
    requests: async (since) =>
      (await bed.audit(since)).filter((entry) => entry.namespace === namespace && entry.agent === 'function-images'),
    jobs: () => namesIn(bed, JOBS, namespace),
    leftovers: (limit = GONE_LIMIT) => leftoversIn(bed, namespace, limit),
  }
}

/** Milliseconds for what is on its way out. */
const GONE_LIMIT = 30_000

const inputsOf = (bed: Bed, namespace: string): Readonly<Record<string, string>> => ({
  command: 'build',
  kubeconfig: bed.kubeconfig,
  namespace,
  registry: `${bed.registry}/${namespace}`,
  'insecure-registries': bed.registry,
  'image-mirrors': `docker.io=${bed.registry}/hub`,
})

const writeFunctions = async (
  folder: string,
  gate: Gate,
  { names = ['hello'], packageJson }: SceneOptions,
): Promise<void> => {
  for (const name of names) {
    const files = {
      'function.yaml': specOf(name, 'nodejs24', 'handler.run'),
      'handler.js': `exports.run = () => '${name}'\n`,
      'package.json': packageJson ?? gate.packageJson(name),
    }
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name, path)), { recursive: true })
      await writeFile(join(folder, name, path), text)
    }
  }
}

/** Asks again and again until there is an answer. */
export const until = async <T>(ask: () => Promise<T | undefined> | T | undefined): Promise<T> => {
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    await sleep(100)
  }
}

/** Returns the names of the namespace's Jobs, once there are as many. */
export const jobsOf = (scene: Scene, count = 1): Promise<readonly string[]> =>
  until(async () => {
    const names = await scene.jobs()
    return names.length >= count ? names : undefined
  })
