import { REPRODUCIBLE } from '../../core/build/phase-environment.ts'

/** A process environment, as node:process has it. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Folders and settings of one install that neither the machine nor the function may change. */
export interface InstallFolders {
  /** Stands for /kubeless. */
  readonly root: string
  /** Removed with the install. */
  readonly temp: string
}

/**
 * Makes the environment of an install: the few variables of this process that lead to tools, registries and their
 * certificates, then those of the phase. Everything else stays behind, tokens of the job before all: packages run
 * code of their own when they are installed.
 */
export const installEnvironment = (
  env: Environment,
  phase: Readonly<Record<string, string>>,
  { root, temp }: InstallFolders,
): Readonly<Record<string, string>> => ({
  ...toolEnvironment(env),
  ...Object.fromEntries(Object.entries(phase).filter(([name]) => !OURS.test(name))),
  ...(env['HOME'] === undefined ? { HOME: temp } : {}),
  ...REPRODUCIBLE,
  TMPDIR: temp,
  KUBELESS_INSTALL_VOLUME: root,
})

/** Returns the variables with which a program of this machine is started. */
export const toolEnvironment = (env: Environment): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined && PASSED.test(entry[0])),
  )

const PROGRAMS = 'PATH|HOME|USER|LOGNAME|SYSTEMROOT|LD_LIBRARY_PATH|PYENV_ROOT|PYENV_VERSION|pythonLocation'
const NETWORK = 'https?_proxy|no_proxy|all_proxy|SSL_CERT_(?:FILE|DIR)|REQUESTS_CA_BUNDLE|NODE_EXTRA_CA_CERTS'
/** The two names that actions/setup-node and npm's own documentation put into an .npmrc. */
const NPM_TOKENS = 'NODE_AUTH_TOKEN|NPM_TOKEN'
// `npm run` and npx hand on all of npm's settings as npm_config_*, so that only those about registries are taken.
const NPM =
  'npm_config_(?:registry|userconfig|globalconfig|cache|cafile|ca|strict_ssl|proxy|https_proxy|noproxy|offline|' +
  'prefer_offline|maxsockets|fetch_retries|fetch_timeout|//.+|@.+:registry)'
const PIP =
  'PIP_(?:INDEX_URL|EXTRA_INDEX_URL|NO_INDEX|FIND_LINKS|TRUSTED_HOST|CERT|CLIENT_CERT|PROXY|CONFIG_FILE|RETRIES|' +
  'TIMEOUT|DEFAULT_TIMEOUT|KEYRING_PROVIDER)'
const PASSED = new RegExp(`^(?:${[PROGRAMS, NETWORK, NPM_TOKENS, NPM, PIP].join('|')})$`, 'i')

/** What a phase cannot set here: these name places in the install image, or would put the packages elsewhere. */
const OURS =
  /^(?:PATH|HOME|TMPDIR|KUBELESS_.*|LD_.*|PIP_(?:USER|PREFIX|TARGET|ROOT)|npm_config_(?:prefix|global|location|extra))$/i
