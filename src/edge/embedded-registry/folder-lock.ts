import { join } from 'node:path'
import { ActionError } from '../../core/errors.ts'

/** SQLite's result code when somebody else holds the lock. https://www.sqlite.org/rescode.html#busy */
const BUSY = 5

/**
 * Takes a folder for this process and returns how to give it back. The lock is the operating system's, held through an
 * open transaction of SQLite, so it is free at once when the process is killed; a file with a process number would not be.
 */
export const lockFolder = (folder: string): (() => void) => {
  const { DatabaseSync } = withoutWarning('SQLite', () => process.getBuiltinModule('node:sqlite'))
  try {
    const database = new DatabaseSync(join(folder, 'lock.sqlite'))
    try {
      database.exec('BEGIN EXCLUSIVE')
    } catch (error) {
      database.close()
      throw error
    }
    return () => database.close()
  } catch (error) {
    throw refused(folder, error)
  }
}

/** Runs `load`, keeping back the experimental warning about `feature` that Node prints in it; others pass. */
export const withoutWarning = <T>(feature: string, load: () => T): T => {
  // oxlint-disable-next-line typescript/unbound-method -- put back as it was, and called with its owner
  const emit = process.emitWarning
  const filter = (warning: string | Error, ...rest: unknown[]): void => {
    if (rest[0] === 'ExperimentalWarning' && String(warning).includes(feature)) return
    Reflect.apply(emit, process, [warning, ...rest])
  }
  process.emitWarning = filter
  try {
    return load()
  } finally {
    process.emitWarning = emit
  }
}

/** Tells whether `error`, the cause of a refused lock, says that another process has the folder. */
export const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && error.errcode === BUSY

const refused = (folder: string, cause: unknown): ActionError => {
  const busy = isBusy(cause)
  const why = busy ? 'another process serves it' : (cause as Error).message
  const hint = busy ? 'Stop that process, or use another folder' : 'Use a folder that you may write to'
  return new ActionError('INPUT_INVALID', `Cannot lock folder "${folder}": ${why}`, { hint, cause })
}
