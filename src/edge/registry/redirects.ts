import { refusedTarget } from '../../core/registry/address.ts'
import { describeTarget, resolveLocation, type Target } from '../../core/registry/target.ts'
import type { Http, HttpRequest, HttpResponse } from './http.ts'
import { MAX_REDIRECTS } from './limits.ts'

/** An address that a server sent us to and that we do not follow. */
export class UnsafeTarget extends Error {
  override readonly name = 'UnsafeTarget'
}

/** Statuses that repeat the request elsewhere, with its method and body; for reading, all redirects do. */
const REPEATED = new Set([307, 308])
const READ_AGAIN = new Set([301, 302, 303])

/** Headers that may go to a host other than the first; whatever else is set could be a secret of the first. */
const PORTABLE = new Set(['accept', 'accept-encoding', 'content-type', 'range', 'user-agent'])

/** Sends `request` and follows redirects, with the headers that another host may see. */
export const sendFollowing = async (
  http: Http,
  request: HttpRequest,
  trusted: readonly string[],
): Promise<HttpResponse> => {
  let current = request
  for (let redirects = 0; ; redirects++) {
    const response = await http.send(current)
    if (!isFollowed(current, response.status)) return response
    response.destroy()
    const what = describeTarget(current.target)
    if (redirects === MAX_REDIRECTS)
      throw new UnsafeTarget(`"${what}" leads through more than ${MAX_REDIRECTS} redirects`)
    const target = nextTarget(current.target, response.headers.location, trusted)
    const same = target.url.origin === current.target.url.origin
    current = { ...current, target, headers: same ? current.headers : portable(current.headers) }
  }
}

/** Resolves a Location or redirect of `from`. Throws UnsafeTarget. */
export const nextTarget = (from: Target, location: string | undefined, trusted: readonly string[]): Target => {
  const what = describeTarget(from)
  const target = location === undefined ? undefined : resolveLocation(from.url, location)
  if (target === undefined) throw new UnsafeTarget(`"${what}" answered without a readable Location`)
  const why = refusedTarget(from.url, target.url, trusted)
  if (why !== undefined) throw new UnsafeTarget(`"${what}" leads to "${describeTarget(target)}": ${why}`)
  return target
}

const isFollowed = ({ method, body }: HttpRequest, status: number): boolean =>
  REPEATED.has(status)
    ? body === undefined || !('size' in body)
    : READ_AGAIN.has(status) && (method === 'GET' || method === 'HEAD')

const portable = (headers: HttpRequest['headers']): HttpRequest['headers'] =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => PORTABLE.has(name)))
