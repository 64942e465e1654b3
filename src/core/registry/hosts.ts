import { DOCKER_HUB, type Repository } from '../oci/reference.ts'

/** Why a repository cannot exist on its host, and what to set instead. */
export interface RepositoryFault {
  readonly message: string
  readonly hint: string
}

interface HostRule {
  readonly hosts: RegExp
  /** How many parts separated by `/` a repository has there. */
  readonly min: number
  readonly max: number
  readonly form: string
  readonly example: string
}

const RULES: readonly HostRule[] = [
  {
    hosts: /^docker\.io$/,
    min: 2,
    max: 2,
    form: 'a user or organization and one name',
    example: 'docker.io/USER/{name}',
  },
  { hosts: /^ghcr\.io$/, min: 2, max: Infinity, form: 'an owner and a name', example: 'ghcr.io/OWNER/{name}' },
  {
    hosts: /\.pkg\.dev$/,
    min: 3,
    max: Infinity,
    form: 'a project, a repository and a name',
    example: 'LOCATION-docker.pkg.dev/PROJECT/REPOSITORY/{name}',
  },
  {
    hosts: /^(?:[a-z]+\.)?gcr\.io$/,
    min: 2,
    max: Infinity,
    form: 'a project and a name',
    example: 'gcr.io/PROJECT/{name}',
  },
  {
    hosts: /^public\.ecr\.aws$/,
    min: 2,
    max: Infinity,
    form: 'an alias and a name',
    example: 'public.ecr.aws/ALIAS/{name}',
  },
]

/** Says what is wrong with a name to push to, by the rules of its host; asks nobody. */
export const checkRepository = ({ registry, path }: Repository): RepositoryFault | undefined => {
  const rule = RULES.find(({ hosts }) => hosts.test(registry))
  const parts = path.split('/').length
  if (rule === undefined || (parts >= rule.min && parts <= rule.max)) return undefined
  return {
    message: `Cannot use repository "${registry}/${path}": ${registry} takes ${rule.form}`,
    hint: `Set option "repository" to the form ${rule.example}`,
  }
}

/** The host that speaks the protocol for `registry`, where that is another. */
export const apiHost = (registry: string): string => (registry === DOCKER_HUB ? 'registry-1.docker.io' : registry)

/** What to do about an answer, and whether waiting could help. */
export interface Advice {
  readonly hint: string
  readonly final: boolean
}

interface AdviceRule extends Advice {
  readonly hosts?: RegExp
  readonly text: RegExp
}

const LINKED = 'Package settings, "Manage Actions access", add this repository with role Write'

const ADVICE: readonly AdviceRule[] = [
  {
    hosts: /^ghcr\.io$/,
    text: /installation not allowed to write organization package/i,
    hint: 'Add "packages: write" to the job\'s permissions; runs for forks and Dependabot cannot push',
    final: true,
  },
  {
    hosts: /^ghcr\.io$/,
    text: /permission_denied: write_package/i,
    hint: `The package was not made by this repository: ${LINKED}`,
    final: true,
  },
  {
    hosts: /^ghcr\.io$/,
    text: /installation not allowed to create organization package/i,
    hint: 'Allow members to create packages in the organization\'s settings, or add "packages: write" to the job',
    final: true,
  },
  {
    text: /pull rate limit/i,
    hint: 'Log in to Docker Hub, or map it to a mirror with option "image-mirrors"; waiting takes hours',
    final: true,
  },
  {
    hosts: /\.amazonaws\.com(?:\.cn)?$/,
    text: /NAME_UNKNOWN|does not exist/,
    hint: 'ECR repositories must exist: make it, or a creation template for create on push, or put all functions into one with option "repository"',
    final: true,
  },
  {
    text: /HTTP request to an HTTPS server/i,
    hint: 'The registry wants TLS: take it out of option "insecure-registries"',
    final: true,
  },
  { text: /no space left on device/i, hint: 'The disk of the registry is full', final: true },
  {
    text: /quota|exceeds? the .*limit of storage/i,
    hint: 'Free space in the registry, or raise its quota',
    final: true,
  },
  {
    text: /project .* not found/i,
    hint: 'Make the project in the registry first',
    final: true,
  },
]

/** Finds advice on what a registry said. */
export const adviceOn = (registry: string, text: string): Advice | undefined =>
  ADVICE.find((rule) => (rule.hosts === undefined || rule.hosts.test(registry)) && rule.text.test(text))

/** GitHub says 403 where others say 429. */
export const isRateLimit = (status: number, text: string): boolean =>
  status === 429 || (status === 403 && /secondary rate limit/i.test(text))
