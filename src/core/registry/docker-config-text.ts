import { DOCKER_HUB } from '../oci/reference.ts'
import type { Login } from './docker-config.ts'

/** The key under which Docker, and so the kubelet, looks for Docker Hub's credentials. */
const HUB_SERVER = 'https://index.docker.io/v1/'

/** Writes a config.json that holds the login for one registry and nothing else. */
export const dockerConfigText = (registry: string, login: Login): string =>
  JSON.stringify({ auths: { [registry === DOCKER_HUB ? HUB_SERVER : registry]: entryOf(login) } })

const entryOf = (login: Login): Readonly<Record<string, string>> => {
  switch (login.kind) {
    case 'password':
      return { auth: base64(`${login.username}:${login.password}`) }
    case 'identity':
      return { auth: base64(`${login.username}:`), identitytoken: login.token }
    case 'bearer':
      return { registrytoken: login.token }
  }
}

const base64 = (text: string): string => Buffer.from(text).toString('base64')
