import { Readable } from 'node:stream'
import { runCli } from '../../src/entry/cli/cli.ts'

/** What a command line printed, and how it ended. */
export interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

export interface ShellOptions {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  readonly stdin?: string
}

/** Runs the CLI in this process, as if it had been started in a shell. */
export const shell = async (words: readonly string[], { cwd, env = {}, stdin = '' }: ShellOptions): Promise<Ended> => {
  const printed = { out: '', err: '' }
  const sink = (name: 'out' | 'err'): NodeJS.WriteStream =>
    ({ write: (text: string) => ((printed[name] += text), true), isTTY: false }) as unknown as NodeJS.WriteStream
  const code = await runCli({
    argv: ['node', 'function-images', ...words],
    env: { PATH: process.env['PATH'], HOME: cwd, ...env },
    cwd: () => cwd,
    stdin: Readable.from([Buffer.from(stdin)]) as unknown as NodeJS.Process['stdin'],
    stdout: sink('out') as NodeJS.Process['stdout'],
    stderr: sink('err') as NodeJS.Process['stderr'],
    once: () => process,
  })
  return { code, ...printed }
}
