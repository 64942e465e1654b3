import type { TestContext } from 'node:test'
import type { Reference } from '../../../../src/core/oci/reference.ts'
import type { FaultProxy } from '../../../fakes/fault-proxy.ts'
import { openProtectedRegistry, type ProtectedRegistryOptions } from '../../../fakes/protected-registry.ts'
import { openTokenServer, type TokenServer, type TokenServerOptions } from '../../../fakes/token-server.ts'
import { openUpstream } from './bed.ts'

export interface Locked {
  readonly upstream: string
  readonly tokens: TokenServer
  readonly front: FaultProxy
  readonly reference: Reference
}

/** Opens an empty registry that wants tokens, and its token server. */
export const openLocked = async (
  t: TestContext,
  grants: TokenServerOptions,
  options: Partial<ProtectedRegistryOptions> = {},
): Promise<Locked> => {
  const upstream = await openUpstream(t)
  const tokens = await openTokenServer(grants)
  t.after(() => tokens.close())
  const front = await openProtectedRegistry({ upstream, tokens, ...options })
  t.after(() => front.close())
  return { upstream, tokens, front, reference: { registry: front.host, path: 'fn/hello', tag: 'x' } }
}
