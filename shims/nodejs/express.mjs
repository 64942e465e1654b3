// What functions use of Express' request and response.
// Left out on purpose: entity tags, content negotiation, sendFile and templates, nested query strings (`a[b]=c`).
import { IncomingMessage, ServerResponse, STATUS_CODES } from 'node:http'
import { parse as parseQuery } from 'node:querystring'

/** request.get/header/is, query, path, params, body, originalUrl, hostname, protocol, secure, ip, xhr. */
export class Request extends IncomingMessage {
  get path() {
    return this.url.split('?', 1)[0]
  }

  get hostname() {
    return this.headers.host?.replace(/:\d+$/, '')
  }

  get protocol() {
    return 'http'
  }

  get secure() {
    return false
  }

  get ip() {
    return this.socket.remoteAddress
  }

  get xhr() {
    return this.headers['x-requested-with']?.toLowerCase() === 'xmlhttprequest'
  }

  get(name) {
    const key = String(name).toLowerCase()
    return this.headers[key === 'referrer' ? 'referer' : key]
  }

  header(name) {
    return this.get(name)
  }

  /** Returns which of `types` (`json`, `application/json`, `text/*`, `+json`) the body has, or false. */
  is(...types) {
    const has = this.headers['content-type']?.split(';', 1)[0].trim().toLowerCase()
    const found = has && types.flat().find((type) => pattern(type).test(has))
    if (!found) return false
    return /[*+]/.test(found) ? has : found
  }
}

/** response.status, sendStatus, set/header, get, append, type, send, json, location, redirect, cookie, clearCookie, locals. */
export class Response extends ServerResponse {
  locals = {}

  status(code) {
    this.statusCode = code
    return this
  }

  sendStatus(code) {
    return this.status(code)
      .type('txt')
      .send(STATUS_CODES[code] ?? String(code))
  }

  set(name, value) {
    if (typeof name === 'object') for (const [key, each] of Object.entries(name)) this.set(key, each)
    else this.setHeader(name, name.toLowerCase() === 'content-type' ? withCharset(String(value)) : value)
    return this
  }

  header(name, value) {
    return this.set(name, value)
  }

  get(name) {
    return this.getHeader(name)
  }

  append(name, value) {
    this.appendHeader(name, value)
    return this
  }

  type(name) {
    return this.set('Content-Type', mediaType(name))
  }

  contentType(name) {
    return this.type(name)
  }

  send(given) {
    const body = given === null ? undefined : given
    if (typeof body === 'number') return this.sendStatus(body)
    const bytes = ArrayBuffer.isView(body)
    if (!bytes && typeof body !== 'string' && body !== undefined) return this.json(body)
    if (isBare(this)) this.removeHeader('Content-Type')
    else if (body !== undefined && !this.hasHeader('Content-Type')) this.type(bytes ? 'bin' : 'html')
    finish(this, body)
    return this
  }

  json(value) {
    const body = JSON.stringify(value)
    if (!this.hasHeader('Content-Type')) this.type('json')
    finish(this, body)
    return this
  }

  location(url) {
    return this.set('Location', encodeURI(url).replaceAll('%25', '%'))
  }

  redirect(...args) {
    const [status, url] = args.length === 1 ? [302, args[0]] : args
    return this.status(status)
      .location(url)
      .type('txt')
      .send(`${STATUS_CODES[status]}. Redirecting to ${this.get('Location')}`)
  }

  /** Options: domain, path, expires, maxAge (in ms), httpOnly, secure, sameSite. */
  cookie(name, value, options = {}) {
    const { path = '/', maxAge, expires = maxAge === undefined ? undefined : new Date(Date.now() + maxAge) } = options
    const text = typeof value === 'object' ? `j:${JSON.stringify(value)}` : String(value)
    const parts = [`${name}=${encodeURIComponent(text)}`]
    if (maxAge !== undefined) parts.push(`Max-Age=${Math.floor(maxAge / 1000)}`)
    if (options.domain) parts.push(`Domain=${options.domain}`)
    parts.push(`Path=${path}`)
    if (expires) parts.push(`Expires=${expires.toUTCString()}`)
    if (options.httpOnly) parts.push('HttpOnly')
    if (options.secure) parts.push('Secure')
    if (options.sameSite) {
      const site = options.sameSite === true ? 'strict' : String(options.sameSite)
      parts.push(`SameSite=${site[0].toUpperCase()}${site.slice(1).toLowerCase()}`)
    }
    return this.append('Set-Cookie', parts.join('; '))
  }

  clearCookie(name, options = {}) {
    return this.cookie(name, '', { ...options, maxAge: undefined, expires: new Date(1) })
  }
}

/** Ends `response` with `body` and its length. */
export const finish = (response, body = '') => {
  if (!response.headersSent && !isBare(response)) response.setHeader('Content-Length', Buffer.byteLength(body))
  response.end(body)
}

/** Whether the status allows no body (RFC 9110 §6.4.1). */
const isBare = ({ statusCode }) => statusCode === 204 || statusCode === 304

const TYPES = {
  bin: 'application/octet-stream',
  css: 'text/css',
  csv: 'text/csv',
  gif: 'image/gif',
  html: 'text/html',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  js: 'application/javascript',
  json: 'application/json',
  multipart: 'multipart/*',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml',
  text: 'text/plain',
  txt: 'text/plain',
  urlencoded: 'application/x-www-form-urlencoded',
  xml: 'application/xml',
}

const mediaType = (name) => (name.includes('/') ? name : (TYPES[name.replace(/^\./, '')] ?? TYPES.bin))

const withCharset = (type) =>
  /^(text\/|application\/(json|javascript))/.test(type) && !/;\s*charset\s*=/.test(type)
    ? `${type}; charset=utf-8`
    : type

const pattern = (type) => {
  const full = type.startsWith('+') ? `*/*${type}` : type.includes('/') ? type : (TYPES[type] ?? type)
  return new RegExp(`^${full.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]+')}$`)
}

/** Sets what Express sets on each request; the rest are getters, so that a whole Express app may take it over. */
export const prepare = (request, response) => {
  const { path, url } = request
  const query = { ...parseQuery(url.slice(path.length + 1)) }
  Object.assign(request, { res: response, originalUrl: url, baseUrl: '', query, params: { 0: path }, body: {} })
}
