import { exitCodeOf } from '../exit-code.ts'
import { parseArguments } from './arguments.ts'
import { commandHelp, generalHelp } from './help.ts'
import { version } from '../version.ts'

type Process = Pick<NodeJS.Process, 'argv' | 'env' | 'cwd' | 'stdin' | 'stdout' | 'stderr' | 'once'>

/** Runs the command line of a process and returns its exit code; the first signal cancels what is under way. */
export const runCli = async (host: Process): Promise<number> => {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    host.once(name, () => controller.abort(new DOMException(`Stopped by ${name}`, 'AbortError')))
  try {
    return await dispatch(host, controller.signal)
  } catch (error) {
    const { code, lines } = exitCodeOf(error, controller.signal)
    for (const line of lines) host.stderr.write(`${line}\n`)
    return code
  }
}

const dispatch = async (host: Process, signal: AbortSignal): Promise<number> => {
  const asked = parseArguments(host.argv.slice(2))
  switch (asked.ask) {
    case 'help':
      host.stdout.write(asked.command === undefined ? generalHelp() : commandHelp(asked.command))
      return 0
    case 'version':
      host.stdout.write(`${version()}\n`)
      return 0
    case 'run': {
      const { runCommand } = await import('./commands.ts')
      return runCommand(asked, {
        env: host.env,
        cwd: host.cwd(),
        stdin: host.stdin,
        out: host.stdout,
        err: host.stderr,
        signal,
      })
    }
  }
}
