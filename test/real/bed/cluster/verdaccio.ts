import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { stringify } from 'yaml'
import { GATEWAY, NPM_REGISTRY } from './addresses.ts'
import { isAnswered } from './answers.ts'
import { definePart } from './part.ts'
import type { Place } from './place.ts'

/** An npm registry, which asks no other. Packages of {@link PRIVATE_SCOPE} need a token. */
export const verdaccio = definePart({
  name: 'verdaccio',
  program: 'verdaccio',
  prepare: (place) => writeFile(place.at('verdaccio.yaml'), stringify(configOf(place))),
  command: (path, place) => [process.execPath, path, '--config', place.at('verdaccio.yaml')],
  answers: () => isAnswered(`${NPM_REGISTRY}-/ping`),
})

export const PRIVATE_SCOPE = '@private'

/** Makes the one user of the registry and keeps its token. */
export const makeNpmUser = async (place: Place): Promise<string> => {
  const body = { name: USER, password: PASSWORD }
  const { token } = await put<{ readonly token: string }>(`-/user/org.couchdb.user:${USER}`, body)
  await mkdir(place.at('tokens'), { recursive: true })
  await writeFile(tokenOf(place), token, { mode: 0o600 })
  return token
}

/** Reads the token with which packages of {@link PRIVATE_SCOPE} can be installed. */
export const readNpmToken = (place: Place): Promise<string> => readFile(tokenOf(place), 'utf8')

/** Sends a document to the registry, as `npm publish` and `npm adduser` do. */
export const put = async <T>(path: string, body: object, token?: string): Promise<T> => {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` }
  const headers = { 'content-type': 'application/json', ...authorization }
  const answer = await fetch(`${NPM_REGISTRY}${path}`, { method: 'PUT', headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`Cannot PUT "${path}": ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}

const USER = 'bed'

/** For an address of this machine that nobody else reaches. */
const PASSWORD = 'a bed is no place for secrets'

const tokenOf = (place: Place): string => place.at('tokens', 'npm')

// https://verdaccio.org/docs/configuration
const configOf = (place: Place): object => ({
  listen: `${GATEWAY}:${new URL(NPM_REGISTRY).port}`,
  storage: place.at('npm'),
  auth: { htpasswd: { file: place.at('npm-users'), max_users: 1 } },
  packages: {
    [`${PRIVATE_SCOPE}/*`]: { access: '$authenticated', publish: '$authenticated' },
    '**': { access: '$all', publish: '$authenticated' },
  },
  web: { enable: false },
  log: { type: 'stdout', format: 'pretty', level: 'warn' },
})
