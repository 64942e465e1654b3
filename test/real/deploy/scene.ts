import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Config, parseConfig, type RawOptions, type WorkflowRun } from '../../../src/core/config.ts'
import type { TargetConfig } from '../../../src/core/image/target.ts'
import type { Report } from '../../../src/core/report/report.ts'
import { wire } from '../../../src/entry/wire/ports.ts'
import { deploy } from '../../../src/flow/deploy.ts'
import type { Ports } from '../../../src/ports.ts'
import type { AuditEntry, Bed, NamespaceOptions } from '../bed/cluster.ts'
import { bedFor } from '../bed/cluster.ts'

/** A folder of specs, and a namespace of a real cluster that they are deployed to by the program's own parts. */
export interface RealScene {
  readonly bed: Bed
  readonly namespace: string
  readonly notices: string[]
  write(name: string, text: string): Promise<void>
  /** Removes a file. */
  remove(name: string): Promise<void>
  deploy(raw?: RawOptions, over?: Over): Promise<Report>
  /** What the function answers through its Service. */
  call(name: string): Promise<string>
  /** Reads one object as JSON; a value of it by jsonpath. */
  read(what: string, jsonpath: string): Promise<string>
  /** What runs of deploy asked of the API server since, this namespace's alone. */
  audit(since: Date): Promise<readonly AuditEntry[]>
}

export interface Over {
  readonly run?: WorkflowRun
  readonly signal?: AbortSignal
  /** Changes the adapters of the run, to do something at a certain moment. */
  readonly adapt?: (ports: Ports) => Ports
}

/** Opens a scene; undefined where there is no bed, and the test is skipped. */
export const openScene = async (
  t: TestContext,
  options: NamespaceOptions = { enforce: 'restricted' },
): Promise<RealScene | undefined> => {
  const bed = await bedFor(t)
  if (bed === undefined) return undefined
  const namespace = await bed.namespace(t, { prefix: 'deploy', ...options })
  const folder = await mkdtemp(join(tmpdir(), 'deploy-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const notices: string[] = []
  return {
    bed,
    namespace,
    notices,
    write: (name, text) => writeFile(join(folder, name), text),
    remove: (name) => rm(join(folder, name)),
    deploy: async (
      raw = {},
      { run, signal = new AbortController().signal, adapt = (ports: Ports): Ports => ports } = {},
    ) => {
      const config = configOf(bed, namespace, raw, run)
      const { ports, close } = await wire(config, {
        env: { PATH: process.env['PATH'], RUNNER_TEMP: folder },
        cwd: folder,
        stdin: (async function* () {})(),
        reporter: reporterOf(t, notices),
        ledger: { add: () => undefined, remove: () => undefined },
        onSecret: () => undefined,
        signal,
      })
      try {
        return await deploy(config, adapt(ports), signal)
      } finally {
        await close()
      }
    },
    call: async (name) => {
      const path = `/api/v1/namespaces/${namespace}/services/${name}:8080/proxy/`
      for (let left = 50; ; left -= 1)
        try {
          return await bed.kubectl(['get', '--raw', path])
        } catch (error) {
          if (left === 0) throw error
          await sleep(100)
        }
    },
    read: (what, jsonpath) =>
      bed.kubectl(['get', what, '--namespace', namespace, '--output', `jsonpath={${jsonpath}}`]),
    audit: async (since) =>
      (await bed.audit(since)).filter((entry) => entry.namespace === namespace && entry.agent.includes(AGENT)),
  }
}

/** A spec with its code in it. */
export const spec = (name: string, reply: string, more = ''): string =>
  `apiVersion: kubeless.io/v1beta1\nkind: Function\nmetadata:\n  name: ${name}\nspec:\n  runtime: nodejs24\n  handler: ${name}.run\n  function: ${JSON.stringify(`exports.run = () => '${reply}'`)}\n${more}`

/** The states of a report's rollouts, by kind and name. */
export const states = ({ rollouts }: Report): Readonly<Record<string, string>> =>
  Object.fromEntries(rollouts.map(({ kind, name, state }) => [`${kind}/${name}`, state]))

/** Run number `id` of a workflow. */
export const runOf = (id: number, over: Partial<WorkflowRun> = {}): WorkflowRun => ({
  id,
  attempt: 1,
  event: 'push',
  commit: `c${id}`,
  url: `https://github.com/acme/shop/actions/runs/${id}`,
  ...over,
})

const WRITING = new Set(['create', 'update', 'patch', 'delete', 'deletecollection'])

/** Requests that changed something, or would have. */
export const writes = (entries: readonly AuditEntry[]): readonly AuditEntry[] =>
  entries.filter(({ verb, uri }) => WRITING.has(verb) && !uri.includes('dryRun'))

const AGENT = 'function-images'

const configOf = (bed: Bed, namespace: string, raw: RawOptions, run?: WorkflowRun): Config & TargetConfig => {
  const registry = `${bed.registry}/${namespace}`
  const defaults = {
    registry,
    namespace,
    kubeconfig: bed.kubeconfig,
    unpinned: 'true',
    'insecure-registries': bed.registry,
    'image-mirrors': `docker.io=${bed.registry}/hub`,
    'rollout-timeout': '60',
  }
  const config = parseConfig(
    'deploy',
    { ...defaults, ...raw },
    { registry, channel: 'main', defaultChannel: 'main', run },
  )
  return { ...config, registry: config.registry ?? registry }
}

const reporterOf = (t: TestContext, notices: string[]): Parameters<typeof wire>[1]['reporter'] => ({
  notice: (message) => void notices.push(message),
  warning: ({ message }) => t.diagnostic(message),
  progress: () => undefined,
  functionDone: () => undefined,
  rolloutDone: ({ kind, name, state, note, cause }) => t.diagnostic([state, `${kind}/${name}`, note, cause].join(' ')),
  print: () => undefined,
  group: () => ({ line: () => undefined, end: () => undefined }),
})
