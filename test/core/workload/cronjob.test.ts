import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CRON_JOBS } from '../../../src/core/cluster/resource.ts'
import type { CronJob } from '../../../src/core/cluster/object.ts'
import { BUILT_IN, type Runtime } from '../../../src/core/runtime/catalogue.ts'
import { functionObjects } from '../../../src/core/workload/objects.ts'
import { deployed, IMAGE, NOTHING, objectsOf, only, type Sample, shown, withPod } from './samples.ts'

interface Written {
  readonly metadata?: object
  readonly spec?: object
}

const sampleOf = (trigger: Written, sample: Sample = {}): Sample => ({
  ...sample,
  triggers: { 'CronJobTrigger tick': { ...trigger, spec: { schedule: '* * * * *', ...trigger.spec } } },
})

const cronJobOf = (trigger: Written = {}, sample: Sample = {}, settings = NOTHING): CronJob =>
  only(objectsOf(sampleOf(trigger, sample), settings), CRON_JOBS)

const job = ({ spec }: CronJob) => spec?.jobTemplate.spec
const pod = (cronJob: CronJob) => job(cronJob)?.template.spec
const container = (cronJob: CronJob) => pod(cronJob)?.containers[0]
const variable = (cronJob: CronJob, name: string) => container(cronJob)?.env?.find((one) => one.name === name)

const FIELDS: readonly (readonly [string, CronJob, (cronJob: CronJob) => unknown, unknown])[] = [
  [
    'is named after the trigger',
    cronJobOf(),
    ({ metadata }) => [metadata?.namespace, metadata?.name],
    ['prod', 'trigger-tick'],
  ],
  [
    'lays the trigger’s labels over the function’s',
    cronJobOf(
      { metadata: { labels: { b: '3' }, annotations: { c: '4' } } },
      { metadata: { labels: { a: '1', b: '2' } } },
    ),
    ({ metadata }) => [metadata?.labels, metadata?.annotations],
    [
      {
        a: '1',
        b: '3',
        'created-by': 'kubeless',
        function: 'hello',
        'app.kubernetes.io/managed-by': 'function-images',
      },
      { c: '4' },
    ],
  ],
  [
    'runs on the trigger’s schedule',
    cronJobOf({ spec: { schedule: '*/5 1 * * mon' } }),
    ({ spec }) => spec?.schedule,
    '*/5 1 * * mon',
  ],
  [
    'keeps as many Jobs as Kubeless did',
    cronJobOf(),
    ({ spec }) => [spec?.successfulJobsHistoryLimit, spec?.failedJobsHistoryLimit],
    [3, 1],
  ],
  ['allows runs side by side, as Kubeless did', cronJobOf(), ({ spec }) => spec?.concurrencyPolicy, undefined],
  [
    'gives a call the function’s time, and the pod its own',
    cronJobOf({}, { spec: { timeout: '30' } }),
    (cronJob) => job(cronJob)?.activeDeadlineSeconds,
    90,
  ],
  [
    'repeats a call that reached nobody alone',
    cronJobOf(),
    (cronJob) => job(cronJob)?.podFailurePolicy?.rules,
    [{ action: 'FailJob', onExitCodes: { operator: 'NotIn', values: [7] } }],
  ],
  [
    'has pods that the function’s Service does not take for the function',
    cronJobOf({ metadata: { labels: { function: 'hello' } } }),
    (cronJob) => job(cronJob)?.template.metadata?.labels,
    { 'app.kubernetes.io/managed-by': 'function-images', 'function-images.github.io/trigger': 'tick' },
  ],
  ['runs the function’s own image', cronJobOf(), (cronJob) => container(cronJob)?.image, IMAGE],
  ['calls with Node.js from an image of Node.js', cronJobOf(), (cronJob) => container(cronJob)?.command?.[0], 'node'],
  [
    'calls with Python from an image of Python',
    cronJobOf({}, { runtime: 'python3.13' }),
    (cronJob) => container(cronJob)?.command?.[0],
    'python3',
  ],
  [
    'calls the Service',
    cronJobOf({}, { spec: { service: { ports: [{ port: 80, targetPort: 9000 }] } } }),
    (cronJob) => variable(cronJob, 'FUNCTION_URL')?.value,
    'http://hello.prod.svc:80/',
  ],
  [
    'calls the pod’s port where the Service has no address',
    cronJobOf({}, { spec: { service: { clusterIP: 'None', ports: [{ port: 80, targetPort: 9000 }] } } }),
    (cronJob) => variable(cronJob, 'FUNCTION_URL')?.value,
    'http://hello.prod.svc:9000/',
  ],
  [
    'gives each call its pod’s id',
    cronJobOf(),
    (cronJob) => variable(cronJob, 'EVENT_ID')?.valueFrom,
    { fieldRef: { fieldPath: 'metadata.uid' } },
  ],
  [
    'has no payload without one',
    cronJobOf({ spec: { payload: null } }),
    (cronJob) => variable(cronJob, 'PAYLOAD'),
    undefined,
  ],
  [
    'has an empty payload',
    cronJobOf({ spec: { payload: {} } }),
    (cronJob) => variable(cronJob, 'PAYLOAD')?.value,
    '{}',
  ],
  [
    'keeps Kubernetes from reading the payload',
    cronJobOf({ spec: { payload: { a: "it's $(EVENT_ID) $" } } }),
    (cronJob) => variable(cronJob, 'PAYLOAD')?.value,
    `{"a":"it's $$(EVENT_ID) $$"}`,
  ],
  [
    'runs where the function can, and pulls as it does',
    cronJobOf(
      {},
      withPod({
        nodeSelector: { a: 'b' },
        tolerations: [{ key: 'k' }],
        serviceAccountName: 's',
        imagePullSecrets: [{ name: 'p' }],
        hostNetwork: true,
      }),
      { ...NOTHING, pullSecrets: ['q'] },
    ),
    (cronJob) => {
      const {
        nodeSelector,
        tolerations,
        serviceAccountName,
        imagePullSecrets,
        hostNetwork,
        automountServiceAccountToken,
      } = pod(cronJob) ?? {}
      return [
        nodeSelector,
        tolerations,
        serviceAccountName,
        imagePullSecrets,
        hostNetwork,
        automountServiceAccountToken,
      ]
    },
    [{ a: 'b' }, [{ key: 'k' }], 's', [{ name: 'p' }, { name: 'q' }], undefined, false],
  ],
]

for (const [promise, cronJob, look, expected] of FIELDS)
  test(`functionObjects() makes a CronJob that ${promise}`, () => {
    assert.deepEqual(look(cronJob), expected)
  })

test('functionObjects() makes a CronJob of each trigger of a function', () => {
  const spec = { schedule: '@daily' }
  const { objects } = objectsOf({ triggers: { 'CronJobTrigger a': { spec }, 'CronJobTrigger b': { spec } } })
  assert.deepEqual(
    objects.slice(2).map(({ object }) => object.metadata?.name),
    ['trigger-a', 'trigger-b'],
  )
})

const REFUSED: Readonly<Record<string, readonly [Sample, readonly string[]]>> = {
  'a schedule that is none': [
    sampleOf({ spec: { schedule: '61 * * * *' } }),
    ['24 error: Cannot make a CronJob of CronJobTrigger "tick": "61" is no minute'],
  ],
  'a trigger without a schedule': [
    sampleOf({ spec: { schedule: '' } }),
    ['24 error: Cannot make a CronJob of CronJobTrigger "tick": it has no schedule'],
  ],
  'a name that leaves Jobs no room': [
    { triggers: { [`CronJobTrigger ${'a'.repeat(45)}`]: { spec: { schedule: '@daily' } } } },
    [
      `19 error: Cannot make a CronJob of CronJobTrigger "${'a'.repeat(45)}": "trigger-${'a'.repeat(45)}" has more than 52 characters`,
    ],
  ],
}

for (const [what, [sample, expected]] of Object.entries(REFUSED))
  test(`functionObjects() refuses ${what}, at its line`, () => {
    assert.deepEqual(shown(objectsOf(sample)), expected)
  })

test('functionObjects() refuses a schedule of a function whose image has nothing to call it with', () => {
  const own: Runtime = { ...(BUILT_IN.get('nodejs24') as Runtime), shim: undefined }
  assert.deepEqual(shown(functionObjects(deployed(sampleOf({}), own), NOTHING)), [
    '23 error: Cannot make a CronJob of CronJobTrigger "tick": runtime "nodejs24" brings a server of its own, and nothing is known in it that can call the function',
  ])
})
