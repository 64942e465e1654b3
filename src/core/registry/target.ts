/** Where a request goes. */
export interface Target {
  /** Scheme, host and port; its own path and query may have been rewritten by URL. */
  readonly url: URL
  /** Path and query as they are sent. */
  readonly path: string
}

/** Returns the target of an address of our own making. */
export const targetOf = (address: string): Target => resolveLocation(undefined, address) as Target

/**
 * Resolves a Location header: relative, absolute, or a host without a scheme. Upload sessions carry state in the query,
 * which is therefore kept byte for byte. Undefined when it is no address.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-blobs
 */
export const resolveLocation = (base: URL | undefined, location: string): Target | undefined => {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(location) || !startsWithHost(location) ? location : `//${location}`
  const url = URL.parse(text, base?.href)
  if (url === null) return undefined
  const [, query] = /\?([^#]*)/.exec(text) ?? []
  return { url, path: query === undefined ? url.pathname : `${url.pathname}?${query}` }
}

/** Returns `target` with one more query parameter; what is there stays as it is. */
export const withParam = ({ url, path }: Target, name: string, value: string): Target => ({
  url,
  path: `${path}${path.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(value)}`,
})

/** Names the target in messages: no scheme, no query, since queries hold upload state and signatures. */
export const describeTarget = ({ url, path }: Target): string => `${url.host}${path.split('?')[0] ?? ''}`

const startsWithHost = (text: string): boolean =>
  /^(?:localhost|\[[0-9a-f:.]+\]|[a-z0-9-]+(?:\.[a-z0-9-]+)+|[a-z0-9-]+(?=:\d))(?::\d+)?\//i.test(text)
