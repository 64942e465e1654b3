/** Tells whether `host` (as URL.hostname writes it, or with a port) is this computer. */
export const isLoopback = (host: string): boolean => {
  const name = hostnameOf(host)
  return name === 'localhost' || name.endsWith('.localhost') || /^127\.\d+\.\d+\.\d+$/.test(name) || name === '[::1]'
}

/** Tells whether `list` names `host`: with its port, or the host with all its ports. */
export const isNamed = (host: string, list: readonly string[]): boolean =>
  list.includes(host) || list.includes(hostnameOf(host))

/**
 * Says why a server at `from` may not send us on to `to` (by redirect, Location or token realm), undefined when it may.
 * Else a registry could make a run speak to cloud metadata or to services beside it. Hosts in `trusted` may be anywhere.
 */
export const refusedTarget = (from: URL, to: URL, trusted: readonly string[]): string | undefined => {
  const known = to.hostname === from.hostname || isNamed(to.host, trusted)
  if (to.protocol !== 'http:' && to.protocol !== 'https:') return `"${to.protocol}" is neither http nor https`
  if (to.username !== '' || to.password !== '') return 'the address holds credentials'
  if (from.protocol === 'https:' && to.protocol === 'http:') return 'it leads from https to plain http'
  if (known || (isLoopback(from.hostname) && isLoopback(to.hostname))) return undefined
  if (isPrivate(to.hostname)) return `"${to.hostname}" is a private or link-local address`
  return to.protocol === 'http:' ? `"${to.host}" would be spoken to over plain http` : undefined
}

/** Tells whether `hostname` is a literal address that is not public. URL has brought odd spellings into one form. */
export const isPrivate = (hostname: string): boolean => {
  if (isLoopback(hostname)) return true
  const v4 = parseV4(hostname)
  if (v4 !== undefined) return isPrivateV4(v4)
  return hostname.startsWith('[') && isPrivateV6(parseV6(hostname.slice(1, -1)))
}

const hostnameOf = (host: string): string => host.toLowerCase().replace(/:\d+$/, '')

const parseV4 = (text: string): readonly number[] | undefined =>
  /^\d+\.\d+\.\d+\.\d+$/.test(text) ? text.split('.').map(Number) : undefined

// https://www.iana.org/assignments/iana-ipv4-special-registry
const isPrivateV4 = ([a = 0, b = 0, c = 0]: readonly number[]): boolean =>
  a === 0 ||
  a === 10 ||
  a === 127 ||
  a >= 224 ||
  (a === 100 && b >= 64 && b < 128) ||
  (a === 169 && b === 254) ||
  (a === 172 && b >= 16 && b < 32) ||
  (a === 192 && b === 168) ||
  (a === 192 && b === 0 && c === 0) ||
  (a === 198 && (b === 18 || b === 19))

/** The eight groups of an address as URL writes it: hex only, at most one `::`. */
const parseV6 = (text: string): readonly number[] => {
  const [head = '', tail] = text.split('::')
  const groups = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16))
  const [before, after] = [groups(head), groups(tail ?? '')]
  const missing = tail === undefined ? 0 : 8 - before.length - after.length
  return [...before, ...Array.from({ length: missing }, () => 0), ...after]
}

// https://www.iana.org/assignments/iana-ipv6-special-registry
const isPrivateV6 = (groups: readonly number[]): boolean => {
  const [first = 0, second = 0] = groups
  const zeros = (count: number): boolean => groups.slice(0, count).every((group) => group === 0)
  if (zeros(5) && (groups[5] === 0xffff || groups[5] === 0)) return isPrivateV4(v4In(groups, 6))
  if (first === 0x64 && second === 0xff9b) return isPrivateV4(v4In(groups, 6))
  if (first === 0x2002) return isPrivateV4(v4In(groups, 1))
  return (first & 0xfe00) === 0xfc00 || (first & 0xffc0) === 0xfe80 || (first & 0xff00) === 0xff00
}

const v4In = (groups: readonly number[], at: number): readonly number[] =>
  [groups[at] ?? 0, groups[at + 1] ?? 0].flatMap((group) => [group >> 8, group & 0xff])
