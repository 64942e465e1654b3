/** One challenge of a WWW-Authenticate header. https://www.rfc-editor.org/rfc/rfc9110#name-www-authenticate */
export interface Challenge {
  /** In lower case. */
  readonly scheme: string
  /** Names in lower case; of a name given twice, the first counts. */
  readonly params: Readonly<Record<string, string>>
}

/** The challenge to answer. https://distribution.github.io/distribution/spec/auth/token/ */
export type Answerable =
  | { readonly kind: 'basic' }
  | {
      readonly kind: 'bearer'
      readonly realm: string
      readonly service: string | undefined
      readonly scopes: readonly string[]
    }

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+"
const PARAM = new RegExp(`[\\s,]*(${TOKEN})\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s,"]+))`, 'y')
const SCHEME = new RegExp(`[\\s,]*(${TOKEN})(?=[\\s,]|$)`, 'y')
/** What Negotiate and NTLM put in the place of parameters. */
const TOKEN68 = /[ \t]+[A-Za-z0-9._~+/-]+=*(?=\s*(?:,|$))/y

/** Reads WWW-Authenticate headers, however many challenges each holds; what cannot be read is passed over. */
export const parseChallenges = (headers: readonly string[]): readonly Challenge[] => headers.flatMap(parseHeader)

/** Picks the challenge to answer: Bearer before Basic, since who offers both means tokens. */
export const pickChallenge = (challenges: readonly Challenge[]): Answerable | undefined => {
  const bearer = challenges.find(({ scheme, params }) => scheme === 'bearer' && params['realm'])
  if (bearer !== undefined) {
    const { realm = '', service, scope = '' } = bearer.params
    return { kind: 'bearer', realm, service, scopes: scope.split(/\s+/).filter((word) => word !== '') }
  }
  return challenges.some(({ scheme }) => scheme === 'basic') ? { kind: 'basic' } : undefined
}

const parseHeader = (header: string): readonly Challenge[] => {
  const challenges: { scheme: string; params: Record<string, string> }[] = []
  let at = 0
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at
    const match = pattern.exec(header)
    if (match === null) return undefined
    at = pattern.lastIndex
    return match
  }
  while (at < header.length) {
    const current = challenges.at(-1)
    const param = current === undefined ? undefined : take(PARAM)
    if (current !== undefined && param !== undefined) {
      const name = (param[1] ?? '').toLowerCase()
      if (!Object.hasOwn(current.params, name)) current.params[name] = valueOf(param)
      continue
    }
    const scheme = take(SCHEME)
    if (scheme === undefined) {
      at += 1
      continue
    }
    // No prototype: a parameter may be called anything.
    challenges.push({ scheme: (scheme[1] ?? '').toLowerCase(), params: Object.create(null) as Record<string, string> })
    take(TOKEN68)
  }
  return challenges
}

const valueOf = ([, , quoted, bare]: RegExpExecArray): string => quoted?.replaceAll(/\\(.)/g, '$1') ?? bare ?? ''
