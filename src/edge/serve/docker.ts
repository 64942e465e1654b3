import { spawn } from 'node:child_process'
import type { EnvVar } from '../../core/function/source.ts'
import { FUNCTION_PORT } from '../../core/image/config.ts'
import { formatReference, type Reference } from '../../core/oci/reference.ts'
import type { Served } from '../../ports.ts'
import { serveFrom, takePort } from './server-process.ts'

export interface DockerRun {
  /** On loopback; 0 takes any free one. */
  readonly port: number
  readonly env: readonly EnvVar[]
  /** Of the `docker` program: where its daemon is. */
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly output: (chunk: string) => void
  readonly signal: AbortSignal
}

/** Runs a whole image with the `docker` program, which pulls it. Throws BUILD_FAILED when it does not start. */
export const serveInDocker = async (reference: Reference, run: DockerRun): Promise<Served> => {
  const port = await takePort(run.port)
  const variables = run.env.flatMap(({ name, value }) => ['--env', `${name}=${value}`])
  const publish = `127.0.0.1:${port}:${FUNCTION_PORT}`
  const args = ['run', '--rm', '--publish', publish, ...variables, '--', formatReference(reference)]
  // A group of its own: an interrupt at the terminal is for us, and we pass it on once.
  const child = spawn('docker', args, { env: run.environment, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  return serveFrom(child, { port, output: run.output, signal: run.signal, remove: () => Promise.resolve() })
}
