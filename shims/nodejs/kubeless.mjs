// Serves one Kubeless function over HTTP, with nothing but Node's own modules. ../README.md has the contract's deviations.
import { closeSync, constants, existsSync, openSync, writeSync } from 'node:fs'
import { createServer, STATUS_CODES } from 'node:http'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inspect, promisify } from 'node:util'
import { isModuleNamespaceObject, isPromise } from 'node:util/types'
import { createContext, Script } from 'node:vm'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'
import { finish, prepare, Request, Response } from './express.mjs'
import { createMetrics, logLine } from './metrics.mjs'

const MESSAGE_BYTES = 4_000
const LONGEST_TIMER = 2 ** 31 - 1
// Longer than the 60 s that nginx keeps an idle connection, so that it is never us who close one under a request.
const KEEP_ALIVE = 65_000
// When nothing has come for this long, nothing waits to be read either; but nobody who goes on asking keeps us for ever.
const QUIET = 100
const LONGEST_SETTLING = 2_000
const SUFFIXES = ['.js', '.cjs', '.mjs']
const DECODERS = { gzip: promisify(gunzip), deflate: promisify(inflate), br: promisify(brotliDecompress) }

/** A request that is answered with an error before the function is called. */
class Refusal extends Error {
  constructor(status) {
    super(STATUS_CODES[status])
    this.status = status
  }
}

class TimedOut extends Error {}

// --- Start and end -----------------------------------------------------------------------------------------------

const readSettings = (env) => {
  for (const name of ['MOD_NAME', 'FUNC_HANDLER']) if (!env[name]) throw new Error(`The environment has no ${name}`)
  const seconds = positive(env, 'FUNC_TIMEOUT', 180)
  return {
    root: resolve(env.KUBELESS_INSTALL_VOLUME || '/kubeless'),
    module: env.MOD_NAME,
    handler: env.FUNC_HANDLER,
    host: env.FUNC_HOST || undefined,
    port: Number(env.FUNC_PORT || 8080),
    bodyBytes: positive(env, 'REQ_MB_LIMIT', 1) * 2 ** 20,
    timeout: Math.min(Math.ceil(seconds * 1000), LONGEST_TIMER),
    asyncTimeout: env.KUBELESS_ASYNC_TIMEOUT !== '0',
    lazy: env.KUBELESS_LAZY_LOAD === '1',
    logProbes: env.KUBELESS_LOG_PROBES === '1',
    drain: Number(env.KUBELESS_DRAIN_SECONDS || 5) * 1000,
    context: {
      'function-name': env.FUNC_HANDLER,
      timeout: seconds,
      runtime: env.FUNC_RUNTIME,
      'memory-limit': env.FUNC_MEMORY_LIMIT,
    },
  }
}

const positive = (env, name, fallback) => {
  const value = Number(env[name] || fallback)
  if (value > 0) return value
  throw new Error(`${name} must be a number above 0, not "${env[name]}"`)
}

const start = async () => {
  // As process 1 of a container we would ignore SIGTERM without a handler: there has to be one while the function loads.
  let stop = () => process.exit(0)
  process.on('SIGTERM', () => stop('SIGTERM'))
  process.on('SIGINT', () => stop('SIGINT'))
  // Node before 15 only warned, and so did Kubeless: one forgotten promise must not end every other request.
  process.on('unhandledRejection', (reason) => complain(`Unhandled rejection: ${describe(reason)}`))
  process.on('uncaughtExceptionMonitor', (error) => leaveMessage(describe(error)))
  try {
    const settings = readSettings(process.env)
    const handler = settings.lazy ? undefined : await load(settings)
    const server = serve(settings, handler)
    stop = (signal) => server.stop(signal === 'SIGINT' ? 0 : settings.drain)
  } catch (error) {
    fail(error)
  }
}

const fail = (error) => {
  complain(describe(error))
  leaveMessage(describe(error))
  process.exit(1)
}

// Not by console: that is the function's, which may have replaced its methods.
const print = (line) => process.stdout.write(`${line}\n`)
const complain = (text) => process.stderr.write(`${text}\n`)
const describe = (error) => inspect(error)

/** Tells Kubernetes why the container ends. The kubelet makes the file; anywhere else there is none, and none is made. */
const leaveMessage = (text) => {
  try {
    const path = process.env.KUBELESS_TERMINATION_LOG || '/dev/termination-log'
    const file = openSync(path, constants.O_WRONLY | constants.O_TRUNC)
    writeSync(file, Buffer.from(text).subarray(0, MESSAGE_BYTES))
    closeSync(file)
  } catch {
    // The message is on stderr as well.
  }
}

// --- The function ------------------------------------------------------------------------------------------------

const load = async ({ root, module, handler }) => {
  const file = SUFFIXES.map((suffix) => join(root, module + suffix)).find((path) => existsSync(path))
  if (file === undefined) throw new Error(`Cannot find the function: "${join(root, module)}.js" does not exist`)
  const exported = await open(file)
  const chosen = choose(exported, handler)
  if (typeof chosen === 'function') return chosen
  const names = exported === null || typeof exported !== 'object' ? [] : Object.keys(exported)
  throw new Error(`Cannot find the handler "${handler}": "${file}" exports ${names.join(', ') || 'nothing'}`)
}

const open = async (file) => {
  try {
    if (!file.endsWith('.mjs')) return createRequire(file)(file)
  } catch (error) {
    if (!['ERR_REQUIRE_ESM', 'ERR_REQUIRE_ASYNC_MODULE'].includes(error?.code)) throw error
  }
  return import(pathToFileURL(file).href)
}

const choose = (exported, name) => {
  if (typeof exported === 'function') return exported
  const named = exported?.[name]
  if (named !== undefined || !(isModuleNamespaceObject(exported) || exported?.__esModule)) return named
  return typeof exported.default === 'function' ? exported.default : exported.default?.[name]
}

const sandbox = createContext({ call: undefined })
const callInSandbox = new Script('call()')

/**
 * Calls the function and waits for its result. V8 can only end synchronous code that was started through node:vm, so
 * the call goes through there; what the function throws is carried around it, so that all else that comes is V8's.
 */
const run = async (handler, event, { context, timeout, asyncTimeout }) => {
  const deadline = performance.now() + timeout
  sandbox.call = () => {
    try {
      return { value: handler(event, { ...context }) }
    } catch (error) {
      return { error, thrown: true }
    }
  }
  let outcome
  try {
    outcome = callInSandbox.runInContext(sandbox, { timeout })
  } catch {
    throw new TimedOut('blocked')
  }
  if (outcome.thrown) throw outcome.error
  if (!asyncTimeout || !isThenable(outcome.value)) return outcome.value
  return withDeadline(outcome.value, deadline, event.extensions.response)
}

const isThenable = (value) => isPromise(value) || typeof value?.then === 'function'

/** A function that has begun to answer may go on for as long as it likes: it streams. */
const withDeadline = (promise, deadline, response) =>
  new Promise((resolve, reject) => {
    const late = () => response.headersSent || reject(new TimedOut())
    const timer = setTimeout(late, Math.max(1, deadline - performance.now()))
    Promise.resolve(promise)
      .finally(() => clearTimeout(timer))
      .then(resolve, reject)
  })

// --- Requests ----------------------------------------------------------------------------------------------------

const serve = (settings, loaded) => {
  const metrics = createMetrics()
  const active = new Set()
  let handler = loaded
  let draining = false
  let arrived = 0
  let closing = false

  const answer = async (request, response) => {
    const probe = request.method === 'GET' || request.method === 'HEAD'
    if (probe && request.path === '/healthz') return response.type('txt').send('OK')
    if (probe && request.path === '/metrics') return response.type('text/plain; version=0.0.4').send(metrics.text())
    response.setHeader('Access-Control-Allow-Origin', '*')
    if (request.method === 'OPTIONS') return preflight(request, response)
    request.body = await readBody(request, settings.bodyBytes)
    await metrics.measure(`${settings.module}-${request.method}`, async () => {
      handler ??= await load(settings)
      reply(response, await run(handler, eventOf(request, response), settings))
    })
  }

  const listener = (request, response) => {
    arrived += 1
    active.add(response)
    if (draining) response.setHeader('Connection', 'close')
    response.on('error', (error) => complain(describe(error)))
    const { ip, path } = request
    response.on('close', () => {
      if (settings.logProbes || path !== '/healthz') print(logLine(request, response, ip))
      active.delete(response)
      if (closing && active.size === 0) process.exit(0)
    })
    prepare(request, response)
    answer(request, response).catch((error) => refuse(request, response, error))
  }

  const server = createServer({ IncomingMessage: Request, ServerResponse: Response }, listener)
  server.keepAliveTimeout = KEEP_ALIVE
  server.on('error', fail)
  server.on('connection', () => (arrived += 1))
  server.listen({ port: settings.port, host: settings.host }, () => {
    print(`Serving ${settings.module}.${settings.handler} on port ${server.address().port}`)
  })

  const close = () => {
    closing = true
    server.close()
    if (active.size === 0) process.exit(0)
  }
  /** Closes when what has arrived is read: on a busy machine connections wait in the kernel, and closing would break them. */
  const settle = (left) => {
    const seen = arrived
    setTimeout(() => (arrived === seen || left <= QUIET ? close() : settle(left - QUIET)), QUIET)
  }
  /** Goes on serving for `window` milliseconds, while callers learn that we are leaving, then finishes what runs. */
  const stop = (window) => {
    draining = true
    for (const response of active) if (!response.headersSent) response.setHeader('Connection', 'close')
    setTimeout(settle, window, LONGEST_SETTLING)
  }
  return { stop }
}

const preflight = (request, response) => {
  for (const what of ['methods', 'headers']) {
    const asked = what === 'methods' ? 'method' : 'headers'
    const value = request.headers[`access-control-request-${asked}`]
    if (value !== undefined) response.setHeader(`Access-Control-Allow-${what}`, value)
  }
  response.end()
}

/** Reads the whole body; a multipart one is left in the stream, for parsers such as multer. */
const readBody = async (request, limit) => {
  if (request.is('multipart/*')) return {}
  const raw = await readRaw(request, limit)
  const encoding = (request.headers['content-encoding'] ?? 'identity').toLowerCase()
  if (encoding === 'identity' || raw.length === 0) return raw
  if (!Object.hasOwn(DECODERS, encoding)) throw new Refusal(415)
  return DECODERS[encoding](raw, { maxOutputLength: limit }).catch((error) => {
    throw new Refusal(error.code === 'ERR_BUFFER_TOO_LARGE' ? 413 : 400)
  })
}

const readRaw = (request, limit) =>
  new Promise((resolve, reject) => {
    const chunks = []
    let size = 0
    request.on('data', (chunk) => {
      size += chunk.length
      // The rest is read and dropped: a client that is still sending would not see the answer otherwise.
      if (size <= limit) chunks.push(chunk)
      else reject(new Refusal(413))
    })
    request.on('end', () => resolve(Buffer.concat(chunks)))
    request.on('error', reject)
  })

const eventOf = (request, response) => {
  const event = { data: dataOf(request), extensions: { request, response } }
  for (const key of ['event-type', 'event-id', 'event-time', 'event-namespace']) event[key] = request.headers[key]
  return event
}

const dataOf = (request) => {
  const { body } = request
  if (!Buffer.isBuffer(body) || body.length === 0) return {}
  const text = body.toString('utf-8')
  return request.is('application/json') ? JSON.parse(text) : text
}

const reply = (response, value) => {
  if (response.writableEnded) return
  if (typeof value === 'object' && !response.headersSent) response.json(value)
  else finish(response, typeof value === 'string' ? value : JSON.stringify(value))
}

const refuse = (request, response, error) => {
  if (request.destroyed && !request.complete) return
  if (!(error instanceof Refusal)) complain(error instanceof TimedOut ? `Timeout on ${request.url}` : describe(error))
  if (response.headersSent) return void response.destroy()
  for (const name of response.getHeaderNames()) if (name.startsWith('content-')) response.removeHeader(name)
  if (error instanceof TimedOut) return timeOut(response, error.message === 'blocked')
  response.status(error instanceof Refusal ? error.status : 500)
  response.send(STATUS_CODES[response.statusCode])
}

const timeOut = (response, blocked) => {
  if (blocked) response.set('Connection', 'close')
  response.status(408).json({ code: 'ERR_SCRIPT_EXECUTION_TIMEOUT' })
  // What the function was doing when V8 stopped it is half done; its state cannot be trusted any more.
  if (blocked) return endAfter(response, 'The function held the thread for longer than FUNC_TIMEOUT')
  // The function is still running: an answer that comes after the timeout must not throw in its callbacks.
  for (const name of ['setHeader', 'appendHeader', 'writeHead', 'flushHeaders', 'write', 'end']) {
    response[name] = () => response
  }
}

const endAfter = (response, reason) => {
  leaveMessage(reason)
  const end = () => process.exit(1)
  response.on('close', end)
  setTimeout(end, 1_000)
}

await start()
