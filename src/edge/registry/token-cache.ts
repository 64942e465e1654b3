import { fetchToken, isDenied, type Token, type TokenOptions, type TokenRequest } from './tokens.ts'

export interface Tokens {
  /** Returns a token that is still good, fetching it at most once for all who ask at the same time. */
  get(account: string, request: TokenRequest, signal: AbortSignal): Promise<Token>
  /** Forgets a token that a registry refused. */
  drop(value: string): void
}

/** Keeps tokens until they expire, and denials for good. */
export const openTokens = (options: TokenOptions): Tokens => {
  const { clock } = options
  const cache = new Map<string, Promise<Token>>()
  const dropped = new Set<string>()
  const isGood = async (held: Promise<Token>): Promise<boolean> => {
    try {
      const { value, until } = await held
      return until > clock.now() && !dropped.has(value)
    } catch (error) {
      return isDenied(error)
    }
  }
  return {
    get: async (account, request, signal) => {
      const { challenge, scopes } = request
      const key = [account, challenge.realm, challenge.service, ...scopes].join(' ')
      const held = cache.get(key)
      if (held !== undefined && (await isGood(held))) return held
      // While we waited, somebody else may have begun to fetch a new one.
      const newer = cache.get(key)
      if (newer !== undefined && newer !== held) return newer
      const fetching = fetchToken(request, options, signal)
      cache.set(key, fetching)
      return fetching
    },
    drop: (value) => {
      dropped.add(value)
    },
  }
}
