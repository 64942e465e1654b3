import { groupOf, type Resource } from './resource.ts'

/** What an account may do in one namespace. https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/self-subject-rules-review-v1/ */
export interface Rights {
  readonly rules: readonly RightsRule[]
  /** The server could not tell all of them: what is not listed may still be allowed. */
  readonly incomplete: boolean
}

export interface RightsRule {
  readonly verbs: readonly string[]
  readonly apiGroups: readonly string[]
  readonly resources: readonly string[]
  readonly resourceNames: readonly string[]
}

export type Verb = 'get' | 'list' | 'watch' | 'create' | 'patch' | 'delete'

/** Verbs on one resource that a command cannot do without. */
export interface Need {
  readonly resource: Pick<Resource, 'apiVersion' | 'plural'>
  /** `log`, `portforward`. */
  readonly subresource?: string
  readonly verbs: readonly Verb[]
}

/** Writes a resource as RBAC does: `deployments.apps`, `pods/log`. */
export const showResource = ({ resource, subresource }: Pick<Need, 'resource' | 'subresource'>): string => {
  const group = groupOf(resource)
  return `${nameIn({ resource, ...(subresource === undefined ? {} : { subresource }) })}${group === '' ? '' : `.${group}`}`
}

/** Returns what of `needs` the account lacks, with the missing verbs alone. */
export const missingRights = ({ rules }: Rights, needs: readonly Need[]): readonly Need[] =>
  needs.flatMap((need) => {
    const verbs = need.verbs.filter((verb) => !rules.some((rule) => allows(rule, need, verb)))
    return verbs.length === 0 ? [] : [{ ...need, verbs }]
  })

const allows = (rule: RightsRule, need: Need, verb: Verb): boolean =>
  rule.resourceNames.length === 0 &&
  includes(rule.verbs, verb) &&
  includes(rule.apiGroups, groupOf(need.resource)) &&
  (includes(rule.resources, nameIn(need)) ||
    (need.subresource !== undefined && rule.resources.includes(`*/${need.subresource}`)))

const includes = (list: readonly string[], item: string): boolean => list.includes('*') || list.includes(item)

const nameIn = ({ resource, subresource }: Pick<Need, 'resource' | 'subresource'>): string =>
  subresource === undefined ? resource.plural : `${resource.plural}/${subresource}`
