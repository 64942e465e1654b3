import { readFile, writeFile } from 'node:fs/promises'
import { API_SERVER } from './addresses.ts'
import type { Place } from './place.ts'

/** How a user is known to the API server; all in base64 but the token. */
export type Credentials =
  | { readonly 'client-certificate-data': string; readonly 'client-key-data': string }
  | { readonly token: string }

export const kubeconfigOf = (place: Place, user: string): string => place.at('kubeconfig', user)

/** Writes a kubeconfig for the bed's cluster, with `user` as its only one. */
export const writeKubeconfig = async (
  place: Place,
  path: string,
  { user, credentials, namespace }: KubeconfigOptions,
): Promise<void> => {
  const authority = await readFile(place.at('pki', 'ca.crt'))
  const cluster = { server: API_SERVER, 'certificate-authority-data': authority.toString('base64') }
  const context = { cluster: 'bed', user, ...(namespace === undefined ? {} : { namespace }) }
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'bed',
    clusters: [{ name: 'bed', cluster }],
    users: [{ name: user, user: credentials }],
    contexts: [{ name: 'bed', context }],
  }
  await writeFile(path, `${JSON.stringify(config, undefined, 2)}\n`, { mode: 0o600 })
}

export interface KubeconfigOptions {
  readonly user: string
  readonly credentials: Credentials
  readonly namespace?: string
}

/** What a connection to the API server needs, as PEM. */
export interface Keys {
  readonly ca: Buffer
  readonly cert: Buffer
  readonly key: Buffer
}

/** Reads the keys of a user with a certificate from a kubeconfig of {@link writeKubeconfig}. */
export const keysIn = async (path: string): Promise<Keys> => {
  const { clusters, users } = JSON.parse(await readFile(path, 'utf8')) as Kubeconfig
  const decoded = (data: string | undefined): Buffer => Buffer.from(data ?? '', 'base64')
  return {
    ca: decoded(clusters[0]?.cluster['certificate-authority-data']),
    cert: decoded(users[0]?.user['client-certificate-data']),
    key: decoded(users[0]?.user['client-key-data']),
  }
}

interface Kubeconfig {
  readonly clusters: readonly { readonly cluster: { readonly 'certificate-authority-data': string } }[]
  readonly users: readonly {
    readonly user: { readonly 'client-certificate-data': string; readonly 'client-key-data': string }
  }[]
}
