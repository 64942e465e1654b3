import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { ActionError } from '../../core/errors.ts'
import { capture } from '../exec.ts'

/** A program of this machine that can run a shim. */
export interface Interpreter {
  readonly path: string
  /** Set when its version is not the image's. */
  readonly warning: string | undefined
}

/**
 * Finds what runs `name` (`node`, `python3`) for a function of `runtime` (`nodejs24`, `python3.13`): this very Node for
 * Node, and for Python the exact version when there is one. Throws BUILD_FAILED when there is none at all.
 */
export const findInterpreter = async (
  name: string,
  runtime: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Interpreter> => {
  const wanted = /[0-9][0-9.]*$/.exec(runtime)?.[0] ?? ''
  if (name === 'node') {
    const major = process.versions.node.split('.', 1)[0] ?? ''
    return { path: process.execPath, warning: major === wanted ? undefined : differs('Node.js', major, wanted) }
  }
  const exact = await onPath(`python${wanted}`, env)
  if (exact !== undefined) return { path: exact, warning: undefined }
  const any = await onPath(name, env)
  if (any === undefined)
    throw new ActionError('BUILD_FAILED', `Cannot find "${name}" on this machine`, {
      hint: `Install Python ${wanted}, or run the whole image with option "docker"`,
    })
  const version = await pythonVersion(any)
  return { path: any, warning: version === wanted ? undefined : differs('Python', version, wanted) }
}

const onPath = async (name: string, env: Readonly<Record<string, string | undefined>>): Promise<string | undefined> => {
  for (const folder of (env['PATH'] ?? '').split(delimiter).filter((part) => part !== '')) {
    const path = join(folder, name)
    const found = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (found && (await works(path))) return path
  }
  return undefined
}

/** A version manager's stand-in is on the path for versions that are not there. */
const works = async (path: string): Promise<boolean> => (await capture(path, ['--version'], { cwd: '/' })).code === 0

const pythonVersion = async (path: string): Promise<string> => {
  const { stdout, stderr } = await capture(path, ['--version'], { cwd: '/' })
  return /Python ([0-9]+\.[0-9]+)/.exec(`${stdout.toString()}${stderr}`)?.[1] ?? 'of an unknown version'
}

const differs = (what: string, has: string, wants: string): string =>
  `This machine has ${what} ${has}, the image ${wants}: the function may behave otherwise than in the cluster`
