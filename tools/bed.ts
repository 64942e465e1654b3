import { PROGRAMS, installPrograms } from '../test/real/bed/programs.ts'

/** Installs the programs that the tests on real parts use; returns the exit code. */
const programs = async (signal: AbortSignal): Promise<number> => {
  const found = await installPrograms(PROGRAMS, (line) => process.stderr.write(`${line}\n`), signal)
  for (const one of found) {
    process.stdout.write(`${one.program.padEnd(16)} ${one.status === 'found' ? one.path : `missing: ${one.why}`}\n`)
  }
  return found.every(({ status }) => status === 'found') ? 0 : 1
}

const COMMANDS: Readonly<Record<string, (signal: AbortSignal) => Promise<number>>> = { programs }

const command = COMMANDS[process.argv[2] ?? '']
if (command === undefined) {
  process.stderr.write(`Say what to do: ${Object.keys(COMMANDS).join(', ')}\n`)
  process.exitCode = 2
} else {
  const interrupted = new AbortController()
  process.once('SIGINT', () => interrupted.abort(new Error('Interrupted')))
  process.exitCode = await command(interrupted.signal)
}
