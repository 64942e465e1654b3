import { type IncomingMessage, request } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ActionError } from '../../core/errors.ts'
import { once } from '../../core/parallel.ts'
import { type Pipe, pipeGroup } from '../exec.ts'
import { dockerEnvironment } from './environment.ts'

/** A Docker daemon, wherever the `docker` program finds it. https://docs.docker.com/reference/api/engine/ */
export interface Engine {
  /** Asks once what the daemon is. Throws BUILD_FAILED when none answers. */
  daemon(signal: AbortSignal): Promise<Daemon>
  /** Throws {@link EngineRefusal} for an answer from 400 on, BUILD_FAILED when the daemon cannot be reached. */
  send(request: EngineRequest, signal: AbortSignal): Promise<Answer>
}

/** What a daemon says of itself. */
export interface Daemon {
  /** As 1.41. */
  readonly api: string
  readonly os: string
  readonly architecture: string
}

export interface EngineRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Without the version. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly body?: AsyncIterable<Uint8Array>
}

/** An answer whose body comes as it is read; it has to be read to its end. */
export interface Answer {
  readonly body: AsyncIterable<Uint8Array>
  text(): Promise<string>
}

/** What the daemon answered when it would not, in its own words. */
export class EngineRefusal extends Error {
  override readonly name = 'EngineRefusal'
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** Opens the way to the daemon. Each request goes through a `docker system dial-stdio` of its own. */
export const openEngine = (env: Readonly<Record<string, string | undefined>>): Engine => {
  const dial = (signal: AbortSignal): Pipe =>
    pipeGroup('docker', ['system', 'dial-stdio'], { cwd: '/', env: dockerEnvironment(env), signal })
  const daemon = once(
    () => '',
    async (signal: AbortSignal): Promise<Daemon> => {
      const { body } = await exchange(dial(signal), { method: 'GET', path: '/version' }, signal)
      return daemonOf(JSON.parse(await textOf(body)))
    },
  )
  return {
    daemon,
    send: async (request, signal) => {
      const path = `/v${(await daemon(signal)).api}${request.path}`
      const { status, body } = await exchange(dial(signal), { ...request, path }, signal)
      if (status >= 400) throw new EngineRefusal(status, messageOf(await textOf(body)))
      return { body, text: () => textOf(body) }
    },
  }
}

const daemonOf = (version: unknown): Daemon => {
  const { ApiVersion, Os, Arch } = version as Readonly<Record<string, string | undefined>>
  return { api: ApiVersion ?? '', os: Os ?? '', architecture: Arch ?? '' }
}

interface Exchanged {
  readonly status: number
  readonly body: AsyncIterable<Uint8Array>
}

const exchange = async (pipe: Pipe, asked: EngineRequest, signal: AbortSignal): Promise<Exchanged> => {
  try {
    const response = await ask(pipe, asked)
    return { status: response.statusCode ?? 0, body: bodyOf(response, pipe, signal) }
  } catch (error) {
    pipe.stream.destroy()
    signal.throwIfAborted()
    throw unreachable(await pipe.ended, error)
  }
}

const ask = ({ stream }: Pipe, { method, path, query, headers, json, body }: EngineRequest): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const search = query === undefined ? '' : `?${new URLSearchParams(query).toString()}`
    const type = json === undefined ? 'application/x-tar' : 'application/json'
    const asking = request({
      createConnection: () => stream,
      host: 'docker',
      method,
      path: path + search,
      headers: { ...headers, ...(json === undefined && body === undefined ? {} : { 'content-type': type }) },
    })
    asking.once('response', resolve)
    asking.on('error', reject)
    if (body === undefined) asking.end(json === undefined ? undefined : JSON.stringify(json))
    // A daemon that refuses may answer before it has read all: then the answer counts.
    else pipeline(Readable.from(body, { objectMode: false }), asking).catch((error) => setImmediate(reject, error))
  })

async function* bodyOf(response: IncomingMessage, pipe: Pipe, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of response) yield chunk as Uint8Array
  } catch (error) {
    signal.throwIfAborted()
    throw unreachable(await pipe.ended, error)
  } finally {
    pipe.stream.destroy()
  }
}

const textOf = async (body: AsyncIterable<Uint8Array>): Promise<string> =>
  Buffer.concat(await Array.fromAsync(body)).toString()

const messageOf = (text: string): string => {
  try {
    const { message } = JSON.parse(text) as { readonly message?: unknown }
    return typeof message === 'string' ? message : text
  } catch {
    return text.trim()
  }
}

/** The program says why on stderr, ssh's own words included. */
const unreachable = (ended: string | Error, cause: unknown): ActionError => {
  const said = typeof ended === 'string' ? ended.trim().split('\n').at(-1) : undefined
  const missing = typeof ended === 'object' && 'code' in ended && ended.code === 'ENOENT'
  const why = missing ? 'there is no "docker" on PATH' : said || (cause as Error).message
  return new ActionError('BUILD_FAILED', `Cannot reach a Docker daemon: ${why}`, {
    cause,
    hint: 'Start Docker, name its daemon with DOCKER_HOST or a Docker context, or choose another "builder"',
  })
}
