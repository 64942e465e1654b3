import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CRON_JOBS } from '../../../src/core/cluster/resource.ts'
import { restrictedFaults } from '../cluster/restricted.ts'
import { objectsOf, only, podOf, withPod } from './samples.ts'

/** What specs may say of security that `restricted` allows. */
const PODS: readonly object[] = [
  {},
  { securityContext: {} },
  { securityContext: { runAsUser: 2000 } },
  { securityContext: { fsGroup: 2000, runAsGroup: 3000 } },
  { securityContext: { seccompProfile: { type: 'Localhost', localhostProfile: 'a' } } },
]
const CONTAINERS: readonly object[] = [
  {},
  { securityContext: null },
  { securityContext: {} },
  { securityContext: { runAsUser: 3000, readOnlyRootFilesystem: true } },
  { securityContext: { capabilities: { add: ['NET_BIND_SERVICE'] } } },
  { securityContext: { capabilities: {} } },
  { securityContext: { privileged: false, allowPrivilegeEscalation: false, runAsNonRoot: true } },
]

const combinations = PODS.flatMap((pod) =>
  CONTAINERS.flatMap((container) =>
    CONTAINERS.map((other) => ({
      ...pod,
      containers: [container, { name: 'side', image: 'i', ...other }],
      initContainers: [{ name: 'first', image: 'i', ...other }],
      volumes: [{ name: 'v', emptyDir: {} }],
    })),
  ),
)

test('K11 functionObjects() makes pods that restricted admits, whatever the spec says that it allows', () => {
  assert.equal(combinations.length, 245)
  for (const pod of combinations) assert.deepEqual(restrictedFaults(podOf(withPod(pod))), [], JSON.stringify(pod))
})

test('K11 functionObjects() makes pods of CronJobs that restricted admits', () => {
  for (const runtime of ['nodejs24', 'python3.13']) {
    const found = objectsOf({
      runtime,
      triggers: { 'CronJobTrigger tick': { spec: { schedule: '@daily', payload: 1 } } },
    })
    const pod = only(found, CRON_JOBS).spec?.jobTemplate.spec?.template.spec
    assert.deepEqual(pod === undefined ? ['no pod'] : restrictedFaults(pod), [])
  }
})

test('functionObjects() runs pods as user and group 1000, each unless the spec says otherwise', () => {
  const look = (security: object) => {
    const { runAsUser, fsGroup } = podOf(withPod({ securityContext: security })).securityContext ?? {}
    return [runAsUser, fsGroup]
  }
  assert.deepEqual(
    [look({}), look({ runAsUser: 1 }), look({ fsGroup: 2 })],
    [
      [1000, 1000],
      [1, 1000],
      [1000, 2],
    ],
  )
})

/** What contradicts `restricted`: added fields must not keep such a pod from starting. */
const OWN: Readonly<Record<string, readonly [object, object, object]>> = {
  'a pod of root': [
    { securityContext: { runAsUser: 0 } },
    {},
    { runAsUser: 0, fsGroup: 1000, seccompProfile: { type: 'RuntimeDefault' } },
  ],
  'a container of root': [
    {},
    { securityContext: { runAsUser: 0 } },
    { runAsUser: 1000, fsGroup: 1000, seccompProfile: { type: 'RuntimeDefault' } },
  ],
  'a privileged container': [
    {},
    { securityContext: { privileged: true } },
    { runAsUser: 1000, fsGroup: 1000, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
  ],
}

for (const [what, [pod, container, expected]] of Object.entries(OWN))
  test(`functionObjects() leaves ${what} what it says`, () => {
    const made = podOf(withPod({ ...pod, containers: [container] }))
    assert.deepEqual(made.securityContext, expected)
    assert.deepEqual(made.containers[0]?.securityContext, (container as { securityContext?: object }).securityContext)
  })

test('functionObjects() does not forbid what a capability needs', () => {
  const pod = podOf(withPod({ containers: [{ securityContext: { capabilities: { add: ['SYS_ADMIN'] } } }] }))
  assert.deepEqual(pod.containers[0]?.securityContext, { capabilities: { add: ['SYS_ADMIN'], drop: ['ALL'] } })
})
