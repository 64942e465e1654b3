import { refusalIn } from '../../core/registry/refusal.ts'
import type { Pulls } from '../../ports.ts'
import { openRegistryClient, type RegistryClientOptions } from './client.ts'

/** Opens what asks as nodes do: no credentials of this run, and none of this machine. */
export const openPulls = (options: Omit<RegistryClientOptions, 'credentials' | 'dockerConfig' | 'mirrors'>): Pulls => ({
  prove: async (reference, dockerConfig, signal) => {
    const client = openRegistryClient({ ...options, dockerConfig: dockerConfig ?? '' })
    try {
      const answer = await client.digest(reference, signal)
      if (answer.status === 'present') return { status: 'pulls' }
      if (answer.status === 'absent') return { status: 'denied' }
      const refusal = refusalIn(answer.error)
      return refusal !== undefined && DENIALS.has(refusal.status) ? { status: 'denied' } : answer
    } finally {
      client.close()
    }
  },
})

/** A registry's, or its token server's; the last hides what there is. */
const DENIALS = new Set([401, 403, 404])
