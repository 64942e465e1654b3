import type { Deployment, Secret, ServiceAccount } from '../cluster/object.ts'
import { ActionError } from '../errors.ts'
import { isMap } from './fields.ts'
import { formatReference, type Reference } from '../oci/reference.ts'

/** The Secret that Kubeless pushed and pulled with, where one was made. */
export const KUBELESS_SECRET = 'kubeless-registry-credentials'

/** Returns the Secrets that the pods of `deployment` get by themselves: the template's, else their ServiceAccount's. */
export const templateSecrets = (deployment: Deployment): readonly string[] =>
  namesOf(deployment.spec?.template.spec?.imagePullSecrets)

/** Returns the Secrets that a ServiceAccount gives to pods whose template names none. */
export const accountSecrets = (account: ServiceAccount | undefined): readonly string[] =>
  namesOf(account?.imagePullSecrets)

/** Returns the ServiceAccount of the pods of `deployment`. */
export const accountOf = (deployment: Deployment): string =>
  deployment.spec?.template.spec?.serviceAccountName ?? 'default'

/**
 * Returns the text of the Docker config that a Secret holds, its keys as nodes read them; undefined when it is of another
 * type.
 */
export const dockerConfigOf = ({ type, data }: Secret): string | undefined => {
  const parsed = (key: string): unknown => parseJson(Buffer.from(data?.[key] ?? '', 'base64').toString('utf8'))
  const config = parsed('.dockerconfigjson')
  const auths = type === 'kubernetes.io/dockercfg' ? parsed('.dockercfg') : isMap(config) ? config['auths'] : undefined
  if (type !== 'kubernetes.io/dockercfg' && type !== 'kubernetes.io/dockerconfigjson') return undefined
  const entries = Object.entries(isMap(auths) ? auths : {}).map(([key, login]) => [nodeKey(key), login])
  return JSON.stringify({ auths: Object.fromEntries(entries) })
}

/**
 * Nodes are stricter than Docker: of an address they take `/v1/` and `/v2/` as the whole registry, but `/v2` as the
 * beginning of a repository, and no image is there. https://github.com/kubernetes/kubernetes/blob/master/pkg/credentialprovider/keyring.go
 */
const nodeKey = (key: string): string =>
  key
    .replace(/^https?:\/\//, '')
    .replace(/^([^/]+)\/v[12]\/(.*)$/, '$1/$2')
    .replace(/\/$/, '')

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Registries that nodes of their own cloud log in to by themselves, with what the machine is allowed to. */
const OWN_LOGIN =
  /\.dkr\.ecr(?:-fips)?\.[a-z0-9-]+\.(?:amazonaws\.com(?:\.cn)?|on\.aws)$|\.pkg\.dev$|^(?:[a-z]+\.)?gcr\.io$|\.azurecr\.(?:io|cn|us)$/

/** Tells whether nodes may pull from `registry` with a login of their own, which nobody else can try. */
export const nodesLogIn = (registry: string): boolean => OWN_LOGIN.test(registry)

/** Makes the error for an image that no pod could pull, with the command that helps; `tried` are the Secrets that are there. */
export const cannotPull = (
  image: Reference,
  { namespace, tried }: { readonly namespace: string; readonly tried: readonly string[] },
): ActionError => {
  const quoted = tried.map((name) => `"${name}"`).join(', ')
  const why = tried.length === 0 ? 'there is no Secret to try' : `not with Secret ${quoted} either`
  // A Secret of that name is there, and has to stay as it is: builds push with it.
  const taken = tried.includes(KUBELESS_SECRET)
  const name = taken ? 'function-images-pull' : KUBELESS_SECRET
  return new ActionError(
    'CLUSTER_FAILED',
    `Cannot deploy image "${formatReference(image)}": nodes cannot pull it without a login, and ${why}`,
    {
      hint:
        `Run: kubectl create secret docker-registry ${name} --namespace=${namespace} --docker-server=${image.registry} --docker-username=USER --docker-password=TOKEN` +
        ` (a token that may read, and outlives this job)${taken ? `, and set option "pull-secret" to ${name}` : ''}; or make the image public`,
    },
  )
}

const namesOf = (references: readonly { readonly name?: string }[] | undefined): readonly string[] =>
  (references ?? []).flatMap(({ name }) => (name === undefined || name === '' ? [] : [name]))
