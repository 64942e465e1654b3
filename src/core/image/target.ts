import type { Config } from '../config.ts'
import { ActionError, type Problem, specProblem } from '../errors.ts'
import { type FunctionSource, keyOf } from '../function/source.ts'
import { formatRepository, parseRepository, type Repository } from '../oci/reference.ts'

/** Where a function's image goes, and the moving tag that follows its newest build. */
export interface Target {
  readonly repository: Repository
  readonly channelTag: string
  /** The default branch's moving tag: what a new branch is compared with. */
  readonly defaultChannelTag: string
}

export type TargetConfig = Pick<Config, 'repository' | 'sharedRepository' | 'channel' | 'defaultChannel'> & {
  readonly registry: string
}

/** Returns the target of a function. Throws INPUT_INVALID when the template gives no repository name. */
export const targetOf = (
  config: TargetConfig,
  { namespace, name }: Pick<FunctionSource, 'namespace' | 'name'>,
): Target => {
  const text = fill(config.repository, { registry: config.registry, namespace, name })
  const tag = (channel: string): string => (isOneRepository(config) ? `${name}.${channel}` : channel)
  return {
    repository: parseTemplate(config, text),
    channelTag: tag(config.channel),
    defaultChannelTag: tag(config.defaultChannel),
  }
}

/** Returns the repository of layers that functions share: the one mount source of a run. */
export const sharedRepositoryOf = (config: TargetConfig): Repository => {
  const template = config.sharedRepository ?? (isOneRepository(config) ? config.repository : '{registry}/shared_layers')
  return parseTemplate(config, fill(template, { registry: config.registry, namespace: '', name: '' }))
}

/**
 * Finds functions that would move the same tag in the same repository, where the last one built would win. Equal content
 * under equal hash tags is no clash.
 */
export const targetClashes = (
  targets: readonly { readonly source: FunctionSource; readonly target: Target }[],
): ReadonlyMap<FunctionSource, Problem> => {
  const placeOf = (target: Target): string => `${formatRepository(target.repository)}:${target.channelTag}`
  const groups = Map.groupBy(targets, ({ target }) => placeOf(target))
  const clashing = [...groups].filter(([, group]) => group.length > 1)
  return new Map(
    clashing.flatMap(([place, group]) =>
      group.map(
        ({ source }) =>
          [source, clash(source, group.find((other) => other.source !== source)?.source ?? source, place)] as const,
      ),
    ),
  )
}

/** Tells whether all functions are in one repository, told apart by their tags alone. */
export const isOneRepository = ({ repository }: Pick<Config, 'repository'>): boolean => !repository.includes('{name}')

const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replaceAll(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole)

const parseTemplate = (config: TargetConfig, text: string): Repository => {
  try {
    return parseRepository(text)
  } catch (cause) {
    const why = cause instanceof ActionError ? cause.message : ''
    throw new ActionError('INPUT_INVALID', `Cannot use repository "${text}" made from "${config.repository}": ${why}`, {
      cause,
    })
  }
}

const clash = (source: FunctionSource, other: FunctionSource, place: string): Problem =>
  specProblem(
    source.at.name,
    `Cannot push "${keyOf(source)}": "${keyOf(other)}" has the same repository and channel, ${place}`,
    'Put {namespace} into option "repository", as in {registry}/{namespace}/{name}',
  )
