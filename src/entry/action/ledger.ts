import { getState, saveState } from '@actions/core'
import type { Ledger, LedgerEntry } from '../../ports.ts'

/** The name of the step's state that holds the ledger. */
const STATE = 'ledger'

/** Opens the ledger of a step: each change is in the step's state before anything else happens, for the post step to read. */
export const openLedger = (): Ledger => {
  const entries = new Map<string, LedgerEntry>()
  const save = (): void => saveState(STATE, JSON.stringify([...entries.values()]))
  return {
    add: (entry) => {
      entries.set(keyOf(entry), entry)
      save()
    },
    remove: (entry) => {
      if (entries.delete(keyOf(entry))) save()
    },
  }
}

/** Reads what the main step still owned when it ended; nothing where it left no word. */
export const readLedger = (): readonly LedgerEntry[] => {
  try {
    const entries = JSON.parse(getState(STATE) || '[]') as unknown
    return Array.isArray(entries) ? (entries as readonly LedgerEntry[]) : []
  } catch {
    return []
  }
}

const keyOf = (entry: LedgerEntry): string => JSON.stringify(entry)
