import type { IncomingMessage, ServerResponse } from 'node:http'
import { isRepositoryPath } from '../../core/oci/reference.ts'
import { type Handler, reply } from './exchange.ts'
import { errorBody, Refusal } from './refusal.ts'
import { deleteBlob, getBlob, headBlob } from './routes/blobs.ts'
import { deleteManifest, getManifest, headManifest, putManifest } from './routes/manifests.ts'
import { listReferrers } from './routes/referrers.ts'
import { listTags } from './routes/tags.ts'
import { deleteUpload, getUpload, patchUpload, postUpload, putUpload } from './routes/uploads.ts'
import type { Store } from './store.ts'
import type { Uploads } from './uploads.ts'

interface Route {
  /** Repository, and what follows it. */
  readonly path: RegExp
  readonly methods: Readonly<Record<string, Handler>>
}

const ping: Handler = async ({ response }) =>
  reply(response, { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' })

// In this order: the first that fits. A repository may be named as a part of the paths is.
const ROUTES: readonly Route[] = [
  { path: /^\/v2\/?$/, methods: { GET: ping, HEAD: ping } },
  { path: /^\/v2\/(.+)\/blobs\/uploads\/?$/, methods: { POST: postUpload } },
  {
    path: /^\/v2\/(.+)\/blobs\/uploads\/([^/]+)$/,
    methods: { GET: getUpload, HEAD: getUpload, PATCH: patchUpload, PUT: putUpload, DELETE: deleteUpload },
  },
  { path: /^\/v2\/(.+)\/blobs\/([^/]+)$/, methods: { GET: getBlob, HEAD: headBlob, DELETE: deleteBlob } },
  {
    path: /^\/v2\/(.+)\/manifests\/([^/]+)$/,
    methods: { GET: getManifest, HEAD: headManifest, PUT: putManifest, DELETE: deleteManifest },
  },
  { path: /^\/v2\/(.+)\/tags\/list$/, methods: { GET: listTags, HEAD: listTags } },
  { path: /^\/v2\/(.+)\/referrers\/([^/]+)$/, methods: { GET: listReferrers, HEAD: listReferrers } },
]

/** Answers one request; never throws. */
export const answer = async (
  { store, uploads }: { readonly store: Store; readonly uploads: Uploads },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  response.setHeader('docker-distribution-api-version', 'registry/2.0')
  response.setHeader('x-content-type-options', 'nosniff')
  try {
    checkSender(request)
    const [path = '', search = ''] = (request.url ?? '').split('?', 2)
    const { handler, name, reference } = find(request.method ?? '', decode(path))
    await handler({ request, response, query: new URLSearchParams(search), name, reference, store, uploads })
  } catch (error) {
    refuse(response, error)
  } finally {
    // Of a body that was refused in its middle, the rest: a client hears the answer when it has sent all.
    request.resume()
  }
}

// A web page can have its own host's name resolve to this address, or send here what needs no leave to be sent.
// Neither may reach the registry; its clients never send an Origin.
const checkSender = ({ headers }: IncomingMessage): void => {
  if (!/^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i.test(headers.host ?? ''))
    throw new Refusal('DENIED', `This registry does not serve host "${headers.host ?? ''}", only localhost`)
  if (headers.origin !== undefined) throw new Refusal('DENIED', 'This registry does not serve web pages')
}

const find = (method: string, path: string): { handler: Handler; name: string; reference: string } => {
  for (const route of ROUTES) {
    const match = route.path.exec(path)
    if (match === null) continue
    const [, name = '', reference = ''] = match
    const handler = Object.hasOwn(route.methods, method) ? route.methods[method] : undefined
    if (handler === undefined)
      throw new Refusal('UNSUPPORTED', `Cannot ${method} this path`, {
        headers: { allow: Object.keys(route.methods).join(', ') },
      })
    if (handler !== ping && !isRepositoryPath(name))
      throw new Refusal('NAME_INVALID', `"${name}" cannot be the name of a repository`)
    return { handler, name, reference }
  }
  throw new Refusal('UNSUPPORTED', `There is nothing at "${path}"`, { status: 404 })
}

const decode = (path: string): string => {
  try {
    return decodeURIComponent(path)
  } catch {
    throw new Refusal('NAME_INVALID', `Cannot read path "${path}"`)
  }
}

const refuse = (response: ServerResponse, error: unknown): void => {
  if (response.headersSent) {
    // Too late for an error: a body cut short is one that no client takes for whole.
    response.destroy()
    return
  }
  const refusal = error instanceof Refusal ? error : new Refusal('UNKNOWN', (error as Error).message)
  reply(response, {
    status: refusal.status,
    headers: { 'content-type': 'application/json', ...refusal.headers },
    body: errorBody(refusal),
  })
}
