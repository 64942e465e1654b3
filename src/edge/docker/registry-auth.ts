import { DOCKER_HUB } from '../../core/oci/reference.ts'
import type { Login } from '../../core/registry/docker-config.ts'

/** Writes the header that gives a daemon a login for one pull. https://docs.docker.com/reference/api/engine/#section/Authentication */
export const registryAuth = (registry: string, login: Login): Readonly<Record<string, string>> => {
  const serveraddress = registry === DOCKER_HUB ? 'https://index.docker.io/v1/' : registry
  const json = Buffer.from(JSON.stringify({ serveraddress, ...fieldsOf(login) }))
  // The daemon wants the letters of base64url with the padding of base64.
  return { 'x-registry-auth': json.toString('base64').replaceAll('+', '-').replaceAll('/', '_') }
}

const fieldsOf = (login: Login): Readonly<Record<string, string>> => {
  switch (login.kind) {
    case 'password':
      return { username: login.username, password: login.password }
    case 'identity':
      return { identitytoken: login.token }
    case 'bearer':
      return { registrytoken: login.token }
  }
}
