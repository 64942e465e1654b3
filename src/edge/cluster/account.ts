import type { KubeConfig } from '@kubernetes/client-node'
import type { Agent, RequestOptions } from 'node:https'
import { ActionError } from '../../core/errors.ts'
import { inertLines } from '../../core/report/inert.ts'
import type { Clock } from '../registry/clock.ts'
import type { ChosenContext } from './kubeconfig.ts'

/** What a request shows of who asks. */
export interface Credentials {
  readonly headers: Readonly<Record<string, string>>
  readonly tls: Pick<RequestOptions, 'ca' | 'cert' | 'key' | 'servername' | 'rejectUnauthorized'>
  /** Of a SOCKS proxy; undefined: ours will do. */
  readonly agent: Agent | undefined
}

/** Who the run is to the API server. */
export interface Account {
  /** The credentials at hand, shared by all requests; plugins are asked once. */
  credentials(): Promise<Credentials>
  /** Has them asked for anew after they were refused; does nothing when that has been done since `refused` were given. */
  renew(refused: Credentials): void
}

export interface AccountOptions {
  /** Reads the kubeconfig anew, with what plugins and files say now. */
  readonly load: () => Promise<ChosenContext>
  readonly clock: Clock
  /** Milliseconds. */
  readonly maxAge: number
  readonly onSecret: (secret: string) => void
}

/** Opens the account of a context that was chosen before. */
export const openAccount = (first: ChosenContext, { load, clock, maxAge, onSecret }: AccountOptions): Account => {
  let chosen = Promise.resolve(first)
  let current: { readonly asked: number; readonly promise: Promise<Credentials>; given?: Credentials } | undefined
  const ask = (): Promise<Credentials> => {
    const promise = chosen.then((context) => credentialsOf(context, onSecret))
    const asking: NonNullable<typeof current> = { asked: clock.now(), promise }
    current = asking
    promise.then(
      (credentials) => Object.assign(asking, { given: credentials }),
      () => {
        if (current === asking) current = undefined
      },
    )
    return promise
  }
  return {
    credentials: () => (current === undefined || clock.now() - current.asked > maxAge ? ask() : current.promise),
    renew: (refused) => {
      if (current?.given !== refused) return
      chosen = load()
      chosen.catch(() => undefined)
      void ask().catch(() => undefined)
    },
  }
}

const credentialsOf = async (context: ChosenContext, onSecret: (secret: string) => void): Promise<Credentials> => {
  const { kubeConfig, cluster } = context
  describeForPlugin(context)
  const options: RequestOptions = {}
  await applied(kubeConfig, context.user.exec, options)
  const headers = headersOf(options)
  const { ca, cert, key, servername, rejectUnauthorized } = options
  const [, token = ''] = (headers['authorization'] ?? '').split(' ')
  for (const secret of [token, context.user.password, typeof key === 'string' ? key : undefined])
    if (typeof secret === 'string' && secret !== '') onSecret(secret)
  return {
    headers,
    tls: {
      ...(ca === undefined ? {} : { ca }),
      ...(cert === undefined ? {} : { cert }),
      ...(key === undefined ? {} : { key }),
      ...(servername === undefined ? {} : { servername }),
      ...(rejectUnauthorized === undefined ? {} : { rejectUnauthorized }),
    },
    agent: cluster.proxyUrl?.startsWith('socks') === true ? (options.agent as Agent) : undefined,
  }
}

interface Plugin {
  readonly command?: string
  readonly installHint?: string
  readonly apiVersion?: string
  readonly provideClusterInfo?: boolean
  env?: { readonly name: string; readonly value: string }[] | null
}

/** Plugins may ask what cluster they are for. https://kubernetes.io/docs/reference/config-api/client-authentication.v1/ */
const describeForPlugin = ({ user, cluster }: ChosenContext): void => {
  const plugin = user.exec as Plugin | null | undefined
  if (plugin === null || plugin === undefined) return
  const { server, caData, tlsServerName, skipTLSVerify } = cluster
  const info = {
    apiVersion: plugin.apiVersion,
    kind: 'ExecCredential',
    spec: {
      interactive: false,
      ...(plugin.provideClusterInfo === true && {
        cluster: {
          server,
          'certificate-authority-data': caData,
          'tls-server-name': tlsServerName,
          'insecure-skip-tls-verify': skipTLSVerify,
        },
      }),
    },
  }
  const others = (plugin.env ?? []).filter(({ name }) => name !== EXEC_INFO)
  plugin.env = [...others, { name: EXEC_INFO, value: JSON.stringify(info) }]
}

const EXEC_INFO = 'KUBERNETES_EXEC_INFO'

const applied = async (kubeConfig: KubeConfig, exec: unknown, options: RequestOptions): Promise<void> => {
  try {
    await kubeConfig.applyToHTTPSOptions(options)
  } catch (error) {
    throw credentialFailure(error, exec as Plugin | null | undefined)
  }
}

const credentialFailure = (error: unknown, plugin: Plugin | null | undefined): ActionError => {
  const said = error instanceof Error ? error.message : String(error)
  const lines = inertLines(said).filter((line) => line.trim() !== '')
  if (plugin?.command === undefined)
    return new ActionError(
      'CLUSTER_FAILED',
      `Cannot get credentials for the cluster: ${lines[0] ?? 'no reason given'}`,
      {
        hint: 'Do the files that the kubeconfig names exist, and is its login still valid?',
      },
    )
  const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
  const why = missing ? 'there is no such command' : (lines.at(-1) ?? 'it gave no reason').slice(0, 300)
  return new ActionError('CLUSTER_FAILED', `Cannot get credentials from plugin "${plugin.command}": ${why}`, {
    hint: inertLines(plugin.installHint ?? 'Run the command by hand: does it log in without questions?').join(' '),
  })
}

const headersOf = ({ headers, auth }: RequestOptions): Readonly<Record<string, string>> => {
  const given = Object.entries((headers ?? {}) as Readonly<Record<string, unknown>>)
  const own = Object.fromEntries(
    // Token files end with a line break, which no header may have.
    given.flatMap(([name, value]) => (typeof value === 'string' ? [[name.toLowerCase(), value.trim()]] : [])),
  ) as Record<string, string>
  return typeof auth === 'string' ? { authorization: `Basic ${Buffer.from(auth).toString('base64')}`, ...own } : own
}
