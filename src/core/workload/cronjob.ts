import { type Problem, specProblem } from '../errors.ts'
import type { CronJob } from '../cluster/object.ts'
import type { Trigger } from '../function/source.ts'
import type { Value, ValueObject } from '../function/value.ts'
import { callerCommand, UNREACHED } from './caller.ts'
import { DEFAULT_TIMEOUT, literal } from './environment.ts'
import { annotated, MANAGED_BY, MANAGED_BY_LABEL, objectLabels, TRIGGER_LABEL } from './labels.ts'
import type { DeployedFunction } from './objects.ts'
import { textAt, valueAt } from './part.ts'
import { scheduleFault } from './schedule.ts'

export interface CronJobAnswer {
  readonly object?: CronJob
  readonly problems: readonly Problem[]
}

/** What a CronJob takes over from the function's Deployment: where its image can be pulled, and where it can run. */
export interface CallerPlace {
  readonly pod: ValueObject
  /** Of the Service. */
  readonly port: number
}

/** Returns the CronJob of a CronJobTrigger. Unlike Kubeless' it fails when the function does. */
export const cronJobOf = (fn: DeployedFunction, trigger: Trigger, place: CallerPlace): CronJobAnswer => {
  const command = callerCommand(fn.runtime?.shim?.entrypoint[0])
  const problems = faultsOf(fn, trigger, command)
  if (problems.length > 0 || command === undefined) return { problems }
  const { namespace } = trigger
  return {
    problems,
    object: {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: {
        name: nameOf(trigger),
        namespace,
        labels: objectLabels(fn.source, { ...fn.source.deployment.labels, ...trigger.labels }),
        ...annotated(trigger.annotations),
      },
      spec: {
        schedule: scheduleOf(trigger),
        successfulJobsHistoryLimit: 3,
        failedJobsHistoryLimit: 1,
        jobTemplate: { spec: jobSpec(fn, trigger, place, command) },
      },
    } as unknown as CronJob,
  }
}

/** Kubeless named it after the function, so that two triggers of one function took each other's place. */
const nameOf = ({ name }: Trigger): string => `trigger-${name}`

/** Of a CronJob, so that its Jobs have room for a time. */
const MAX_NAME = 52

const scheduleOf = ({ spec }: Trigger): string => textAt(spec, 'schedule') ?? ''

const faultsOf = (
  fn: DeployedFunction,
  trigger: Trigger,
  command: readonly string[] | undefined,
): readonly Problem[] => {
  const cannot = (path: readonly string[], why: string, hint: string): Problem =>
    specProblem(trigger.field(path), `Cannot make a CronJob of CronJobTrigger "${trigger.name}": ${why}`, hint)
  const schedule = scheduleOf(trigger)
  const fault = schedule === '' ? 'it has no schedule' : scheduleFault(schedule)
  return [
    ...(fault === undefined
      ? []
      : [cannot(['spec', 'schedule'], fault, 'Write five fields, like "*/5 * * * *", or a word like "@daily"')]),
    ...(nameOf(trigger).length > MAX_NAME
      ? [cannot(['metadata', 'name'], `"${nameOf(trigger)}" has more than ${MAX_NAME} characters`, 'Shorten the name')]
      : []),
    ...(command === undefined
      ? [
          cannot(
            ['spec', 'function-name'],
            `${brought(fn)}, and nothing is known in it that can call the function`,
            'Write a CronJob whose image has a client, like curl, and calls the function’s Service',
          ),
        ]
      : []),
  ]
}

const brought = ({ source, runtime }: DeployedFunction): string =>
  runtime === undefined
    ? `function "${source.name}" brings an image of its own`
    : `runtime "${runtime.id}" brings a server of its own`

const jobSpec = (
  { source, image }: DeployedFunction,
  trigger: Trigger,
  { pod, port }: CallerPlace,
  command: readonly string[],
): ValueObject => ({
  activeDeadlineSeconds: Number(source.deployment.timeout ?? DEFAULT_TIMEOUT) + START_SECONDS,
  backoffLimit: MAX_RETRIES,
  // A function that was reached has run, perhaps to its end: only calls that met nobody are repeated.
  podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'NotIn', values: [UNREACHED] } }] },
  template: {
    // Without the function's own labels: its Service would send requests here.
    metadata: { labels: { [MANAGED_BY_LABEL]: MANAGED_BY, [TRIGGER_LABEL]: trigger.name } },
    spec: {
      ...placeOf(pod),
      restartPolicy: 'Never',
      automountServiceAccountToken: false,
      securityContext: {
        runAsUser: 1000,
        runAsGroup: 1000,
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [
        {
          name: 'trigger',
          image,
          command,
          env: variables(trigger, `http://${source.name}.${source.namespace}.svc:${port}/`),
          resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { cpu: '500m', memory: '128Mi' } },
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
        },
      ],
    },
  },
})

/** For the pod to be scheduled and its image pulled, before the function's own time begins. */
const START_SECONDS = 60

const MAX_RETRIES = 3

const placeOf = (pod: ValueObject): ValueObject =>
  Object.fromEntries(
    ['imagePullSecrets', 'nodeSelector', 'serviceAccountName', 'tolerations'].flatMap((key) => {
      const value = valueAt(pod, key)
      return value === undefined ? [] : [[key, value]]
    }),
  )

const variables = ({ spec }: Trigger, url: string): readonly ValueObject[] => {
  const payload: Value | undefined = valueAt(spec, 'payload')
  return [
    { name: 'FUNCTION_URL', value: url },
    { name: 'EVENT_ID', valueFrom: { fieldRef: { fieldPath: 'metadata.uid' } } },
    ...(payload === undefined ? [] : [{ name: 'PAYLOAD', value: literal(JSON.stringify(payload)) }]),
  ]
}
