import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { type Attempt, clusterFailed } from '../../core/cluster/failure.ts'
import type { Refusal } from '../../core/cluster/refusal.ts'
import { backOff, isTransient, type Setback } from '../../core/cluster/retry.ts'
import { cleaned, refusalFromBody } from '../../core/cluster/status.ts'
import { parseRetryAfter } from '../../core/registry/retry.ts'
import type { ClusterTarget } from '../../ports.ts'
import type { Clock } from '../registry/clock.ts'
import type { Account } from './account.ts'
import { type ClusterLimits, MAX_ANSWER, MAX_STATUS } from './limits.ts'
import { ConnectionFailure, type Transport, type Upgraded, type WireAnswer, type WireRequest } from './transport.ts'

/** One request to the API server, repeated as long as that may help. */
export interface Call {
  readonly attempt: Attempt
  readonly method: WireRequest['method']
  readonly path: string
  readonly query?: Readonly<Record<string, string | undefined>>
  readonly body?: unknown
  readonly contentType?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Milliseconds without a byte of the answer. */
  readonly idle?: number
  /** A server that has answered before is waited for until the signal aborts. */
  readonly endless?: boolean
  readonly signal: AbortSignal
}

export interface Answer {
  readonly json: unknown
  readonly warnings: readonly string[]
}

/** The API server, as the verbs see it. All throw CLUSTER_FAILED for what is no success. */
export interface Connection {
  readonly target: ClusterTarget
  readonly clock: Clock
  readonly limits: ClusterLimits
  /** Returns a success with its body unread. */
  open(call: Call): Promise<WireAnswer>
  ask(call: Call): Promise<Answer>
  upgrade(call: Call): Promise<Extract<Upgraded, { kind: 'socket' }>>
  /** Makes the error of what broke or was refused after the answer had begun. */
  failure(attempt: Attempt, refusal: Refusal): Error
  close(): void
}

export interface ConnectionOptions {
  readonly target: ClusterTarget
  readonly transport: Transport
  readonly account: Account
  readonly clock: Clock
  readonly limits: ClusterLimits
  /** Takes secrets out of what the server says. */
  readonly clean: (text: string) => string
}

/** Joins connections, credentials and patience into requests to the API server. */
export const openConnection = (options: ConnectionOptions): Connection => {
  const { target, transport, clock, limits, clean } = options
  const failure: Connection['failure'] = (attempt, refusal) => clusterFailed(attempt, cleaned(refusal, clean))
  const patience = openPatience(options)
  const open = (call: Call): Promise<WireAnswer> =>
    patience(
      call,
      () => transport.send(wireOf(call, limits)),
      (answer) => answer,
    )
  return {
    target,
    clock,
    limits,
    failure,
    open,
    ask: (call) => patience(call, () => transport.send(wireOf(call, limits)), readJson),
    upgrade: (call) =>
      patience(
        call,
        async () => {
          const upgraded = await transport.upgrade(wireOf(call, limits))
          return upgraded.kind === 'answer' ? upgraded.answer : upgraded
        },
        (answer) => {
          if ('kind' in answer) return answer
          throw failure(call.attempt, {
            status: answer.status,
            reason: '',
            message: 'the protocol was not changed',
            causes: [],
          })
        },
      ),
    close: () => transport.close(),
  }
}

const wireOf = (call: Call, limits: ClusterLimits): WireRequest => {
  const { method, path, query = {}, body, contentType = 'application/json', headers, idle, signal } = call
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
  const search = new URLSearchParams(Object.fromEntries(given)).toString()
  return {
    method,
    path: search === '' ? path : `${path}?${search}`,
    headers: { ...(body === undefined ? {} : { 'content-type': contentType }), ...headers },
    body: body === undefined ? undefined : Buffer.from(JSON.stringify(body)),
    idle: idle ?? limits.answer,
    signal,
  }
}

type Patience = <A extends WireAnswer | Extract<Upgraded, { kind: 'socket' }>, T>(
  call: Call,
  send: () => Promise<A>,
  read: (answer: A) => Promise<T> | T,
) => Promise<T>

/** Repeats what may help: with new credentials once, and after a wait where server or network may recover. */
const openPatience = ({ account, clock, limits, clean }: ConnectionOptions): Patience => {
  const server = { met: false, lost: Number.NEGATIVE_INFINITY }
  const recovering = (status: number): boolean =>
    (status === 401 || status === 403) && clock.now() - server.lost < limits.recovery
  return async (call, send, read) => {
    const { attempt, signal, endless = false } = call
    const began = clock.now()
    let renewed = false
    for (let failures = 1; ; failures += 1) {
      const outcome = await tried(send, read)
      signal.throwIfAborted()
      if (outcome.kind === 'done') {
        server.met = true
        return outcome.value
      }
      const { setback, refusal } = outcome
      if (setback.kind === 'answer') server.met = true
      else if (outcome.stale && failures === 1) continue
      else server.lost = clock.now()
      if (refusal.status === 401 && !renewed && outcome.answer !== undefined) {
        account.renew(outcome.answer.credentials)
        renewed = true
        continue
      }
      const again = isTransient(setback) || recovering(refusal.status)
      const wait = backOff(failures, setback.kind === 'answer' ? setback.retryAfter : undefined, Math.random())
      const budget = !server.met ? limits.firstBudget : endless ? Infinity : limits.budget
      if (!again || clock.now() - began + wait > budget) throw clusterFailed(attempt, cleaned(refusal, clean))
      await clock.sleep(wait, signal).catch(() => signal.throwIfAborted())
    }
  }
}

type Outcome<T> =
  | { readonly kind: 'done'; readonly value: T }
  | {
      readonly kind: 'setback'
      readonly setback: Setback
      readonly refusal: Refusal
      readonly stale: boolean
      readonly answer: WireAnswer | undefined
    }

const tried = async <A extends WireAnswer | Extract<Upgraded, { kind: 'socket' }>, T>(
  send: () => Promise<A>,
  read: (answer: A) => Promise<T> | T,
): Promise<Outcome<T>> => {
  try {
    const answer = await send()
    if ('kind' in answer || answer.status < 300) return { kind: 'done', value: await read(answer) }
    const { status, headers } = answer
    const refusal = refusalFromBody(status, (await readBody(answer, MAX_STATUS)).toString())
    const retryAfter = parseRetryAfter(headers['retry-after'], Date.now())
    return { kind: 'setback', setback: { kind: 'answer', status, retryAfter }, refusal, stale: false, answer }
  } catch (error) {
    if (!(error instanceof ConnectionFailure)) throw error
    const { code, message, stale } = error
    const refusal = { status: 0, reason: code, message, causes: [] }
    return { kind: 'setback', setback: { kind: 'failure', code }, refusal, stale, answer: undefined }
  }
}

const readJson = async (answer: WireAnswer): Promise<Answer> => {
  const text = (await readBody(answer, MAX_ANSWER)).toString()
  try {
    return { json: text === '' ? {} : (JSON.parse(text) as unknown), warnings: answer.warnings.map(warningText) }
  } catch {
    throw new ConnectionFailure('ERR_NO_JSON', false, new Error('the answer is no JSON: is there a proxy on the way?'))
  }
}

/** Reads a body to its end; throws when it is longer than `limit` bytes. */
const readBody = async (answer: WireAnswer, limit: number): Promise<Buffer> => {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of unzipped(answer)) {
    size += chunk.length
    if (size > limit) {
      answer.destroy()
      throw new ConnectionFailure('ERR_TOO_LONG', false, new Error(`the answer is longer than ${limit} bytes`))
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function* unzipped({ headers, body }: WireAnswer): AsyncIterable<Uint8Array> {
  if (headers['content-encoding'] !== 'gzip') return yield* body
  const gunzip = createGunzip()
  const fed = pipeline(body, gunzip).catch((error: unknown) => error)
  try {
    yield* gunzip as AsyncIterable<Uint8Array>
  } catch (error) {
    const cause = (await fed) ?? error
    throw cause instanceof Error && 'code' in cause && String(cause.code).startsWith('Z_')
      ? new ConnectionFailure('ECONNRESET', false, cause)
      : cause
  }
}

/** `299 - "text"`. https://www.rfc-editor.org/rfc/rfc7234#section-5.5 */
const warningText = (header: string): string => {
  const [, quoted] = /^\d{3} \S+ "((?:[^"\\]|\\.)*)"/.exec(header) ?? []
  return quoted === undefined ? header : quoted.replaceAll(/\\(.)/g, '$1')
}
