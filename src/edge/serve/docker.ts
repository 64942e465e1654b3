import { spawn } from 'node:child_process'
import { ActionError } from '../../core/errors.ts'
import type { EnvVar } from '../../core/function/source.ts'
import { FUNCTION_PORT } from '../../core/image/config.ts'
import { formatReference, type Reference } from '../../core/oci/reference.ts'

export interface DockerRun {
  readonly port: number
  readonly env: readonly EnvVar[]
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly signal: AbortSignal
}

/** Runs a whole image with the `docker` program until it ends or is stopped; returns its exit code. Throws BUILD_FAILED without Docker. */
export const runInDocker = (reference: Reference, { port, env, environment, signal }: DockerRun): Promise<number> =>
  new Promise((resolve, reject) => {
    const variables = env.flatMap(({ name, value }) => ['--env', `${name}=${value}`])
    const args = [
      'run',
      '--rm',
      '--init',
      '--publish',
      `127.0.0.1:${port}:${FUNCTION_PORT}`,
      ...variables,
      '--',
      formatReference(reference),
    ]
    const child = spawn('docker', args, {
      env: environment,
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    signal.addEventListener('abort', () => child.kill('SIGTERM'), { once: true })
    child.once('error', (cause) =>
      reject(
        new ActionError('BUILD_FAILED', 'Cannot start "docker"', {
          cause,
          hint: 'Install Docker, or run without option "docker"',
        }),
      ),
    )
    child.once('exit', (code) => resolve(signal.aborted ? 130 : (code ?? 1)))
  })
