import type { Host } from '../wire/host.ts'

/** A command line has nobody to mask for, and no later step to leave word to: what it could not take away ends by its deadline. */
export const ALONE: Pick<Host, 'ledger' | 'onSecret'> = {
  ledger: { add: () => undefined, remove: () => undefined },
  onSecret: () => undefined,
}
