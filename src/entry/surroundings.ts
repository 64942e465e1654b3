import { readFile } from 'node:fs/promises'
import type { Surroundings } from '../core/config.ts'
import { type GitHubRun, gitHubSurroundings, shellSurroundings } from '../core/surroundings.ts'
import { currentBranch } from '../edge/git.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Reads what a GitHub runner says of the run. */
export const readGitHub = async (env: Environment): Promise<GitHubRun> => ({
  env,
  event: await readEvent(env['GITHUB_EVENT_PATH']),
})

/** Reads the defaults of the CLI: those of a workflow step where there is one, so that both words mean the same there. */
export const readSurroundings = async (env: Environment, cwd: string): Promise<Surroundings> =>
  env['GITHUB_ACTIONS'] === 'true'
    ? gitHubSurroundings(await readGitHub(env))
    : shellSurroundings(await currentBranch(cwd))

const readEvent = async (path: string | undefined): Promise<unknown> => {
  if (path === undefined) return undefined
  try {
    return JSON.parse(await readFile(path, 'utf8')) as unknown
  } catch {
    return undefined
  }
}
