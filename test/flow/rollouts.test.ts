import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Deployment, StatefulSet, Workload } from '../../src/core/cluster/object.ts'
import {
  DEPLOYMENTS,
  EVENTS,
  PODS,
  REPLICA_SETS,
  type Resource,
  STATEFUL_SETS,
} from '../../src/core/cluster/resource.ts'
import { restore } from '../../src/flow/restore.ts'
import { openRollouts, type Rollout, type RolloutOutcome, type RolloutSettings } from '../../src/flow/rollouts.ts'
import { leapingClock } from '../fakes/clock.ts'
import { type FakeCluster, fakeCluster } from '../fakes/cluster.ts'
import { type Fate, runDeployments } from '../fakes/cluster/deployments.ts'

const key = { namespace: 'prod', name: 'hello' }
const never = new AbortController().signal
const at = { file: 'functions/hello.yaml', line: 4, column: 9 }

const objectOf = (image: string, spec: object = {}): Deployment => ({
  metadata: key,
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'hello' } },
    template: { metadata: { labels: { app: 'hello' } }, spec: { containers: [{ name: 'hello', image }] } },
    ...spec,
  },
})

/** Images that end in `good` serve; the others are what the test says of them. */
const openScene = (fates: Readonly<Record<string, Exclude<ReturnType<Fate>, 'serves'>>> = {}) => {
  const cluster = fakeCluster()
  const fate: Fate = (image) => (image.endsWith('good') ? 'serves' : (fates[image] ?? CRASH))
  runDeployments(cluster, fate)
  const notices: string[] = []
  const evidence = new Map<string, string>()
  const reporter = { notice: (text: string) => void notices.push(text) } as never
  const save = async (name: string, text: string): Promise<string> => {
    evidence.set(name, text)
    return `evidence/${name}`
  }
  const ports = { cluster, reporter, evidence: { save }, clock: leapingClock() }
  const open = (over: Partial<RolloutSettings> = {}) =>
    openRollouts('prod', ports, { rolloutTimeout: 300, onFailure: 'rollback', ...over })
  return { cluster, notices, evidence, open }
}

const CRASH = {
  restartCount: 2,
  state: { terminated: { exitCode: 1, message: "Error: Cannot find module './x'\n    at foo" } },
}

/** Applies as deploy does and returns the rollout. */
const write = async (cluster: FakeCluster, object: Deployment, over: Partial<Rollout> = {}): Promise<Rollout> => {
  const before = cluster.read(DEPLOYMENTS, key)
  const { object: written } = await cluster.apply(DEPLOYMENTS, object, {}, never)
  const resource = DEPLOYMENTS as Resource<Workload>
  const undo: Rollout['undo'] = (signal) => restore(cluster, { resource, before, written }, signal)
  return { resource, key, written, before, undo, at, ...over }
}

const image = (cluster: FakeCluster): string | undefined =>
  cluster.read(DEPLOYMENTS, key)?.spec?.template.spec?.containers[0]?.image

/** Waits until the stand-in controllers have brought up what was written. */
const settled = async (cluster: FakeCluster): Promise<void> => {
  for await (const change of cluster.follow(DEPLOYMENTS, { namespace: 'prod' }, never))
    if (change.kind === 'present' && change.object.status?.observedGeneration === change.object.metadata?.generation)
      return
}

type Scene = ReturnType<typeof openScene>

/** Rolls out `next` over what serves, and follows it. */
const rollOut = async (
  scene: Scene,
  next: Deployment,
  settings: Partial<RolloutSettings> = {},
): Promise<RolloutOutcome> => {
  await write(scene.cluster, objectOf('v1 good'))
  await settled(scene.cluster)
  const rollouts = scene.open(settings)
  const outcome = await rollouts.follow(await write(scene.cluster, next), never)
  rollouts.close()
  return outcome
}

test('follow() waits until a new Deployment is complete', async () => {
  const scene = openScene()
  const rollouts = scene.open()
  const { result, problems } = await rollouts.follow(await write(scene.cluster, objectOf('v1 good')), never)
  assert.deepEqual([result.state, result.revision, result.waitingFor, problems], ['complete', { to: 1 }, [], []])
  rollouts.close()
})

test('follow() says which revision came after which', async () => {
  const { result } = await rollOut(openScene(), objectOf('v2 good'))
  assert.deepEqual([result.state, result.revision], ['complete', { from: 1, to: 2 }])
})

test('follow() completes at once what changes no pods', async () => {
  const { result } = await rollOut(openScene(), objectOf('v1 good', { minReadySeconds: 0 }))
  assert.equal(result.state, 'complete')
})

test('K24 follow() takes a crash loop back and verifies that, evidence first', async () => {
  const scene = openScene()
  const { result, problems } = await rollOut(scene, objectOf('v2'))
  assert.equal(result.state, 'rolled-back')
  assert.equal(result.cause, "crash loop: Cannot find module './x'")
  assert.equal(result.note, 'back on revision 1, verified')
  assert.deepEqual(result.revision, { from: 1, to: 2 })
  assert.equal(result.evidence, 'evidence/prod/Deployment/hello.txt')
  assert.match(scene.evidence.get('prod/Deployment/hello.txt') ?? '', /\| Error: Cannot find module/)
  assert.equal(image(scene.cluster), 'v1 good')
  assert.deepEqual(problems, [
    {
      severity: 'error',
      code: 'ROLLOUT_FAILED',
      message: `Cannot roll out Deployment "hello": crash loop: Cannot find module './x'; back on revision 1, verified`,
      at,
      hint: 'Try the function with "function-images run", and look at the log of its last container',
      log: ["Error: Cannot find module './x'", '    at foo'],
    },
  ])
})

test('K24 follow() leaves what was never there before, and says so', async () => {
  const scene = openScene()
  const rollouts = scene.open()
  const { result } = await rollouts.follow(await write(scene.cluster, objectOf('v1')), never)
  assert.equal(result.state, 'failed')
  assert.equal(result.note, 'it is left as it is, since there was none before')
  assert.equal(image(scene.cluster), 'v1')
  rollouts.close()
})

test('K24 follow() leaves a failed one for a look when told to keep it', async () => {
  const scene = openScene()
  const { result } = await rollOut(scene, objectOf('v2'), { onFailure: 'keep' })
  assert.deepEqual([result.state, result.note, image(scene.cluster)], ['failed', 'it is left for a look', 'v2'])
})

test('K24 follow() says that what was put back does not come up either', async () => {
  const scene = openScene({ v1: { state: { waiting: { reason: 'ErrImagePull', message: 'v1: not found' } } } })
  await write(scene.cluster, objectOf('v1'))
  await settled(scene.cluster)
  const rollouts = scene.open()
  const { result } = await rollouts.follow(await write(scene.cluster, objectOf('v2')), never)
  assert.equal(result.state, 'failed')
  assert.equal(
    result.note,
    'revision 1 was put back, but does not come up either: image pull: "v1" is not in its registry',
  )
  rollouts.close()
})

test('K24 follow() says that and why it could not be taken back', async () => {
  const scene = openScene()
  await write(scene.cluster, objectOf('v1 good'))
  await settled(scene.cluster)
  const rollout = await write(scene.cluster, objectOf('v2'))
  scene.cluster.refuse({ verb: 'apply', plural: 'deployments', status: 403, message: 'no more' })
  const rollouts = scene.open()
  const { result } = await rollouts.follow(rollout, never)
  assert.equal(result.state, 'failed')
  assert.match(result.note ?? '', /^it could not be taken back: Cannot apply Deployment "hello".*no more$/)
  rollouts.close()
})

test('K24 follow() puts back an adopted workload with the owners of its fields', async () => {
  const scene = openScene()
  scene.cluster.put(DEPLOYMENTS, objectOf('v1 good'), { manager: 'kubeless' })
  await settled(scene.cluster)
  const owners = scene.cluster.read(DEPLOYMENTS, key)?.metadata?.managedFields
  const before = scene.cluster.read(DEPLOYMENTS, key)
  const { object: written } = await scene.cluster.apply(DEPLOYMENTS, objectOf('v2'), { force: true }, never)
  const resource = DEPLOYMENTS as Resource<Workload>
  const undo: Rollout['undo'] = (signal) => restore(scene.cluster, { resource, before, written }, signal)
  const rollouts = scene.open()
  const { result } = await rollouts.follow({ resource, key, written, before, undo }, never)
  assert.equal(result.state, 'rolled-back')
  const now = scene.cluster.read(DEPLOYMENTS, key)
  const ofOthers = (entries: typeof owners) =>
    entries?.filter(({ manager }) => manager === 'kubeless' || manager === 'function-images')
  assert.deepEqual(ofOthers(now?.metadata?.managedFields), ofOthers(owners))
  rollouts.close()
})

test('K24 follow() deletes the broken pods of a StatefulSet, which it would wait for for ever', async () => {
  const scene = openScene()
  const { cluster } = scene
  const sts = (image: string, status: object): StatefulSet => ({
    metadata: { namespace: 'prod', name: 'store' },
    spec: { ...objectOf(image).spec, serviceName: 'store' } as NonNullable<StatefulSet['spec']>,
    status: { replicas: 2, readyReplicas: 2, updatedReplicas: 2, currentRevision: 'a', updateRevision: 'a', ...status },
  })
  const storeKey = { namespace: 'prod', name: 'store' }
  const before = cluster.put(STATEFUL_SETS, sts('v1 good', { observedGeneration: 1 }))
  const written = cluster.put(
    STATEFUL_SETS,
    sts('v2', { observedGeneration: 2, readyReplicas: 1, updateRevision: 'b' }),
  )
  const owner = {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    name: 'store',
    uid: written.metadata?.uid ?? '',
    controller: true,
  }
  cluster.put(PODS, {
    metadata: {
      namespace: 'prod',
      name: 'store-1',
      labels: { 'controller-revision-hash': 'b' },
      ownerReferences: [owner],
    },
    spec: { containers: [{ name: 'hello' }] },
    status: { containerStatuses: [{ name: 'hello', image: '', imageID: '', ready: false, ...CRASH }] },
  })
  const rollouts = scene.open()
  const { result } = await rollouts.follow(
    {
      resource: STATEFUL_SETS,
      key: storeKey,
      written,
      before,
      undo: async () => cluster.put(STATEFUL_SETS, sts('v1 good', { observedGeneration: 3 })),
    },
    never,
  )
  assert.equal(cluster.read(PODS, { namespace: 'prod', name: 'store-1' }), undefined)
  assert.equal(result.state, 'rolled-back')
  rollouts.close()
})

test('K20 follow() fails by its deadline when nothing tells why', async () => {
  const scene = openScene({ v2: { state: { waiting: { reason: 'ContainerCreating' } } } })
  const { result } = await rollOut(scene, objectOf('v2'))
  assert.equal(result.state, 'rolled-back')
  assert.equal(result.cause, 'not complete after 300 s: 2 old pods to end')
})

test('K20 follow() waits a minute for what may pass, and no longer', async () => {
  const scene = openScene({ v2: { state: { waiting: { reason: 'ErrImagePull', message: 'connection refused' } } } })
  const { result } = await rollOut(scene, objectOf('v2'))
  assert.equal(result.cause, 'image pull: connection refused')
  // And five seconds in which the old pods, which have no probe, stay up.
  assert.equal(result.durationMs, 65_000)
})

test('K20 follow() says that a paused Deployment is, and changes nothing', async () => {
  const scene = openScene()
  const { result, problems } = await rollOut(scene, objectOf('v2 good', { paused: true }))
  assert.deepEqual([result.state, result.cause, image(scene.cluster)], ['failed', 'it is paused', 'v2 good'])
  assert.match(problems[0]?.hint ?? '', /kubectl rollout resume/)
})

test('K20 follow() counts no replicas as complete', async () => {
  const { result } = await rollOut(openScene(), objectOf('v2', { replicas: 0 }))
  assert.equal(result.state, 'complete')
})

test('K20 follow() goes on when an autoscaler changes the number of pods', async () => {
  const scene = openScene({ v2: { state: { waiting: { reason: 'ContainerCreating' } } } })
  await write(scene.cluster, objectOf('v1 good'))
  await settled(scene.cluster)
  const rollouts = scene.open()
  const following = rollouts.follow(await write(scene.cluster, objectOf('v2 good')), never)
  scene.cluster.change(
    DEPLOYMENTS,
    key,
    ({ spec, ...live }) => ({ ...live, spec: { ...spec, replicas: 5 } as NonNullable<typeof spec> }),
    'autoscaler',
  )
  const { result } = await following
  assert.equal(result.state, 'complete')
  assert.equal(scene.cluster.read(DEPLOYMENTS, key)?.status?.updatedReplicas, 5)
  rollouts.close()
})

const interfere = async (scene: Scene, how: () => void): Promise<RolloutOutcome> => {
  await write(scene.cluster, objectOf('v1 good'))
  await settled(scene.cluster)
  const rollouts = scene.open()
  const following = rollouts.follow(await write(scene.cluster, objectOf('v2')), never)
  await settled(scene.cluster)
  how()
  const outcome = await following
  rollouts.close()
  return outcome
}

const slow = { v2: { state: { waiting: { reason: 'ContainerCreating' } } } }

test('K22 follow() stops when somebody edits the Deployment, and does not touch it', async () => {
  const scene = openScene(slow)
  const { result, problems } = await interfere(scene, () => {
    scene.cluster.change(
      DEPLOYMENTS,
      key,
      (live) => ({ ...live, spec: objectOf('theirs').spec as NonNullable<Deployment['spec']> }),
      'kubectl-edit',
    )
  })
  assert.equal(result.state, 'failed')
  assert.equal(result.cause, 'it was changed by "kubectl-edit" while its rollout was waited for')
  assert.equal(image(scene.cluster), 'theirs')
  assert.equal(problems[0]?.code, 'ROLLOUT_FAILED')
})

test('K22 follow() stops when the Deployment is deleted', async () => {
  const scene = openScene(slow)
  const { result } = await interfere(scene, () => scene.cluster.remove(DEPLOYMENTS, key))
  assert.deepEqual([result.state, result.cause], ['failed', 'it was deleted while its rollout was waited for'])
})

test('K22 follow() stops when the Deployment is made anew', async () => {
  const scene = openScene(slow)
  const { result } = await interfere(scene, () => {
    scene.cluster.remove(DEPLOYMENTS, key)
    scene.cluster.put(DEPLOYMENTS, objectOf('v2'))
  })
  assert.match(result.cause ?? '', /^it was deleted/)
})

test('K22 follow() does not wait for what was deleted before it looked', async () => {
  const scene = openScene()
  const rollouts = scene.open()
  const rollout = await write(scene.cluster, objectOf('v1 good'))
  scene.cluster.remove(DEPLOYMENTS, key)
  const { result } = await rollouts.follow(rollout, never)
  assert.equal(result.cause, 'it was deleted while its rollout was waited for')
  rollouts.close()
})

test('K22 restore() does not take back what somebody else has changed meanwhile', async () => {
  const { cluster } = openScene()
  await write(cluster, objectOf('v1 good'))
  const { undo } = await write(cluster, objectOf('v2'))
  cluster.change(DEPLOYMENTS, key, (live) => ({
    ...live,
    spec: objectOf('theirs').spec as NonNullable<Deployment['spec']>,
  }))
  await assert.rejects(undo(never), {
    code: 'ROLLOUT_FAILED',
    message: 'Cannot take back Deployment "hello": somebody else has changed it meanwhile',
  })
  assert.equal(image(cluster), 'theirs')
})

test('K16 follow() says once what it cannot watch, and goes on without', async () => {
  const scene = openScene()
  scene.cluster.refuse({ verb: 'list', plural: 'events', status: 403, message: 'no events for you', times: 9 })
  const { result } = await rollOut(scene, objectOf('v2 good'))
  assert.equal(result.state, 'complete')
  assert.equal(scene.notices.length, 1)
  assert.match(
    scene.notices[0] ?? '',
    /^Causes of failed rollouts in namespace "prod" may be named late.*no events for you$/,
  )
})

test('K16 follow() fails when the workloads cannot be watched', async () => {
  const scene = openScene()
  scene.cluster.refuse({ verb: 'list', plural: 'deployments', status: 403, message: 'none for you' })
  const rollouts = scene.open()
  const { result, problems } = await rollouts.follow(await write(scene.cluster, objectOf('v1 good')), never)
  assert.equal(result.state, 'failed')
  assert.match(problems[0]?.message ?? '', /none for you; it is left as it is$/)
  rollouts.close()
})

test('follow() says what was missing when it is cancelled, and leaves it', async () => {
  const scene = openScene(slow)
  const controller = new AbortController()
  await write(scene.cluster, objectOf('v1 good'))
  await settled(scene.cluster)
  const rollouts = scene.open()
  const following = rollouts.follow(await write(scene.cluster, objectOf('v2')), controller.signal)
  await settled(scene.cluster)
  controller.abort(new Error('cancelled'))
  const { result } = await following
  assert.equal(result.state, 'applied')
  assert.equal(result.note, 'cancelled before it was complete')
  assert.equal(image(scene.cluster), 'v2')
  rollouts.close()
})

test('follow() shares one list and watch of each kind among the rollouts of a namespace', async () => {
  const scene = openScene()
  const rollouts = scene.open()
  const objects = Array.from({ length: 50 }, (_, index) => ({
    ...objectOf('v1 good'),
    metadata: { namespace: 'prod', name: `f${index}` },
  }))
  const outcomes = await Promise.all(
    objects.map(async (object) => {
      const { object: written } = await scene.cluster.apply(DEPLOYMENTS, object, {}, never)
      const one = { namespace: 'prod', name: object.metadata.name }
      const undo = async (): Promise<undefined> => undefined
      return rollouts.follow({ resource: DEPLOYMENTS, key: one, written, before: undefined, undo }, never)
    }),
  )
  assert.ok(outcomes.every(({ result }) => result.state === 'complete'))
  const watches = scene.cluster.requests.filter(({ verb }) => verb === 'watch').map(({ resource }) => resource)
  assert.deepEqual(watches.toSorted(), ['deployments.apps', 'events', 'pods', 'replicasets.apps'])
  rollouts.close()
})

test('follow() adds to an exit code what the log says', async () => {
  const scene = openScene({ v2: { restartCount: 3, state: { terminated: { exitCode: 3 } } } })
  const log = scene.cluster.log({ namespace: 'prod', name: 'hello-2-0' }, 'hello')
  log.write('starting', 'panic: no database', '')
  log.end()
  const { result, problems } = await rollOut(scene, objectOf('v2'))
  assert.equal(result.cause, 'crash loop: exit code 3: panic: no database')
  assert.deepEqual(problems[0]?.log, ['starting', 'panic: no database', ''])
})

test('follow() does not count events of other objects', async () => {
  const scene = openScene(slow)
  scene.cluster.put(EVENTS, {
    metadata: { namespace: 'prod', name: 'e' },
    involvedObject: { kind: 'Pod', uid: 'another' },
    reason: 'FailedMount',
    type: 'Warning',
    message: 'volume',
  })
  const { result } = await rollOut(scene, objectOf('v2'))
  assert.equal(result.cause, 'not complete after 300 s: 2 old pods to end')
  assert.equal(scene.cluster.read(REPLICA_SETS, { namespace: 'prod', name: 'hello-2' })?.kind, 'ReplicaSet')
})
