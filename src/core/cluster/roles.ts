import {
  AUTOSCALERS,
  CONFIG_MAPS,
  CRON_JOBS,
  DAEMON_SETS,
  DEPLOYMENTS,
  EVENTS,
  groupOf,
  INGRESSES,
  JOBS,
  KUBELESS_FUNCTIONS,
  PODS,
  REPLICA_SETS,
  SECRETS,
  SERVICE_ACCOUNTS,
  SERVICES,
  STATEFUL_SETS,
} from './resource.ts'
import type { Need, Verb } from './rights.ts'

/** What an account is for: the build namespace, the functions' namespaces, or the way to a registry in the cluster. */
export type Duty = 'build' | 'deploy' | 'registry-service'

/** A need, and what becomes of a run without it. */
export interface Grant extends Need {
  /** What it is for. */
  readonly why: string
  /** What is lost without it; undefined: the run fails. */
  readonly without?: string
  /** The setting that it is needed for; undefined: always. */
  readonly when?: string
}

const WRITTEN: readonly Verb[] = ['get', 'list', 'create', 'patch']

/** Tables for docs/rbac.md and for {@link roleFor}. */
export const NEEDS: Readonly<Record<Duty, readonly Grant[]>> = {
  build: [
    {
      resource: JOBS,
      verbs: ['get', 'list', 'watch', 'create', 'patch', 'delete'],
      why: 'the build itself, shared by runs',
    },
    { resource: PODS, verbs: ['get', 'list', 'watch'], why: 'when the build has ended, and how' },
    { resource: CONFIG_MAPS, verbs: ['create'], why: 'dependency files and the builder, owned by the Job' },
    { resource: SECRETS, verbs: ['create'], why: 'a login for the registry, owned by the Job', when: 'no push-secret' },
    {
      resource: SECRETS,
      verbs: ['get'],
      why: 'push-secret, kubeless-registry-credentials',
      without: 'the Secret is not looked at before the Job mounts it',
    },
    {
      resource: PODS,
      subresource: 'log',
      verbs: ['get'],
      why: 'the log of the install',
      without: 'failures are told without their log',
    },
    {
      resource: EVENTS,
      verbs: ['list', 'watch'],
      why: 'quota, Pod Security and webhooks, as soon as they refuse',
      without: 'such refusals are told at the deadline',
    },
  ],
  deploy: [
    { resource: DEPLOYMENTS, verbs: [...WRITTEN, 'watch'], why: 'functions and their rollouts' },
    { resource: SERVICES, verbs: WRITTEN, why: 'functions' },
    { resource: AUTOSCALERS, verbs: WRITTEN, why: 'functions that scale', when: 'horizontalPodAutoscaler' },
    { resource: INGRESSES, verbs: WRITTEN, why: 'HTTP triggers', when: 'HTTPTrigger' },
    {
      resource: CRON_JOBS,
      verbs: WRITTEN,
      why: 'CronJob triggers, and CronJobs that use an image',
      when: 'CronJobTrigger',
    },
    {
      resource: REPLICA_SETS,
      verbs: ['list', 'watch'],
      why: 'which pods are new',
      without: 'causes are told at the deadline',
    },
    {
      resource: PODS,
      verbs: ['get', 'list', 'watch'],
      why: 'why a rollout fails, early',
      without: 'causes are told at the deadline',
    },
    {
      resource: PODS,
      subresource: 'log',
      verbs: ['get'],
      why: 'evidence',
      without: 'failures are told without their log',
    },
    {
      resource: EVENTS,
      verbs: ['list', 'watch'],
      why: 'why a rollout fails, early',
      without: 'quota and webhooks are told at the deadline',
    },
    {
      resource: SERVICE_ACCOUNTS,
      verbs: ['get'],
      why: 'pull Secrets of the pods’ account',
      without: 'these are not tried when the pull is proven',
    },
    {
      resource: SECRETS,
      verbs: ['get'],
      why: 'logins that pods pull with',
      without: 'only anonymous pulls can be proven',
    },
    { resource: CONFIG_MAPS, verbs: ['get'], why: 'kubeless-config', without: 'its registry settings are not heeded' },
    {
      resource: STATEFUL_SETS,
      verbs: ['get', 'list', 'watch', 'patch'],
      why: 'dependents',
      without: 'StatefulSets that use an image stay on the old one',
    },
    {
      resource: DAEMON_SETS,
      verbs: ['get', 'list', 'watch', 'patch'],
      why: 'dependents',
      without: 'DaemonSets that use an image stay on the old one',
    },
    {
      resource: PODS,
      verbs: ['delete'],
      why: 'broken pods of a StatefulSet that is rolled back',
      without: 'these pods have to be deleted by hand',
    },
    {
      resource: KUBELESS_FUNCTIONS,
      verbs: ['get', 'patch'],
      why: 'images for a controller that lives',
      when: 'kubeless: handover',
    },
    ...[DEPLOYMENTS, SERVICES, AUTOSCALERS, INGRESSES, CRON_JOBS].map((resource): Grant => ({
      resource,
      verbs: ['list', 'delete'],
      why: 'functions that left the repository',
      when: 'prune',
    })),
  ],
  'registry-service': [
    { resource: SERVICES, verbs: ['get'], why: 'its selector and port' },
    { resource: PODS, verbs: ['list'], why: 'a pod that is ready' },
    { resource: PODS, subresource: 'portforward', verbs: ['get', 'create'], why: 'the way through the API server' },
  ],
}

/** https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/role-v1/ */
export interface Role {
  readonly apiVersion: 'rbac.authorization.k8s.io/v1'
  readonly kind: 'Role'
  readonly metadata: { readonly name: string; readonly namespace?: string }
  readonly rules: readonly RoleRule[]
}

export interface RoleRule {
  readonly apiGroups: readonly string[]
  readonly resources: readonly string[]
  readonly verbs: readonly Verb[]
}

/** What a duty cannot be done without; `settings` names the `when`s that hold. */
export const required = (duty: Duty, settings: readonly string[] = []): readonly Need[] =>
  NEEDS[duty].filter(({ without, when }) => without === undefined && (when === undefined || settings.includes(when)))

/** Returns the Role for a duty, with what may be lacking; `settings` names the `when`s to include. */
export const roleFor = (duty: Duty, settings: readonly string[] = []): Role => {
  const grants = NEEDS[duty].filter(({ when }) => when === undefined || settings.includes(when))
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: { name: `function-images-${duty}` },
    rules: rulesOf(grants),
  }
}

/** Returns rules that give `needs`, one for each resource. */
export const rulesOf = (needs: readonly Need[]): readonly RoleRule[] => {
  const rules = new Map<string, RoleRule>()
  for (const { resource, subresource, verbs } of needs) {
    const group = groupOf(resource)
    const name = subresource === undefined ? resource.plural : `${resource.plural}/${subresource}`
    const before = rules.get(`${group}/${name}`)?.verbs ?? []
    rules.set(`${group}/${name}`, { apiGroups: [group], resources: [name], verbs: [...new Set([...before, ...verbs])] })
  }
  return [...rules.values()]
}
