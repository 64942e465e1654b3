import type { KubeConfig } from '@kubernetes/client-node'
import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { parse } from 'yaml'
import { type ClusterChoice, IN_CLUSTER } from '../../core/cluster/configured.ts'
import { ActionError } from '../../core/errors.ts'
import { isLoopback } from '../../core/registry/address.ts'

export interface KubeConfigOptions extends ClusterChoice {
  /** What relative paths begin at. */
  readonly cwd: string
}

/** The context of a kubeconfig that is to be used, all its parts there. */
export interface ChosenContext {
  readonly kubeConfig: KubeConfig
  readonly context: string
  readonly cluster: Cluster
  readonly user: User
  readonly namespace: string
}

type Cluster = KubeConfig['clusters'][number]
type User = KubeConfig['users'][number]

/** Reads the kubeconfig that the user chose and picks the context. Throws INPUT_INVALID that says what is missing. */
export const loadContext = async (options: KubeConfigOptions): Promise<ChosenContext> => {
  const { KubeConfig: Config } = await import('@kubernetes/client-node')
  const kubeConfig = new Config()
  const source = options.context === IN_CLUSTER ? await readAccount(options) : await readSources(options)
  const parts = source.map(({ origin, text, folder }) => loadText(new Config(), { origin, text, folder }))
  kubeConfig.loadFromOptions({
    clusters: firstOfName(parts.flatMap(({ clusters }) => clusters)),
    users: firstOfName(parts.flatMap(({ users }) => users)),
    contexts: firstOfName(parts.flatMap(({ contexts }) => contexts)),
    currentContext: parts.find(({ currentContext }) => currentContext)?.currentContext,
  })
  const origin = source.map(({ origin }) => origin).join(', ')
  return choose(kubeConfig, options.context, origin)
}

interface Source {
  /** For messages: never the text. */
  readonly origin: string
  readonly text: string
  /** What relative paths in it begin at. */
  readonly folder: string
}

const readSources = async ({ kubeconfig, env, cwd }: KubeConfigOptions): Promise<readonly Source[]> => {
  if (kubeconfig !== undefined && kubeconfig !== '') {
    if (isText(kubeconfig)) return [{ origin: 'option "kubeconfig"', text: kubeconfig, folder: cwd }]
    return [
      await mustRead(resolve(cwd, kubeconfig), 'Give option "kubeconfig" the path of a kubeconfig file, or its text'),
    ]
  }
  const listed = (env['KUBECONFIG'] ?? '').split(delimiter).filter((path) => path !== '')
  if (listed.length === 0) {
    const path = join(env['HOME'] ?? env['USERPROFILE'] ?? homedir(), '.kube', 'config')
    return [await mustRead(path, 'Set option "kubeconfig" or the variable KUBECONFIG')]
  }
  const found = await Promise.all(listed.map((path) => readSource(resolve(cwd, path))))
  const sources = found.filter((source) => source !== undefined)
  if (sources.length > 0) return sources
  throw unusable(
    `no file of KUBECONFIG can be read: "${listed.join('", "')}"`,
    'Set KUBECONFIG to the path of a kubeconfig file',
  )
}

const isText = (kubeconfig: string): boolean => /[\n{]|^apiVersion:/.test(kubeconfig)

const mustRead = async (path: string, hint: string): Promise<Source> => {
  const source = await readSource(path)
  if (source === undefined) throw unusable(`there is no file "${path}"`, hint)
  return source
}

const readSource = async (path: string): Promise<Source | undefined> => {
  try {
    return { origin: `"${path}"`, text: await readFile(path, 'utf8'), folder: resolve(path, '..') }
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw unusable(`"${path}" cannot be read`, 'Is it a file, and may this user read it?', cause)
  }
}

/** Where a pod finds its account. https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/ */
const ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount'

/** Writes a kubeconfig of the pod's own account. */
const readAccount = async ({ env, cwd }: KubeConfigOptions): Promise<readonly Source[]> => {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port = '443' } = env
  const folder = env['FUNCTION_IMAGES_ACCOUNT'] ?? ACCOUNT
  const hint = `Context "${IN_CLUSTER}" is for pods; elsewhere name a context of your kubeconfig`
  if (host === undefined || host === '') throw unusable('this is not a pod: KUBERNETES_SERVICE_HOST is not set', hint)
  const [token, namespace] = await Promise.all([
    readSource(join(folder, 'token')),
    readSource(join(folder, 'namespace')),
  ])
  if (token === undefined)
    throw unusable(
      `this pod has no account: there is no "${folder}/token"`,
      'Set automountServiceAccountToken of the pod',
    )
  const server = `https://${host.includes(':') ? `[${host}]` : host}:${port}`
  const name = IN_CLUSTER
  const text = JSON.stringify({
    clusters: [{ name, cluster: { server, 'certificate-authority': join(folder, 'ca.crt') } }],
    users: [{ name, user: { tokenFile: join(folder, 'token') } }],
    contexts: [{ name, context: { cluster: name, user: name, namespace: namespace?.text.trim() || 'default' } }],
    'current-context': name,
  })
  return [{ origin: 'the pod’s own account', text, folder: cwd }]
}

const loadText = (kubeConfig: KubeConfig, { origin, text, folder }: Source): KubeConfig => {
  const raw = parsed(text, origin)
  try {
    kubeConfig.loadFromString(text)
  } catch (cause) {
    const why =
      cause instanceof Error && /^\w+\[\d+\]\.[\w.]+ is missing$/.test(cause.message) ? cause.message : 'it is not one'
    throw unusable(`${origin} is no kubeconfig: ${why}`, HINT)
  }
  kubeConfig.makePathsAbsolute(folder)
  for (const [index, user] of kubeConfig.users.entries()) {
    const file = tokenFileOf(raw, index)
    // The library looks for a field that kubectl does not know, and reads it once.
    if (file !== undefined)
      Object.assign(user, {
        token: undefined,
        authProvider: { name: 'tokenFile', config: { tokenFile: resolve(folder, file) } },
      })
  }
  return kubeConfig
}

const HINT = 'A kubeconfig has clusters, users and contexts: "kubectl config view --raw --flatten --minify" writes one'

/** The parser's own message may quote the line, with a token in it. */
const parsed = (text: string, origin: string): unknown => {
  try {
    const raw: unknown = parse(text, { logLevel: 'error' })
    if (typeof raw === 'object' && raw !== null) return raw
  } catch {
    throw unusable(`${origin} is no YAML`, HINT)
  }
  throw unusable(`${origin} is empty, or no kubeconfig`, HINT)
}

const tokenFileOf = (raw: unknown, index: number): string | undefined => {
  const { users } = raw as { readonly users?: readonly { readonly user?: { readonly tokenFile?: unknown } | null }[] }
  const file = users?.[index]?.user?.tokenFile
  return typeof file === 'string' && file !== '' ? file : undefined
}

/** As kubectl does: the first file that says something about a name is right. */
const firstOfName = <T extends { readonly name: string }>(items: readonly T[]): T[] => [
  ...new Map(items.toReversed().map((item) => [item.name, item])).values(),
]

const choose = (kubeConfig: KubeConfig, wanted: string | undefined, origin: string): ChosenContext => {
  const names = kubeConfig.contexts.map(({ name }) => name)
  const context = wanted === undefined || wanted === '' ? kubeConfig.currentContext : wanted
  const known = names.length === 0 ? 'It has none' : `It has "${names.join('", "')}"`
  if (context === undefined || context === '')
    throw unusable(`${origin} names no current context`, `Choose one with option "context". ${known}`)
  if (!names.includes(context)) throw unusable(`there is no context "${context}" in ${origin}`, known)
  kubeConfig.setCurrentContext(context)
  const { cluster: clusterName = '', user: userName = '', namespace } = kubeConfig.getContextObject(context) ?? {}
  const cluster = kubeConfig.clusters.find(({ name }) => name === clusterName)
  const user = kubeConfig.users.find(({ name }) => name === userName)
  if (cluster === undefined)
    throw unusable(`context "${context}" names cluster "${clusterName}", which is not in ${origin}`, HINT)
  if (user === undefined)
    throw unusable(`context "${context}" names user "${userName}", which is not in ${origin}`, HINT)
  checkServer(cluster)
  return { kubeConfig, context, cluster, user, namespace: namespace ?? 'default' }
}

/** Plain HTTP is for `kubectl proxy` on this computer: elsewhere tokens would travel for all to read. */
const checkServer = (cluster: Cluster): void => {
  const url = URL.parse(cluster.server)
  if (url === null || !/^https?:$/.test(url.protocol))
    throw unusable(
      `the server of cluster "${cluster.name}" is no address: "${cluster.server}"`,
      'Write it as https://host:port',
    )
  if (url.protocol === 'https:') return
  if (!isLoopback(url.hostname))
    throw unusable(
      `server "${cluster.server}" is plain HTTP, which is for this computer only`,
      'Use https in the kubeconfig',
    )
  // Without it, the library refuses plain HTTP everywhere.
  Object.assign(cluster, { skipTLSVerify: true })
}

const unusable = (why: string, hint: string, cause?: unknown): ActionError =>
  new ActionError('INPUT_INVALID', `Cannot use the cluster: ${why}`, { hint, cause })
