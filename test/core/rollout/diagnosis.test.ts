import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ContainerStatus, KubeEvent, Pod } from '../../../src/core/cluster/object.ts'
import { type Cause, PASSING, TO_THE_DEADLINE } from '../../../src/core/rollout/cause.ts'
import { diagnose } from '../../../src/core/rollout/diagnosis.ts'
import type { Seen } from '../../../src/core/rollout/seen.ts'
import { event, owner, pod, replicaSet, seen, statefulSet } from './objects.ts'

const IMAGE = 'r/hello:2'

const waiting = (reason: string, message?: string): Partial<ContainerStatus> => ({
  state: { waiting: { reason, ...(message === undefined ? {} : { message }) } },
})

/** A container that has crashed so often; the last time it left these words. */
const crashed = (times: number, ended: object): Partial<ContainerStatus> => ({
  restartCount: times - 1,
  state: { terminated: { exitCode: 1, ...ended } },
})

const PULL = `Back-off pulling image "${IMAGE}": ErrImagePull: rpc error: code = NotFound desc = failed to pull and unpack image "${IMAGE}": failed to resolve reference "${IMAGE}": `

const unschedulable: Partial<Pod> = {
  status: {
    phase: 'Pending',
    conditions: [
      {
        type: 'PodScheduled',
        status: 'False',
        reason: 'Unschedulable',
        message:
          '0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.',
      },
    ],
  },
}

const running: Partial<ContainerStatus> = { state: { running: {} } }

const refusedReadiness = event(
  `pod ${IMAGE}`,
  'Unhealthy',
  'Readiness probe failed: HTTP probe failed with statuscode: 503',
)

/** What is seen of one new pod, and the surest cause of it: its kind, what of it is told, and for how long it may last. */
const POD_ROWS: readonly (readonly [
  pod: Pod,
  cause: Pick<Cause, 'kind' | 'text' | 'patience'>,
  events?: readonly KubeEvent[],
])[] = [
  [
    pod(IMAGE, waiting('ImagePullBackOff', `${PULL}${IMAGE}: not found`)),
    { kind: 'image', text: `image pull: "${IMAGE}" is not in its registry`, patience: 0 },
  ],
  [
    pod(
      IMAGE,
      waiting('ErrImagePull', `${PULL}pull access denied, repository does not exist or may require authorization`),
    ),
    {
      kind: 'image',
      text: `image pull: "${IMAGE}" is denied to the node: pull access denied, repository does not exist or may require authorization`,
      patience: 0,
    },
  ],
  [
    pod(IMAGE, waiting('ErrImagePull', `${PULL}no match for platform in manifest: not found`)),
    { kind: 'image', text: `image pull: "${IMAGE}" is not for the node's platform`, patience: 0 },
  ],
  [
    pod(
      IMAGE,
      waiting(
        'ImagePullBackOff',
        `${PULL}failed to do request: Head "https://r/v2/": dial tcp 10.0.0.1:443: connect: connection refused`,
      ),
    ),
    {
      kind: 'image',
      text: 'image pull: Head "https://r/v2/": dial tcp 10.0.0.1:443: connect: connection refused',
      patience: PASSING,
    },
  ],
  [
    pod(IMAGE, waiting('ImagePullBackOff', `Back-off pulling image "${IMAGE}"`)),
    { kind: 'image', text: `image pull: "${IMAGE}" is not in its registry`, patience: 0 },
    [event(`pod ${IMAGE}`, 'Failed', `Failed to pull image "${IMAGE}": ${IMAGE}: not found`)],
  ],
  [
    pod(IMAGE, crashed(1, { message: "Error: Cannot find module './x'\n    at foo" })),
    { kind: 'handler', text: "crash loop: Cannot find module './x'", patience: TO_THE_DEADLINE },
  ],
  [
    pod(IMAGE, crashed(2, { message: "Error: Cannot find module './x'\n    at foo" })),
    { kind: 'handler', text: "crash loop: Cannot find module './x'", patience: 0 },
  ],
  [
    pod(
      IMAGE,
      crashed(2, {
        message:
          'Traceback (most recent call last):\n  File "/kubeless/hello.py", line 1\nModuleNotFoundError: No module named \'x\'',
      }),
    ),
    { kind: 'handler', text: "crash loop: ModuleNotFoundError: No module named 'x'", patience: 0 },
  ],
  [
    pod(IMAGE, {
      ...waiting('CrashLoopBackOff', 'back-off 10s'),
      restartCount: 2,
      lastState: {
        terminated: {
          exitCode: 1,
          message: '/kubeless/a.js:3\n  (\n  ^\n\nSyntaxError: Unexpected end of input\n  at x',
        },
      },
    }),
    { kind: 'handler', text: 'crash loop: SyntaxError: Unexpected end of input', patience: 0 },
  ],
  [
    pod(IMAGE, {
      ...waiting('CrashLoopBackOff', 'back-off 10s'),
      restartCount: 1,
      lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
    }),
    { kind: 'memory', text: 'crash loop: out of memory', patience: 0 },
  ],
  [
    pod(IMAGE, crashed(2, { exitCode: 3 })),
    { kind: 'crash', text: 'crash loop: exit code 3', patience: TO_THE_DEADLINE },
  ],
  [pod(IMAGE, crashed(3, { exitCode: 3 })), { kind: 'crash', text: 'crash loop: exit code 3', patience: 0 }],
  [
    pod(IMAGE, crashed(2, { exitCode: 137, reason: 'OOMKilled' }), {
      spec: { containers: [{ name: 'hello', resources: { limits: { memory: '24Mi' } } }] },
    }),
    { kind: 'memory', text: 'crash loop: out of memory, the limit is 24Mi', patience: 0 },
  ],
  [
    pod(
      IMAGE,
      crashed(2, {
        exitCode: 128,
        reason: 'StartError',
        message:
          'failed to create containerd task: runc create failed: unable to start container process: exec: "nosuch": executable file not found in $PATH: unknown',
      }),
    ),
    { kind: 'start', text: 'crash loop: exec: "nosuch": executable file not found in $PATH', patience: 0 },
  ],
  [
    pod(IMAGE, crashed(3, { exitCode: 137 })),
    { kind: 'crash', text: 'crash loop: killed after its liveness probe failed: connection refused', patience: 0 },
    [event(`pod ${IMAGE}`, 'Unhealthy', 'Liveness probe failed: connection refused')],
  ],
  [
    pod(IMAGE, waiting('CreateContainerConfigError', 'secret "nope" not found')),
    { kind: 'configuration', text: 'container cannot be made: secret "nope" not found', patience: 10 },
  ],
  [
    pod(
      IMAGE,
      waiting(
        'CreateContainerConfigError',
        'container has runAsNonRoot and image will run as root (pod: "x", container: a)',
      ),
    ),
    {
      kind: 'configuration',
      text: 'container cannot be made: container has runAsNonRoot and image will run as root',
      patience: 0,
    },
  ],
  [
    pod(IMAGE, waiting('ContainerCreating')),
    { kind: 'volume', text: 'pod cannot be set up: volume "v" : configmap "nope" not found', patience: PASSING },
    [event(`pod ${IMAGE}`, 'FailedMount', 'MountVolume.SetUp failed for volume "v" : configmap "nope" not found')],
  ],
  [
    pod(IMAGE, {}, unschedulable),
    { kind: 'unschedulable', text: 'unschedulable: 0/1 nodes are available: 1 Insufficient cpu', patience: PASSING },
  ],
  [
    pod(IMAGE, running),
    {
      kind: 'probe',
      text: 'not ready: Readiness probe failed: HTTP probe failed with statuscode: 503',
      patience: TO_THE_DEADLINE,
    },
    [refusedReadiness],
  ],
]

for (const [pod, cause, events] of POD_ROWS)
  test(`K20 diagnose() says "${cause.text}"${cause.patience === 0 ? ' at once' : ''}`, () => {
    const [found] = diagnose(seen([pod], events))
    assert.deepEqual({ kind: found?.kind, text: found?.text, patience: found?.patience }, cause)
    assert.equal(found?.object, 'Pod/hello-1')
    assert.notEqual(found?.hint, '')
  })

const failure = (message: string): Seen => ({
  ...seen([]),
  replicaSets: [
    replicaSet(IMAGE, {
      status: {
        replicas: 0,
        conditions: [{ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message }],
      },
    }),
  ],
})

const CREATION_ROWS = [
  [
    'pods "hello-x" is forbidden: exceeded quota: q, requested: pods=1, used: pods=2, limited: pods=2',
    'quota: exceeded quota: q, requested: pods=1, used: pods=2, limited: pods=2',
    PASSING,
  ],
  [
    'pods "hello-x" is forbidden: violates PodSecurity "restricted:latest": runAsNonRoot != true',
    'pods refused: violates PodSecurity "restricted:latest": runAsNonRoot != true',
    0,
  ],
  [
    'pods "hello-x" is forbidden: maximum memory usage per Container is 64Mi, but limit is 1Gi',
    'pods refused: maximum memory usage per Container is 64Mi, but limit is 1Gi',
    0,
  ],
  [
    'admission webhook "no.example" denied the request: no',
    'pods refused: admission webhook "no.example" denied the request: no',
    0,
  ],
  [
    'Internal error occurred: failed calling webhook "down.example": connection refused',
    'pods refused: Internal error occurred: failed calling webhook "down.example": connection refused',
    PASSING,
  ],
] as const

for (const [message, text, patience] of CREATION_ROWS)
  test(`K20 diagnose() says "${text}"`, () => {
    const [cause] = diagnose(failure(message))
    assert.deepEqual([cause?.text, cause?.patience], [text, patience])
  })

test('K20 diagnose() finds nothing wrong with old pods, ready ones and those that are going', () => {
  const crash = crashed(9, { exitCode: 1 })
  const ready = pod(IMAGE, crash, { status: { conditions: [{ type: 'Ready', status: 'True' }] } })
  const going = pod(IMAGE, crash)
  const gone = { ...going, metadata: { ...going.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } }
  assert.deepEqual(diagnose(seen([pod('r/hello:1', crash), ready, gone])), [])
})

test('diagnose() finds nothing wrong with a pod that is on its way', () => {
  assert.deepEqual(diagnose(seen([pod(IMAGE, waiting('ContainerCreating'))])), [])
})

test('diagnose() puts what fails at once before what may pass', () => {
  const pods = [pod(IMAGE, {}, unschedulable), pod(IMAGE, crashed(3, { message: 'Error: x' }))]
  assert.deepEqual(
    diagnose(seen(pods)).map(({ kind }) => kind),
    ['handler', 'unschedulable'],
  )
})

test('diagnose() names a cause once, however many pods have it', () => {
  const crash = pod(IMAGE, crashed(3, { message: 'Error: x' }))
  assert.equal(diagnose(seen([crash, { ...crash, metadata: { ...crash.metadata, name: 'hello-2' } }])).length, 1)
})

const store = (pods: readonly Pod[], events: readonly KubeEvent[], time = '2026-01-01T00:00:00Z'): Seen => ({
  kind: 'StatefulSet',
  workload: {
    ...statefulSet(),
    metadata: { ...statefulSet().metadata, managedFields: [{ manager: 'function-images', time }] },
  },
  replicaSets: [],
  pods,
  events,
})

test('diagnose() looks at a StatefulSet’s pods of the new revision alone', () => {
  const of = (revision: string): Pod => {
    const { metadata, ...rest } = pod(IMAGE, crashed(3, { message: 'Error: x' }))
    const labels = { 'controller-revision-hash': revision }
    return { ...rest, metadata: { ...metadata, labels, ownerReferences: [owner('StatefulSet', 's')] } }
  }
  assert.deepEqual([diagnose(store([of('a')], [])).length, diagnose(store([of('b')], [])).length], [0, 1])
})

test('K21 diagnose() forgets what a StatefulSet was refused before our write', () => {
  const refused = event(
    's',
    'FailedCreate',
    'create Pod store-0 in StatefulSet store failed error: pods "store-0" is forbidden: exceeded quota: q',
  )
  assert.equal(diagnose(store([], [refused]))[0]?.text, 'quota: exceeded quota: q')
  assert.deepEqual(diagnose(store([], [refused], '2026-01-01T00:01:00Z')), [])
})
