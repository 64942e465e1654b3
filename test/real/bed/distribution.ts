import { homedir } from 'node:os'
import { join } from 'node:path'
import { type DockerRegistry, type DockerRegistryOptions, startDockerRegistry } from './docker-registry.ts'

/** The folder of programs that were built for the bed. */
export const programs = (): string =>
  process.env['FUNCTION_IMAGES_PROGRAMS'] ?? join(homedir(), '.cache/function-images/bin')

/** Starts distribution v3, the program `registry` of the bed. */
export const startDistribution = (options: Omit<DockerRegistryOptions, 'program'> = {}): Promise<DockerRegistry> =>
  startDockerRegistry({ ...options, program: join(programs(), 'registry') })
