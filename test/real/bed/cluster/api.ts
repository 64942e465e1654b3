import { Agent, request } from 'node:https'
import { text } from 'node:stream/consumers'
import { API_SERVER } from './addresses.ts'
import { keysIn, kubeconfigOf } from './kubeconfig.ts'
import type { Place } from './place.ts'

/**
 * Asks the API server, on connections that stay open; kubectl is a process each time. Returns the object that is answered,
 * undefined where there is none; throws what is said otherwise.
 */
export type Ask = <T extends object>(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: object,
) => Promise<T | undefined>

/** Opens an API server for a user of the bed. */
export const askAs = async (place: Place, user: 'admin' | 'bed', server = API_SERVER): Promise<Ask> => {
  const agent = new Agent({ keepAlive: true, ...(await keysIn(kubeconfigOf(place, user))) })
  return async <T extends object>(...[method, path, body]: Parameters<Ask>): Promise<T | undefined> => {
    const { status, said } = await send(agent, { method, url: new URL(path, server), body })
    // What is on its way out cannot be deleted once more.
    if (status === 404 || (method === 'DELETE' && status === 409)) return undefined
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${said}`)
    return JSON.parse(said) as T
  }
}

interface Answer {
  readonly status: number
  readonly said: string
}

interface Question {
  readonly method: string
  readonly url: URL
  readonly body: object | undefined
}

const send = (agent: Agent, { method, url, body }: Question): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' }
    const sent = request(url, { agent, method, headers }, (answer) => {
      text(answer).then((said) => resolve({ status: answer.statusCode ?? 0, said }), reject)
    })
    sent.on('error', reject).end(body === undefined ? undefined : JSON.stringify(body))
  })
