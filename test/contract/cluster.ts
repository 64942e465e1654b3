import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test, type TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { ActionError } from '../../src/core/errors.ts'
import {
  keyOfObject,
  type ConfigMap,
  type Deployment,
  type KubeObject,
  type ObjectKey,
} from '../../src/core/cluster/object.ts'
import { refusalOf, type Refusal } from '../../src/core/cluster/refusal.ts'
import { CONFIG_MAPS, DEPLOYMENTS, type Resource } from '../../src/core/cluster/resource.ts'
import { missingRights } from '../../src/core/cluster/rights.ts'
import type { Cluster, ObjectChange } from '../../src/ports.ts'

/** An implementation of the port, a namespace of its own, and somebody else who works there. */
export interface ClusterUnderTest {
  readonly cluster: Cluster
  readonly namespace: string
  /** Server-side apply by another field manager, by force. */
  applyAs<T extends KubeObject>(manager: string, resource: Resource<T>, object: T): Promise<void>
  /** A container that has ended, and all that it wrote. */
  logged(): Promise<{ readonly pod: ObjectKey; readonly container: string; readonly lines: readonly string[] }>
}

/** Checks that hold for every implementation of the port Cluster. Where `open` gives none, it has skipped the test. */
export const clusterContract = (
  name: string,
  open: (t: TestContext) => Promise<ClusterUnderTest | undefined>,
): void => {
  for (const [criterion, check] of Object.entries(CHECKS))
    test(`${name} ${criterion}`, async (t) => {
      const ended = new AbortController()
      const bench = await open(t)
      if (bench === undefined) return
      try {
        await check({ ...bench, signal: AbortSignal.any([ended.signal, AbortSignal.timeout(60_000)]) })
      } finally {
        ended.abort()
      }
    })
}

interface Bench extends ClusterUnderTest {
  readonly signal: AbortSignal
}

const CHECKS: Readonly<Record<string, (bench: Bench) => Promise<void>>> = {
  'get() finds none where there is none, nor of a resource that the server does not have': async (bench) => {
    const { cluster, namespace, signal } = bench
    assert.equal(await cluster.get(CONFIG_MAPS, { namespace, name: fresh() }, signal), undefined)
    assert.equal(await cluster.get(UNKNOWN, { namespace, name: fresh() }, signal), undefined)
  },

  'list() gives none of a resource that the server does not have': async ({ cluster, namespace, signal }) => {
    assert.deepEqual(await cluster.list(UNKNOWN, { namespace }, signal), [])
  },

  'create() gives back the object as it is kept, and get() finds it': async (bench) => {
    const { cluster, signal } = bench
    const { object } = await cluster.create(CONFIG_MAPS, configMap(bench), signal)
    assert.ok(object.metadata?.uid)
    assert.ok(object.metadata.resourceVersion)
    assert.deepEqual([object.apiVersion, object.kind, object.data], ['v1', 'ConfigMap', { a: '1' }])
    assert.deepEqual(await cluster.get(CONFIG_MAPS, keyOfObject(object), signal), object)
  },

  'create() names an object by generateName': async (bench) => {
    const { cluster, namespace, signal } = bench
    const metadata = { generateName: 'made-', namespace }
    const { object } = await cluster.create(CONFIG_MAPS, { metadata }, signal)
    assert.match(object.metadata?.name ?? '', /^made-./)
  },

  'create() refuses a second object of a name with AlreadyExists': async (bench) => {
    const { cluster, signal } = bench
    const object = configMap(bench)
    await cluster.create(CONFIG_MAPS, object, signal)
    const refusal = await refusalFrom(cluster.create(CONFIG_MAPS, object, signal))
    assert.deepEqual([refusal.status, refusal.reason], [409, 'AlreadyExists'])
  },

  'refuses with a message that names verb, kind, name and namespace': async (bench) => {
    const { cluster, namespace, signal } = bench
    const object = configMap(bench)
    await cluster.create(CONFIG_MAPS, object, signal)
    const error = await failureOf(cluster.create(CONFIG_MAPS, object, signal))
    const { name } = keyOfObject(object)
    assert.equal(
      error.message,
      `Cannot create ConfigMap "${name}" in namespace "${namespace}": configmaps "${name}" already exists`,
    )
  },

  'list() picks by labels and by name, and each object knows its kind': async (bench) => {
    const { cluster, namespace, signal } = bench
    const [label, other] = [fresh(), fresh()]
    const one = await cluster.create(CONFIG_MAPS, configMap(bench, { label, side: 'left' }), signal)
    const two = await cluster.create(CONFIG_MAPS, configMap(bench, { label, side: 'right' }), signal)
    await cluster.create(CONFIG_MAPS, configMap(bench, { label: other }), signal)
    const names = async (query: object): Promise<readonly string[]> =>
      (await cluster.list(CONFIG_MAPS, { namespace, ...query }, signal))
        .map((object) => keyOfObject(object).name)
        .sort()
    const [first, second] = [one.object.metadata?.name ?? '', two.object.metadata?.name ?? '']
    assert.deepEqual(await names({ labelSelector: `label=${label}` }), [first, second].sort())
    assert.deepEqual(await names({ labelSelector: `label=${label},side!=left` }), [second])
    assert.deepEqual(await names({ labelSelector: `label in (${label}),side in (left,up)` }), [first])
    assert.deepEqual(await names({ labelSelector: `label=${label},!side` }), [])
    assert.deepEqual(await names({ fieldSelector: `metadata.name=${first}` }), [first])
    const [listed] = await cluster.list(CONFIG_MAPS, { namespace, fieldSelector: `metadata.name=${first}` }, signal)
    assert.deepEqual(listed, one.object)
  },

  'apply() creates what is absent, and the same again changes nothing': async (bench) => {
    const { cluster, signal } = bench
    // No controller writes to it meanwhile.
    const wanted = configMap(bench)
    const first = await cluster.apply(CONFIG_MAPS, wanted, {}, signal)
    assert.deepEqual(first.object.data, wanted.data)
    const again = await cluster.apply(CONFIG_MAPS, wanted, {}, signal)
    assert.equal(again.object.metadata?.resourceVersion, first.object.metadata?.resourceVersion)
  },

  'apply() bumps the generation when the spec changed, and of a Deployment when its annotations did': async (bench) => {
    const { cluster, signal } = bench
    const generationOf = async (wanted: Deployment): Promise<number | undefined> =>
      (await cluster.apply(DEPLOYMENTS, wanted, {}, signal)).object.metadata?.generation
    const wanted = deployment(bench)
    assert.equal(await generationOf(wanted), 1)
    const labelled = { ...wanted, metadata: { ...wanted.metadata, labels: { note: 'x' } } }
    assert.equal(await generationOf(labelled), 1)
    const changed = { ...labelled, spec: specOf({ env: { A: '2' } }) }
    assert.equal(await generationOf(changed), 2)
    const noted = { ...changed, metadata: { ...labelled.metadata, annotations: { note: 'x' } } }
    assert.equal(await generationOf(noted), 3)
  },

  'apply() takes away what it sent before and no longer sends': async (bench) => {
    const { cluster, signal } = bench
    const wanted = deployment(bench)
    await cluster.apply(
      DEPLOYMENTS,
      { ...wanted, spec: specOf({ env: { A: '1', B: '1' }, sidecar: true }) },
      {},
      signal,
    )
    const { object } = await cluster.apply(DEPLOYMENTS, { ...wanted, spec: specOf({ env: { B: '1' } }) }, {}, signal)
    assert.deepEqual(containersOf(object), [{ name: 'main', env: ['B=1'] }])
  },

  'apply() leaves alone what others set and it never sent': async (bench) => {
    const { cluster, signal } = bench
    const wanted = deployment(bench)
    await bench.applyAs('other', DEPLOYMENTS, {
      ...wanted,
      spec: specOf({ env: { THEIRS: '1' }, sidecar: true, paused: true }),
    })
    const { object } = await cluster.apply(DEPLOYMENTS, { ...wanted, spec: specOf({ env: { A: '1' } }) }, {}, signal)
    assert.equal(object.spec?.paused, true)
    assert.deepEqual(containersOf(object), [
      { name: 'main', env: ['A=1', 'THEIRS=1'] },
      { name: 'sidecar', env: [] },
    ])
  },

  'apply() is refused what another manager owns, field by field, unless forced': async (bench) => {
    const { cluster, signal } = bench
    const wanted = deployment(bench)
    await bench.applyAs('other', DEPLOYMENTS, { ...wanted, spec: specOf({ env: { A: '1' } }) })
    const mine = { ...wanted, spec: specOf({ env: { A: '2' } }) }
    const refusal = await refusalFrom(cluster.apply(DEPLOYMENTS, mine, {}, signal))
    assert.deepEqual([refusal.status, refusal.reason], [409, 'Conflict'])
    assert.deepEqual(
      refusal.causes.map(({ reason, field }) => [reason, field]),
      [['FieldManagerConflict', '.spec.template.spec.containers[name="main"].env[name="A"].value']],
    )
    assert.match(refusal.causes[0]?.message ?? '', /^conflict with "other"/)
    const { object } = await cluster.apply(DEPLOYMENTS, mine, { force: true }, signal)
    assert.deepEqual(containersOf(object), [{ name: 'main', env: ['A=2'] }])
  },

  'apply() with dryRun answers what would be and keeps nothing': async (bench) => {
    const { cluster, signal } = bench
    const wanted = deployment(bench)
    await cluster.apply(DEPLOYMENTS, wanted, {}, signal)
    const changed = { ...wanted, spec: specOf({ env: { A: '9' } }) }
    const { object } = await cluster.apply(DEPLOYMENTS, changed, { dryRun: true }, signal)
    assert.deepEqual(containersOf(object), [{ name: 'main', env: ['A=9'] }])
    const kept = await cluster.get(DEPLOYMENTS, keyOfObject(wanted), signal)
    assert.deepEqual(kept && containersOf(kept), [{ name: 'main', env: ['A=1'] }])
    const absent = deployment(bench)
    await cluster.apply(DEPLOYMENTS, absent, { dryRun: true }, signal)
    assert.equal(await cluster.get(DEPLOYMENTS, keyOfObject(absent), signal), undefined)
  },

  'apply() of a version that is no longer the newest is refused': async (bench) => {
    const { cluster, signal } = bench
    const { object } = await cluster.create(CONFIG_MAPS, configMap(bench), signal)
    const key = keyOfObject(object)
    await cluster.patch(CONFIG_MAPS, key, [{ op: 'add', path: '/data/b', value: '2' }], signal)
    const { resourceVersion } = object.metadata ?? {}
    const metadata = { ...key, ...(resourceVersion === undefined ? {} : { resourceVersion }) }
    const late = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { c: '3' } }
    assert.equal((await refusalFrom(cluster.apply(CONFIG_MAPS, late, {}, signal))).status, 409)
  },

  'apply() after a JSON patch of managedFields removes what the former manager left': async (bench) => {
    const { cluster, signal } = bench
    const wanted = deployment(bench)
    await bench.applyAs('other', DEPLOYMENTS, { ...wanted, spec: specOf({ env: { THEIRS: '1' }, sidecar: true }) })
    const live = await cluster.get(DEPLOYMENTS, keyOfObject(wanted), signal)
    const managedFields = (live?.metadata?.managedFields ?? [])
      .filter(({ manager }) => manager === 'other')
      .map((entry) => ({ ...entry, manager: 'function-images' }))
    const takeOver = [
      { op: 'test', path: '/metadata/generation', value: live?.metadata?.generation },
      { op: 'replace', path: '/metadata/managedFields', value: managedFields },
    ] as const
    await cluster.patch(DEPLOYMENTS, keyOfObject(wanted), takeOver, signal)
    const { object } = await cluster.apply(DEPLOYMENTS, wanted, {}, signal)
    assert.deepEqual(containersOf(object), [{ name: 'main', env: ['A=1'] }])
  },

  'patch() adds, replaces, removes and tests': async (bench) => {
    const { cluster, signal } = bench
    const { object } = await cluster.create(CONFIG_MAPS, configMap(bench, { 'x/y': '1', z: '1' }), signal)
    const patch = [
      { op: 'test', path: '/data/a', value: '1' },
      { op: 'replace', path: '/data/a', value: '2' },
      { op: 'remove', path: '/metadata/labels/x~1y' },
      { op: 'add', path: '/data/b', value: '3' },
    ] as const
    const { object: patched } = await cluster.patch(CONFIG_MAPS, keyOfObject(object), patch, signal)
    assert.deepEqual(patched.metadata?.labels, { z: '1' })
    assert.deepEqual(patched.data, { a: '2', b: '3' })
  },

  'patch() whose test fails changes nothing and is refused with 422': async (bench) => {
    const { cluster, signal } = bench
    const { object } = await cluster.create(CONFIG_MAPS, configMap(bench), signal)
    const patch = [
      { op: 'test', path: '/data/a', value: 'no' },
      { op: 'replace', path: '/data/a', value: '2' },
    ] as const
    assert.equal((await refusalFrom(cluster.patch(CONFIG_MAPS, keyOfObject(object), patch, signal))).status, 422)
    assert.deepEqual((await cluster.get(CONFIG_MAPS, keyOfObject(object), signal))?.data, { a: '1' })
  },

  'patch() of what is not there is refused with 404': async ({ cluster, namespace, signal }) => {
    const patch = [{ op: 'add', path: '/data/a', value: '1' }] as const
    const work = cluster.patch(CONFIG_MAPS, { namespace, name: fresh() }, patch, signal)
    assert.equal((await refusalFrom(work)).status, 404)
  },

  'delete() says whether there was something': async (bench) => {
    const { cluster, signal } = bench
    const { object } = await cluster.create(CONFIG_MAPS, configMap(bench), signal)
    const key = keyOfObject(object)
    assert.equal(await cluster.delete(CONFIG_MAPS, key, {}, signal), 'deleted')
    assert.equal(await cluster.delete(CONFIG_MAPS, key, {}, signal), 'gone')
    assert.equal(await cluster.get(CONFIG_MAPS, key, signal), undefined)
  },

  'delete() leaves another object of that name, and a newer version': async (bench) => {
    const { cluster, signal } = bench
    const { object } = await cluster.create(CONFIG_MAPS, configMap(bench), signal)
    const key = keyOfObject(object)
    const { uid = '', resourceVersion = '' } = object.metadata ?? {}
    await cluster.patch(CONFIG_MAPS, key, [{ op: 'add', path: '/data/b', value: '2' }], signal)
    const another = '00000000-0000-0000-0000-000000000000'
    assert.equal(await cluster.delete(CONFIG_MAPS, key, { uid: another }, signal), 'gone')
    assert.equal(await cluster.delete(CONFIG_MAPS, key, { uid, resourceVersion }, signal), 'changed')
    assert.ok(await cluster.get(CONFIG_MAPS, key, signal))
    assert.equal(await cluster.delete(CONFIG_MAPS, key, { uid }, signal), 'deleted')
  },

  'delete() takes along what the object owns': async (bench) => {
    const { cluster, signal } = bench
    const { object: owner } = await cluster.create(CONFIG_MAPS, configMap(bench), signal)
    const { name = '', uid = '' } = owner.metadata ?? {}
    const owned = configMap(bench)
    const ownerReferences = [{ apiVersion: 'v1', kind: 'ConfigMap', name, uid }]
    await cluster.create(CONFIG_MAPS, { ...owned, metadata: { ...owned.metadata, ownerReferences } }, signal)
    await cluster.delete(CONFIG_MAPS, keyOfObject(owner), {}, signal)
    while ((await cluster.get(CONFIG_MAPS, keyOfObject(owned), signal)) !== undefined) await sleep(20)
  },

  'follow() gives what there is, says so, then every change until the signal aborts': async (bench) => {
    const { cluster, namespace, signal } = bench
    const label = fresh()
    const first = await cluster.create(CONFIG_MAPS, configMap(bench, { label }), signal)
    const reason = new Error('enough')
    const enough = new AbortController()
    const changes = cluster.follow(CONFIG_MAPS, { namespace, labelSelector: `label=${label}` }, enough.signal)
    const iterator = changes[Symbol.asyncIterator]()
    const next = async (): Promise<readonly unknown[]> =>
      facts((await iterator.next()).value as ObjectChange<ConfigMap>)
    const name = first.object.metadata?.name ?? ''
    assert.deepEqual(await next(), ['present', name, '1'])
    assert.deepEqual(await next(), ['synced'])
    await cluster.patch(CONFIG_MAPS, { namespace, name }, [{ op: 'replace', path: '/data/a', value: '2' }], signal)
    assert.deepEqual(await next(), ['present', name, '2'])
    const second = await cluster.create(CONFIG_MAPS, configMap(bench, { label }), signal)
    assert.deepEqual(await next(), ['present', second.object.metadata?.name, '1'])
    await cluster.delete(CONFIG_MAPS, { namespace, name }, {}, signal)
    assert.deepEqual(await next(), ['deleted', name, '2'])
    const last = iterator.next()
    enough.abort(reason)
    await assert.rejects(last, (error) => error === reason)
  },

  'follow() gives an object that leaves the selection as deleted': async (bench) => {
    const { cluster, namespace, signal } = bench
    const label = fresh()
    const { object } = await cluster.create(CONFIG_MAPS, configMap(bench, { label }), signal)
    const changes = cluster.follow(CONFIG_MAPS, { namespace, labelSelector: `label=${label}` }, signal)
    const seen: (readonly unknown[])[] = []
    for await (const change of changes) {
      seen.push(facts(change))
      if (change.kind === 'deleted') break
      if (change.kind === 'synced')
        await cluster.patch(
          CONFIG_MAPS,
          keyOfObject(object),
          [{ op: 'remove', path: '/metadata/labels/label' }],
          signal,
        )
    }
    const name = object.metadata?.name
    assert.deepEqual(seen, [['present', name, '1'], ['synced'], ['deleted', name, '1']])
  },

  'follow() gives followers that come later all there is': async (bench) => {
    const { cluster, namespace, signal } = bench
    const label = fresh()
    const query = { namespace, labelSelector: `label=${label}` }
    const early = cluster.follow(CONFIG_MAPS, query, signal)[Symbol.asyncIterator]()
    assert.deepEqual((await early.next()).value, { kind: 'synced' })
    const { object } = await cluster.create(CONFIG_MAPS, configMap(bench, { label }), signal)
    assert.equal(facts((await early.next()).value as ObjectChange<ConfigMap>)[1], object.metadata?.name)
    const late: (readonly unknown[])[] = []
    for await (const change of cluster.follow(CONFIG_MAPS, query, signal)) {
      late.push(facts(change))
      if (change.kind === 'synced') break
    }
    assert.deepEqual(late, [['present', object.metadata?.name, '1'], ['synced']])
    await early.return?.(undefined)
  },

  'logs() gives all lines, or the last ones': async (bench) => {
    const { cluster, signal } = bench
    const { pod, container, lines } = await bench.logged()
    assert.deepEqual(await Array.fromAsync(cluster.logs(pod, container, {}, signal)), lines)
    assert.deepEqual(await Array.fromAsync(cluster.logs(pod, container, { follow: true }, signal)), lines)
    assert.deepEqual(await Array.fromAsync(cluster.logs(pod, container, { tailLines: 2 }, signal)), lines.slice(-2))
  },

  'logs() of a container that never restarted has no previous one': async (bench) => {
    const { cluster, signal } = bench
    const { pod, container } = await bench.logged()
    const reading = Array.fromAsync(cluster.logs(pod, container, { previous: true }, signal))
    assert.equal((await refusalFrom(reading)).status, 400)
  },

  'version() and rights() answer': async ({ cluster, namespace, signal }) => {
    const { major, minor, text } = await cluster.version(signal)
    assert.ok(text.startsWith(`v${major}.${minor}.`))
    const rights = await cluster.rights(namespace, signal)
    assert.deepEqual(missingRights(rights, [{ resource: CONFIG_MAPS, verbs: ['get', 'create'] }]), [])
  },

  'every verb ends with the reason of a signal that has aborted': async (bench) => {
    const { cluster, namespace } = bench
    const reason = new Error('cancelled')
    const signal = AbortSignal.abort(reason)
    const key = { namespace, name: fresh() }
    const isReason = (error: unknown): boolean => error === reason
    const object = configMap(bench)
    for (const work of [
      () => cluster.version(signal),
      () => cluster.rights(namespace, signal),
      () => cluster.get(CONFIG_MAPS, key, signal),
      () => cluster.list(CONFIG_MAPS, { namespace }, signal),
      () => cluster.create(CONFIG_MAPS, object, signal),
      () => cluster.apply(CONFIG_MAPS, object, {}, signal),
      () => cluster.patch(CONFIG_MAPS, key, [], signal),
      () => cluster.delete(CONFIG_MAPS, key, {}, signal),
      () => Array.fromAsync(cluster.follow(CONFIG_MAPS, { namespace }, signal)),
      () => Array.fromAsync(cluster.logs(key, 'main', {}, signal)),
    ])
      await assert.rejects(work(), isReason)
  },
}

const UNKNOWN: Resource = { apiVersion: 'nothing.invalid/v1', kind: 'Nothing', plural: 'nothings' }

const fresh = (): string => `x${randomBytes(6).toString('hex')}`

const configMap = ({ namespace }: Bench, labels: Readonly<Record<string, string>> = {}): ConfigMap => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { namespace, name: fresh(), labels },
  data: { a: '1' },
})

interface DeploymentParts {
  readonly env?: Readonly<Record<string, string>>
  readonly sidecar?: boolean
  readonly paused?: boolean
}

const deployment = ({ namespace }: Bench): Deployment => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { namespace, name: fresh() },
  spec: specOf({ env: { A: '1' } }),
})

/** No pod is ever made of it. */
const specOf = ({ env = {}, sidecar = false, paused }: DeploymentParts): NonNullable<Deployment['spec']> => ({
  replicas: 0,
  ...(paused === undefined ? {} : { paused }),
  selector: { matchLabels: { app: 'contract' } },
  template: {
    metadata: { labels: { app: 'contract' } },
    spec: {
      containers: [
        {
          name: 'main',
          image: 'registry.invalid/main',
          env: Object.entries(env).map(([name, value]) => ({ name, value })),
        },
        ...(sidecar ? [{ name: 'sidecar', image: 'registry.invalid/sidecar' }] : []),
      ],
    },
  },
})

const containersOf = ({ spec }: Deployment): readonly unknown[] =>
  (spec?.template.spec?.containers ?? []).map(({ name, env = [] }) => ({
    name,
    env: env.map((variable) => `${variable.name}=${variable.value ?? ''}`).sort(),
  }))

const facts = (change: ObjectChange<ConfigMap>): readonly unknown[] =>
  change.kind === 'synced' ? ['synced'] : [change.kind, change.object.metadata?.name, change.object.data?.['a']]

const failureOf = async (work: Promise<unknown>): Promise<ActionError> => {
  const error: unknown = await work.then(
    () => undefined,
    (failure: unknown) => failure,
  )
  assert.ok(error instanceof ActionError, `Expected an ActionError, got ${String(error)}`)
  assert.equal(error.code, 'CLUSTER_FAILED')
  return error
}

const refusalFrom = async (work: Promise<unknown>): Promise<Refusal> => {
  const error = await failureOf(work)
  const refusal = refusalOf(error)
  assert.ok(refusal, error.message)
  return refusal
}
