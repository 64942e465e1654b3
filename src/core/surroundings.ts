import type { Surroundings, WorkflowRun } from './config.ts'

/** What a GitHub runner says of the run, as its environment and event file have it. */
export interface GitHubRun {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Parsed event payload, undefined when there is none. */
  readonly event: unknown
}

/** The defaults of a workflow step: the repository's own packages, and the branch or pull request as channel. */
export const gitHubSurroundings = ({ env, event }: GitHubRun): Surroundings => {
  const repository = env['GITHUB_REPOSITORY']
  const host = packageHost(env['GITHUB_SERVER_URL'] ?? 'https://github.com')
  return {
    registry: repository === undefined || host === undefined ? undefined : `${host}/${repository}`.toLowerCase(),
    channel: channelOf(env),
    defaultChannel: defaultBranch(event) ?? 'main',
    run: runOf(env),
  }
}

/** Tells whether the run's repository is one that everybody can read. */
export const isPublic = ({ event }: Pick<GitHubRun, 'event'>): boolean =>
  field(field(event, 'repository'), 'private') === false

/** The defaults of a shell: the embedded registry, and the branch that is checked out. */
export const shellSurroundings = (branch: string | undefined): Surroundings => ({
  registry: undefined,
  channel: branch ?? 'latest',
  defaultChannel: 'main',
})

const runOf = (env: GitHubRun['env']): WorkflowRun | undefined => {
  const id = Number(env['GITHUB_RUN_ID'])
  if (!Number.isSafeInteger(id) || id <= 0) return undefined
  return {
    id,
    attempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? '1') || 1,
    event: env['GITHUB_EVENT_NAME'] ?? '',
    commit: env['GITHUB_SHA'] ?? '',
    url: `${env['GITHUB_SERVER_URL'] ?? 'https://github.com'}/${env['GITHUB_REPOSITORY'] ?? ''}/actions/runs/${id}`,
  }
}

/** https://docs.github.com/en/enterprise-server/packages: packages of an Enterprise host have a subdomain of it. */
const packageHost = (server: string): string | undefined => {
  const host = URL.canParse(server) ? new URL(server).host.toLowerCase() : undefined
  return host === undefined ? undefined : host === 'github.com' ? 'ghcr.io' : `containers.${host}`
}

const channelOf = (env: GitHubRun['env']): string => {
  const pull = /^refs\/pull\/([0-9]+)\//.exec(env['GITHUB_REF'] ?? '')
  return pull === null ? (env['GITHUB_REF_NAME'] ?? 'latest') : `pr-${pull[1]}`
}

const defaultBranch = (event: unknown): string | undefined => {
  const repository = field(event, 'repository')
  const branch = field(repository, 'default_branch')
  return typeof branch === 'string' ? branch : undefined
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined
