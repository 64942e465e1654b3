import type { Config } from '../config.ts'
import type { Deployment, KubeObject, ManagedFieldsEntry } from '../cluster/object.ts'
import { CREATED_BY, CREATED_BY_LABEL, MANAGED_BY, MANAGED_BY_LABEL } from '../workload/labels.ts'
import type { Takeover } from './ownership.ts'

/** What is done about an object that Kubeless made. */
export type Adoption = 'handover' | 'replace' | 'ignore'

/** What is known of Kubeless' controller; without the right to look, nothing. */
export type Controller = 'alive' | 'gone' | 'unknown'

/** Tells whether Kubeless made `object`, and nobody has taken it over since. */
export const isKubeless = (object: KubeObject | undefined): object is KubeObject => {
  const { labels, ownerReferences } = object?.metadata ?? {}
  const owned = ownerReferences?.some(({ apiVersion }) => isKubelessApi(apiVersion)) ?? false
  return owned || (labels?.[CREATED_BY_LABEL] === CREATED_BY && labels[MANAGED_BY_LABEL] !== MANAGED_BY)
}

/** Chooses what is done; undefined when nobody can say, and the user has to. */
export const adoptionOf = (option: Config['kubeless'], controller: Controller): Adoption | undefined => {
  if (option !== 'auto') return option
  if (controller === 'unknown') return undefined
  return controller === 'alive' ? 'handover' : 'replace'
}

/** What is taken over from Kubeless, and from whoever changed its objects by hand. */
export const FROM_KUBELESS: Takeover = {
  managers: ({ manager }: ManagedFieldsEntry) => FORMER.test(manager ?? ''),
  owners: (apiVersion) => isKubelessApi(apiVersion),
}

/** Takes over nothing but the fields that we patched ourselves. */
export const FROM_NOBODY: Takeover = { managers: () => false, owners: () => false }

/**
 * Names under which Kubeless' controllers wrote (of their programs), kubectl and serverless write, and what the server
 * itself calls fields from before it kept managers.
 */
const FORMER =
  /kubeless|^(?:function|http-trigger|http|cronjob-trigger|cronjob)-controller$|^controller$|^before-first-apply$|^kubectl(?:$|-)|^serverless|^node-fetch$|^unknown$/

const isKubelessApi = (apiVersion: string): boolean => apiVersion.startsWith('kubeless.io/')

/** Where Kubeless' manifests put its controller. */
export const CONTROLLER = { namespace: 'kubeless', name: 'kubeless-controller-manager' }

/** Reads the life of the controller off its Deployment. */
export const controllerOf = (deployment: Deployment | undefined): Controller =>
  (deployment?.status?.availableReplicas ?? 0) > 0 ? 'alive' : 'gone'

/** Says what is going to be done, before it is. */
export const adoptionNotice = (adoption: Adoption, names: readonly string[]): string => {
  const list = names.join(', ')
  switch (adoption) {
    case 'handover':
      return `Kubeless’ controller is in charge of ${list}: each Function gets its image, and the controller rolls it out`
    case 'replace':
      return `Kubeless made the objects of ${list}: they are taken over, and no longer go with their Functions`
    case 'ignore':
      return `Kubeless made the objects of ${list}: its fields are left to it`
  }
}

/**
 * Returns `wanted` with what cannot change of `live`: a Deployment's selector, and so the labels that it selects pods by.
 */
export const keepSelector = (wanted: Deployment, live: Deployment | undefined): Deployment => {
  const selector = live?.spec?.selector
  if (selector === undefined || wanted.spec === undefined) return wanted
  const { template } = wanted.spec
  const labels = { ...template.metadata?.labels, ...selector.matchLabels }
  return {
    ...wanted,
    spec: { ...wanted.spec, selector, template: { ...template, metadata: { ...template.metadata, labels } } },
  }
}
