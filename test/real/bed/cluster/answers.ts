import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { connect, type NetConnectOpts } from 'node:net'

/** The time for one question, in milliseconds. */
const PATIENCE = 2_000

/** Says whether a GET is answered with a status below 400. Whose certificate it is does not matter to that. */
export const isAnswered = (url: string): Promise<boolean> =>
  new Promise((resolve) => {
    const options = { timeout: PATIENCE, rejectUnauthorized: false, agent: false }
    const request = (url.startsWith('https:') ? requestHttps : requestHttp)(url, options, (response) => {
      response.resume()
      resolve((response.statusCode ?? 500) < 400)
    })
    request.on('timeout', () => request.destroy(new Error('timeout')))
    request.on('error', () => resolve(false))
    request.end()
  })

/** Says whether a connection is taken. */
export const isListening = (to: NetConnectOpts): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(to)
    const settle = (taken: boolean): void => {
      socket.destroy()
      resolve(taken)
    }
    socket.setTimeout(PATIENCE, () => settle(false))
    socket.once('connect', () => settle(true))
    socket.once('error', () => settle(false))
  })
