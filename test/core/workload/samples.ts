import type { Deployment, KubeObject, PodSpec, Service } from '../../../src/core/cluster/object.ts'
import { DEPLOYMENTS, type Resource, SERVICES } from '../../../src/core/cluster/resource.ts'
import { parseFunctions } from '../../../src/core/function/parse.ts'
import { BUILT_IN, type Runtime } from '../../../src/core/runtime/catalogue.ts'
import {
  type DeployedFunction,
  type FunctionObjects,
  functionObjects,
  type WorkloadSettings,
} from '../../../src/core/workload/objects.ts'
import { triggersOf } from '../../../src/core/workload/triggers.ts'

/** What a sample's spec has besides its code. */
export interface Sample {
  readonly name?: string
  readonly metadata?: object
  readonly runtime?: string
  /** More fields of `spec`. */
  readonly spec?: object
  /** `spec` and more of triggers on the function, by kind and name: `HTTPTrigger web`. */
  readonly triggers?: Readonly<Record<string, { readonly metadata?: object; readonly spec?: object }>>
}

export const NOTHING: WorkloadSettings = { kubeless: undefined, pullSecrets: [] }

export const IMAGE = `registry.test/hello@sha256:${'1'.repeat(64)}`

/** Writes the spec of a function, and of its triggers, as a file that a user would have. */
export const specText = ({ name = 'hello', metadata, runtime = 'nodejs24', spec, triggers = {} }: Sample): string =>
  [
    {
      apiVersion: 'kubeless.io/v1beta1',
      kind: 'Function',
      metadata: { name, namespace: 'prod', ...metadata },
      spec: { runtime, handler: 'hello.run', function: 'code', ...spec },
    },
    ...Object.entries(triggers).map(([key, trigger]) => ({
      apiVersion: 'kubeless.io/v1beta1',
      kind: key.split(' ')[0],
      metadata: { name: key.split(' ')[1], namespace: 'prod', ...trigger.metadata },
      spec: { 'function-name': name, ...trigger.spec },
    })),
  ]
    .map((object) => JSON.stringify(object, undefined, 2))
    .join('\n---\n')

/** Reads the sample as a run would; an own runtime brings its own server, and a function with its own image has none. */
export const deployed = (sample: Sample, own?: Runtime): DeployedFunction => {
  const files = [{ path: 'hello.yaml', text: specText(sample) }]
  const { functions, prebuilt, triggers, problems } = parseFunctions(files, { defaultNamespace: 'default' })
  const [brought] = prebuilt
  if (brought !== undefined)
    return { source: brought, runtime: undefined, image: IMAGE, triggers: triggersOf(brought, triggers) }
  const [source] = functions
  const runtime = own ?? BUILT_IN.get(source?.runtime ?? '')
  if (source === undefined || runtime === undefined) throw new Error(problems.map(({ message }) => message).join('\n'))
  return { source, runtime, image: IMAGE, triggers: triggersOf(source, triggers) }
}

export const objectsOf = (sample: Sample, settings = NOTHING): FunctionObjects =>
  functionObjects(deployed(sample), settings)

/** Returns the one object of a kind. */
export const only = <T extends KubeObject>({ objects }: FunctionObjects, resource: Resource<T>): T => {
  const found = objects.filter((candidate) => candidate.resource.kind === resource.kind)
  if (found.length !== 1) throw new Error(`There are ${found.length} of kind ${resource.kind}`)
  return found[0]?.object as T
}

export const deploymentOf = (sample: Sample, settings = NOTHING): Deployment =>
  only(objectsOf(sample, settings), DEPLOYMENTS)

export const serviceOf = (sample: Sample, settings = NOTHING): Service => only(objectsOf(sample, settings), SERVICES)

/** A sample whose `spec.deployment` has this pod spec. */
export const withPod = (pod: object, more: object = {}): Sample => ({
  spec: { deployment: { spec: { template: { spec: pod } } }, ...more },
})

export const podOf = (sample: Sample, settings = NOTHING): PodSpec => {
  const pod = deploymentOf(sample, settings).spec?.template.spec
  if (pod === undefined) throw new Error('The Deployment has no pod')
  return pod
}

/** Writes problems as `line severity: message`. */
export const shown = ({ problems }: Pick<FunctionObjects, 'problems'>): readonly string[] =>
  problems.map(({ severity, message, at }) => `${at.line} ${severity}: ${message}`)
