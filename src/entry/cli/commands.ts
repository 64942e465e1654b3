import { parseConfig } from '../../core/config.ts'
import type { Config } from '../../core/config.ts'
import { seconds } from '../../core/report/measure.ts'
import { problemLines, tally } from '../../core/report/text.ts'
import type { Report } from '../../core/report/report.ts'
import { succeeded } from '../../flow/result.ts'
import { type Flow, FLOWS } from '../flows.ts'
import { readSurroundings } from '../surroundings.ts'
import { wire } from '../wire/ports.ts'
import type { Arguments } from './arguments.ts'
import { aim } from './embedded.ts'
import { ALONE } from './alone.ts'
import { openTerminal, type Sink } from './terminal.ts'

/** What the CLI takes from its process. */
export interface Shell {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly stdin: AsyncIterable<Uint8Array>
  readonly out: Sink
  readonly err: Sink
  readonly signal: AbortSignal
}

/** Runs a command and returns the exit code. Throws ActionError for what ends it early. */
export const runCommand = async (asked: Extract<Arguments, { ask: 'run' }>, shell: Shell): Promise<number> => {
  const config = parseConfig(asked.command, asked.raw, await readSurroundings(shell.env, shell.cwd))
  switch (config.command) {
    case 'run':
      return (await import('./run.ts')).run(asked.name ?? '', config, shell)
    case 'registry':
      return (await import('./registry.ts')).serveRegistry(config, shell)
    case 'demo':
      return (await import('./demo.ts')).demo(config, shell)
    case 'lint':
    case 'plan':
    case 'build':
    case 'deploy':
    case 'render':
    case 'lock':
      return runFlow(FLOWS[config.command], config, shell)
  }
}

const runFlow = async (flow: Flow, config: Config, shell: Shell): Promise<number> => {
  const start = performance.now()
  const results = resultsOf(config, shell)
  const reporter = openTerminal({ ...shell, format: config.format, results })
  const aimed = await aim(config, shell)
  try {
    const { ports, close } = await wire(aimed.config, { ...shell, ...ALONE, reporter })
    try {
      const report = await flow(aimed.config, ports, shell.signal)
      show(report, config, { ...shell, results, durationMs: performance.now() - start })
      return succeeded(report) ? 0 : 1
    } finally {
      await close()
    }
  } finally {
    await aimed.close()
  }
}

/** Manifests that are printed have standard output for themselves, so that they can be piped. */
const resultsOf = ({ command, manifests }: Config, { out, err }: Shell): Sink =>
  command === 'render' && manifests === '-' ? err : out

const show = (
  report: Report,
  config: Config,
  { out, err, results, durationMs }: Shell & { readonly results: Sink; readonly durationMs: number },
): void => {
  if (config.format === 'json') {
    out.write(`${JSON.stringify(report, undefined, 2)}\n`)
    return
  }
  for (const problem of report.problems) for (const line of problemLines(problem)) err.write(`${line}\n`)
  results.write(`${report.command}: ${tally(report)} in ${seconds(durationMs)}\n`)
}
