import { join } from 'node:path'
import { type DockerRegistry, type DockerRegistryOptions, startDockerRegistry } from './docker-registry.ts'
import { programsFolder } from './programs.ts'

/** Starts distribution v3, the program `registry` of the bed. */
export const startDistribution = (options: Omit<DockerRegistryOptions, 'program'> = {}): Promise<DockerRegistry> =>
  startDockerRegistry({ ...options, program: join(programsFolder(), 'registry') })
