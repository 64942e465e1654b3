import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Deployment } from '../../../src/core/cluster/object.ts'
import { DEPLOYMENTS, PODS, STATEFUL_SETS } from '../../../src/core/cluster/resource.ts'
import { openDoorway, type Doorway } from '../bed/doorway.ts'
import {
  CANNOT_LOAD,
  daemonSetOf,
  deploymentOf,
  IDLE,
  never,
  openScene,
  type PodForm,
  type RolloutScene,
  statefulSetOf,
} from './rollouts.ts'

const scene = (body: (scene: RolloutScene, t: TestContext) => Promise<void>) => async (t: TestContext) => {
  const scene = await openScene(t)
  if (scene !== undefined) await body(scene, t)
}

const image = async ({ cluster, namespace }: RolloutScene, name: string): Promise<string | undefined> =>
  (await cluster.get(DEPLOYMENTS, { namespace, name }, never))?.spec?.template.spec?.containers[0]?.image

interface Case {
  readonly what: string
  readonly form: (image: string) => PodForm
  readonly spec?: object
  readonly cause: RegExp
  readonly log?: readonly string[]
  readonly seconds?: number
}

/** What kubectl would wait for in vain: our verdict comes by itself, with the reason. */
const FAILING: readonly Case[] = [
  {
    what: 'an image that is not there',
    form: (image) => ({ image: image.replace('24-slim', 'nope') }),
    cause: /^image pull: ".*:nope" is not in its registry$/,
  },
  {
    what: 'a crash loop with last words',
    form: (image) => ({ image, program: CANNOT_LOAD }),
    cause: /^crash loop: Cannot find module '\.\/x'$/,
  },
  {
    what: 'a crash loop without',
    form: (image) => ({ image, program: `console.error('panic: no database'); process.exit(3)` }),
    cause: /^crash loop: exit code 3: panic: no database$/,
    log: ['panic: no database'],
  },
  {
    what: 'too little memory',
    form: (image) => ({
      image,
      program: 'const all = []; for (;;) all.push(Buffer.alloc(1e6, 1))',
      container: { resources: { limits: { memory: '24Mi' } } },
    }),
    cause: /^crash loop: out of memory, the limit is 24Mi$/,
  },
  {
    what: 'a command that is not there',
    form: (image) => ({ image, container: { command: ['nosuch'] } }),
    cause: /^crash loop: exec: "nosuch": executable file not found in \$PATH$/,
  },
  {
    what: 'a Secret that is not there',
    form: (image) => ({
      image,
      container: { env: [{ name: 'X', valueFrom: { secretKeyRef: { name: 'nope', key: 'k' } } }] },
    }),
    cause: /^container cannot be made: secret "nope" not found$/,
  },
  {
    what: 'pods that are never ready',
    form: (image) => ({ image, program: IDLE }),
    seconds: 8,
    cause: /^not complete after 8 s: not ready: Readiness probe failed: .*connection refused$/,
  },
  {
    what: 'no progress within the Deployment’s own deadline',
    form: (image) => ({ image, program: IDLE }),
    spec: { progressDeadlineSeconds: 3 },
    cause: /^not ready: Readiness probe failed: /,
  },
  {
    what: 'pods that fit on no node',
    form: (image) => ({ image, container: { resources: { requests: { cpu: '1000' } } } }),
    seconds: 4,
    cause: /^not complete after 4 s: unschedulable: 0\/1 nodes are available: 1 Insufficient cpu$/,
  },
  {
    what: 'an account that is not there',
    form: (image) => ({ image, pod: { serviceAccountName: 'nope' } }),
    seconds: 4,
    cause: /^not complete after 4 s: pods refused: error looking up service account .*"nope" not found$/,
  },
  {
    what: 'a paused Deployment',
    form: (image) => ({ image }),
    spec: { paused: true },
    cause: /^it is paused$/,
  },
]

test('K20 a rollout fails where kubectl finds no end, and says why', { concurrency: 4 }, async (t) => {
  const scene = await openScene(t)
  if (scene === undefined) return
  const { image, namespace, evidence } = scene
  const cases = FAILING.map(({ what, form, spec, cause, log, seconds }, index) =>
    t.test(what, async () => {
      const name = `case-${index}`
      const rollout = await scene.write(deploymentOf(name, form(image), spec))
      const { result, problems } = await scene.follow(rollout, { rolloutTimeout: seconds ?? 60 })
      assert.match(result.cause ?? '', cause)
      assert.equal(result.state, 'failed')
      if (log !== undefined) assert.deepEqual(problems[0]?.log, log)
      assert.equal(await scene.kubectlContent(`deployment/${name}`, 1), false)
      if (spec === undefined) assert.ok(evidence.get(`${namespace}/Deployment/${name}.txt`)?.includes('cause: '))
      await scene.bed.kubectl(['delete', 'deployment', name, '--namespace', namespace, '--wait=false'])
    }),
  )
  await Promise.all(cases)
})

test(
  'K20 a rollout over a full quota says so',
  scene(async (scene) => {
    const { bed, namespace, image } = scene
    await scene.follow(await scene.write(deploymentOf('full', { image })))
    await bed.kubectl(['create', 'quota', 'few', '--hard=pods=1', '--namespace', namespace])
    await bed.kubectl([
      'wait',
      '--namespace',
      namespace,
      '--for=jsonpath={.status.used.pods}=1',
      'quota/few',
      '--timeout=20s',
    ])
    const rollout = await scene.write(deploymentOf('full', { image, container: { env: [{ name: 'V', value: '2' }] } }))
    const { result } = await scene.follow(rollout, { rolloutTimeout: 4 })
    assert.match(result.cause ?? '', /^not complete after 4 s: quota: exceeded quota: few/)
    assert.equal(await scene.kubectlContent('deployment/full', 1), false)
  }),
)

test(
  'K20 a rollout is complete where kubectl says so: new, changed, without replicas, scaled meanwhile',
  scene(async (scene) => {
    const { bed, namespace, image } = scene
    const first = await scene.follow(await scene.write(deploymentOf('good', { image })))
    assert.deepEqual([first.result.state, first.result.revision], ['complete', { to: 1 }])
    assert.ok(await scene.kubectlContent('deployment/good'))

    const changed = { image, container: { env: [{ name: 'V', value: '2' }] } }
    const rollout = await scene.write(deploymentOf('good', changed))
    const following = scene.follow(rollout)
    await bed.kubectl(['scale', 'deployment/good', '--replicas=3', '--namespace', namespace])
    const { result } = await following
    assert.deepEqual([result.state, result.revision], ['complete', { from: 1, to: 2 }])
    assert.ok(await scene.kubectlContent('deployment/good'))

    const none = await scene.follow(await scene.write(deploymentOf('none', { image }, { replicas: 0 })))
    assert.equal(none.result.state, 'complete')
    assert.ok(await scene.kubectlContent('deployment/none'))
  }),
)

test(
  'K21 a deadline that a former rollout exceeded fails no later one',
  scene(async (scene) => {
    const { image } = scene
    const short = { progressDeadlineSeconds: 2 }
    const bad = await scene.follow(await scene.write(deploymentOf('late', { image, program: IDLE }, short)))
    assert.equal(bad.result.state, 'failed')
    const long = { progressDeadlineSeconds: 60 }
    const { result } = await scene.follow(await scene.write(deploymentOf('late', { image }, long)))
    assert.deepEqual([result.state, result.cause], ['complete', undefined])
  }),
)

test(
  'K22 a rollout stops when somebody else edits the Deployment, and leaves it',
  scene(async (scene) => {
    const { bed, namespace } = scene
    await scene.follow(await scene.write(deploymentOf('edited', { image: scene.image })))
    const rollout = await scene.write(deploymentOf('edited', { image: scene.image, program: IDLE }))
    const following = scene.follow(rollout, { onFailure: 'rollback' })
    const theirs = scene.image.replace('node:24-slim', 'python:3.13-slim')
    await bed.kubectl(['set', 'image', 'deployment/edited', `main=${theirs}`, '--namespace', namespace])
    const { result } = await following
    assert.equal(result.state, 'failed')
    assert.equal(result.cause, 'it was changed by "kubectl-set" while its rollout was waited for')
    assert.equal(await image(scene, 'edited'), theirs)
  }),
)

test(
  'K22 a rollout stops when the Deployment is deleted',
  scene(async (scene) => {
    const { bed, namespace } = scene
    const following = scene.follow(await scene.write(deploymentOf('gone', { image: scene.image, program: IDLE })))
    await bed.kubectl(['delete', 'deployment', 'gone', '--namespace', namespace])
    const { result } = await following
    assert.deepEqual([result.state, result.cause], ['failed', 'it was deleted while its rollout was waited for'])
  }),
)

const rollback = { onFailure: 'rollback' } as const

test(
  'K24 a crash loop is taken back to the same ReplicaSet, and our next apply is in conflict with nobody',
  scene(async (scene) => {
    const { cluster, namespace, image } = scene
    const good = deploymentOf('back', { image })
    await scene.follow(await scene.write(good))
    const key = { namespace, name: 'back' }
    const before = await podNames(scene)
    const { result } = await scene.follow(
      await scene.write(deploymentOf('back', { image, program: CANNOT_LOAD })),
      rollback,
    )
    assert.deepEqual([result.state, result.note], ['rolled-back', 'back on revision 1, verified'])
    assert.deepEqual(await podNames(scene), before)
    const live = await cluster.get(DEPLOYMENTS, key, never)
    const again = await scene.write(good)
    assert.equal(again.written.metadata?.resourceVersion, live?.metadata?.resourceVersion)
  }),
)

test(
  'K24 an adopted Deployment gets its fields and their owners back',
  scene(async (scene) => {
    const { bed, cluster, namespace, image } = scene
    const theirs: Deployment = {
      ...deploymentOf('adopted', { image, container: { env: [{ name: 'THEIRS', value: '1' }] } }),
      apiVersion: 'apps/v1',
      kind: 'Deployment',
    }
    await bed.kubectl(['apply', '--namespace', namespace, '--filename', '-'], JSON.stringify(theirs))
    await bed.kubectl(['rollout', 'status', 'deployment/adopted', '--namespace', namespace, '--timeout=30s'])
    const key = { namespace, name: 'adopted' }
    const before = await cluster.get(DEPLOYMENTS, key, never)
    const { result } = await scene.follow(
      await scene.write(deploymentOf('adopted', { image, program: CANNOT_LOAD }), { force: true }),
      rollback,
    )
    assert.equal(result.state, 'rolled-back')
    const after = await cluster.get(DEPLOYMENTS, key, never)
    assert.deepEqual(after?.spec, before?.spec)
    assert.deepEqual(owners(after), owners(before))
  }),
)

test(
  'K24 a StatefulSet is taken back, its broken pod too',
  scene(async (scene) => {
    const { image } = scene
    await scene.follow(await scene.writeStatefulSet(statefulSetOf('store', { image })))
    const { result } = await scene.follow(
      await scene.writeStatefulSet(statefulSetOf('store', { image, program: CANNOT_LOAD })),
      rollback,
    )
    assert.equal(result.cause, "crash loop: Cannot find module './x'")
    assert.deepEqual([result.state, result.note], ['rolled-back', 'back on what was there before, verified'])
    assert.ok(await scene.kubectlContent('statefulset/store'))
    const live = await scene.cluster.get(STATEFUL_SETS, { namespace: scene.namespace, name: 'store' }, never)
    assert.equal(live?.status?.readyReplicas, 2)
  }),
)

test(
  'K24 a DaemonSet is taken back',
  scene(async (scene) => {
    const { image } = scene
    const good = await scene.follow(await scene.writeDaemonSet(daemonSetOf('agent', { image })))
    assert.equal(good.result.state, 'complete')
    assert.ok(await scene.kubectlContent('daemonset/agent'))
    const bad = await scene.writeDaemonSet(daemonSetOf('agent', { image, program: CANNOT_LOAD }))
    const { result } = await scene.follow(bad, rollback)
    assert.equal(result.cause, "crash loop: Cannot find module './x'")
    assert.deepEqual([result.state, result.note], ['rolled-back', 'back on what was there before, verified'])
    assert.ok(await scene.kubectlContent('daemonset/agent'))
  }),
)

test(
  'K24 what was never there before is left, and said so',
  scene(async (scene) => {
    const { result } = await scene.follow(
      await scene.write(deploymentOf('fresh', { image: scene.image, program: CANNOT_LOAD })),
      rollback,
    )
    assert.deepEqual([result.state, result.note], ['failed', 'it is left as it is, since there was none before'])
    assert.notEqual(await image(scene, 'fresh'), undefined)
  }),
)

test(
  'K24 a former image that is gone is named when it is needed again',
  scene(async (scene) => {
    const { namespace, bed } = scene
    const copy = await copyOfBase(bed.registry, namespace)
    const recreate = { strategy: { type: 'Recreate' } }
    const former = deploymentOf('lost', { image: copy.image, container: { imagePullPolicy: 'Always' } }, recreate)
    assert.equal((await scene.follow(await scene.write(former))).result.state, 'complete')
    await copy.remove()
    const next = deploymentOf('lost', { image: scene.image, program: CANNOT_LOAD }, recreate)
    const { result } = await scene.follow(await scene.write(next), rollback)
    assert.equal(result.state, 'failed')
    assert.equal(
      result.note,
      `revision 1 was put back, but does not come up either: image pull: "${copy.image}" is not in its registry`,
    )
  }),
)

test(
  'K24 a rollback that is refused leaves the failed one, and says why',
  scene(async (scene) => {
    const { cluster, namespace, image } = scene
    await scene.follow(await scene.write(deploymentOf('held', { image })))
    const rollout = await scene.write(deploymentOf('held', { image, program: CANNOT_LOAD }))
    const { before } = rollout
    // As where the account lost its right meanwhile: the server refuses what is asked of it.
    const invalid = {
      ...before,
      metadata: { name: 'held', namespace },
      spec: { replicas: -1 },
    } as unknown as Deployment
    const undo = async (signal: AbortSignal) => (await cluster.apply(DEPLOYMENTS, invalid, {}, signal)).object
    const { result } = await scene.follow({ ...rollout, undo }, rollback)
    assert.equal(result.state, 'failed')
    assert.match(result.note ?? '', /^it could not be taken back: Cannot apply Deployment "held"/)
  }),
)

test('K13 a rollout goes on when the API server was away for a while', async (t) => {
  const ways: Doorway[] = []
  const scene = await openScene(t, async (bed) => {
    const way = await openDoorway(t, bed.kubeconfig)
    ways.push(way)
    return way.kubeconfig
  })
  const [way] = ways
  if (scene === undefined || way === undefined) return
  const late = `setTimeout(() => require('node:http').createServer((_, answer) => answer.end('ok')).listen(8080), 3000)`
  const following = scene.follow(await scene.write(deploymentOf('away', { image: scene.image, program: late })))
  await sleep(1000)
  await way.shut()
  await sleep(6000)
  await way.open()
  assert.equal((await following).result.state, 'complete')
})

const podNames = async ({ cluster, namespace }: RolloutScene): Promise<readonly string[]> => {
  const pods = await cluster.list(PODS, { namespace }, never)
  return pods
    .filter(({ metadata }) => metadata?.deletionTimestamp === undefined)
    .map(({ metadata }) => metadata?.name ?? '')
}

const owners = (object: Deployment | undefined): readonly unknown[] =>
  (object?.metadata?.managedFields ?? [])
    .filter(({ subresource }) => subresource === undefined)
    .map(({ manager, operation, fieldsV1 }) => ({ manager, operation, fieldsV1 }))

/** Copies the node base to a repository of its own, from which it can be taken away. */
const copyOfBase = async (
  registry: string,
  repository: string,
): Promise<{ readonly image: string; readonly remove: () => Promise<void> }> => {
  const url = (path: string): string => `http://${registry}/v2/${path}`
  const accept = ['application/vnd.oci.image.manifest.v1+json', 'application/vnd.oci.image.index.v1+json'].join(', ')
  const copyManifest = async (reference: string): Promise<string> => {
    const answer = await fetch(url(`hub/library/node/manifests/${reference}`), { headers: { accept } })
    const body = await answer.text()
    const type = answer.headers.get('content-type') ?? ''
    const parts = JSON.parse(body) as { manifests?: Part[]; layers?: Part[]; config?: Part }
    for (const { digest } of parts.manifests ?? []) await copyManifest(digest)
    for (const part of [...(parts.layers ?? []), ...(parts.config === undefined ? [] : [parts.config])])
      await fetch(url(`${repository}/blobs/uploads/?mount=${part.digest}&from=hub/library/node`), { method: 'POST' })
    const put = await fetch(url(`${repository}/manifests/${reference}`), {
      method: 'PUT',
      headers: { 'content-type': type },
      body,
    })
    assert.equal(put.status, 201)
    return put.headers.get('docker-content-digest') ?? ''
  }
  const digest = await copyManifest('24-slim')
  return {
    image: `${registry}/${repository}@${digest}`,
    remove: async () => {
      assert.equal((await fetch(url(`${repository}/manifests/${digest}`), { method: 'DELETE' })).status, 202)
    },
  }
}

interface Part {
  readonly digest: string
}
