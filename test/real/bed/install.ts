import { mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { execGroup } from '../../../src/edge/exec.ts'
import { buildKubernetes } from './kubernetes-build.ts'
import {
  type Found,
  findProgram,
  firstExecutable,
  type Program,
  programsFolder,
  RECIPES,
  type Recipe,
} from './programs.ts'
import { findPython } from './python-base.ts'

/** Runs an installer, its lines going to the log; throws what it ended with. */
export type Run = (command: string, args: readonly string[], options?: RunOptions) => Promise<void>

export interface RunOptions {
  readonly cwd?: string
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>
}

/**
 * Installs those of `programs` that are missing, each whole or not at all. `log` gets the lines of the installers, and
 * what takes how long.
 */
export const installPrograms = async (
  programs: readonly Program[],
  log: (line: string) => void,
  signal: AbortSignal,
): Promise<readonly Found[]> => {
  const before = await Promise.all(programs.map(findProgram))
  const missing = before.filter(({ status }) => status === 'missing').map(({ program }) => program)
  const run = runner(log, signal)
  const why = new Map<Program, string>()
  for (const batch of batchesOf(missing)) {
    const names = batch.map((program) => `"${program}"`).join(', ')
    const began = performance.now()
    log(`bed: installing ${names}`)
    const failure = await install(batch, run).catch((error: unknown) => (error as Error).message)
    signal.throwIfAborted()
    log(`bed: ${failure ?? `installed ${names}`} after ${Math.round((performance.now() - began) / 1000)} s`)
    if (failure !== undefined) for (const program of batch) why.set(program, failure)
  }
  const after = await Promise.all(programs.map(findProgram))
  return after.map((found) =>
    found.status === 'found' ? found : { ...found, why: why.get(found.program) ?? found.why },
  )
}

/** Programs that one command installs belong together; the distribution's come first, since others are built with them. */
const batchesOf = (programs: readonly Program[]): readonly (readonly Program[])[] => {
  const together = Map.groupBy(programs, (program) => {
    const { from } = RECIPES[program]
    return from === 'debian' || from === 'kubernetes' ? from : program
  })
  const { debian, ...others } = Object.fromEntries(together) as Partial<Record<string, readonly Program[]>>
  return [...(debian === undefined ? [] : [debian]), ...Object.values(others).filter((batch) => batch !== undefined)]
}

/** Returns why it could not; undefined when it did. */
const install = async (batch: readonly Program[], run: Run): Promise<string | undefined> => {
  const [program] = batch
  if (program === undefined) return undefined
  const recipe: Recipe = RECIPES[program]
  switch (recipe.from) {
    case 'debian':
      return installPackages([...new Set(batch.map((one) => RECIPES[one].package))], run)
    case 'kubernetes':
      return intoPrograms((folder) =>
        buildKubernetes(
          folder,
          batch.map((one) => RECIPES[one].package),
          run,
        ),
      )
    case 'go':
      return intoPrograms((folder) =>
        run('go', ['install', '-ldflags=-s -w', `${recipe.package}@${recipe.version}`], { env: { GOBIN: folder } }),
      )
    case 'npm':
      return installNpmPackage(program, recipe, run)
    case 'pypi':
      return installPythonPackage(program, recipe, run)
  }
}

const installPackages = async (names: readonly string[], run: Run): Promise<string | undefined> => {
  if ((await firstExecutable('apt-get', ['/usr/bin'])) === undefined) return `needs the packages ${names.join(', ')}`
  if (process.getuid?.() !== 0) return `needs root: run "apt-get install ${names.join(' ')}"`
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [['update'], ['install', '--yes', '--no-install-recommends', ...names]])
    await run('apt-get', args, { env })
  return undefined
}

/** Has programs built into a folder of its own, so that a build that ends half-way leaves none. */
const intoPrograms = async (build: (folder: string) => Promise<void>): Promise<undefined> => {
  await mkdir(programsFolder(), { recursive: true })
  const folder = await mkdtemp(join(programsFolder(), '.building-'))
  try {
    await build(folder)
    for (const name of await readdir(folder)) await rename(join(folder, name), join(programsFolder(), name))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const installNpmPackage = async (
  program: Program,
  recipe: Recipe & { readonly from: 'npm' },
  run: Run,
): Promise<undefined> => {
  const folder = await emptyFolder(program)
  const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--omit=dev']
  const manifest = { private: true, dependencies: { [recipe.package]: recipe.version }, overrides: recipe.overrides }
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest))
  await run('npm', ['install', ...flags], { cwd: folder })
  await link(program, join(folder, 'node_modules', recipe.package, recipe.script))
}

const installPythonPackage = async (
  program: Program,
  recipe: Recipe & { readonly from: 'pypi' },
  run: Run,
): Promise<undefined> => {
  const folder = await emptyFolder(program)
  await run((await findPython())?.path ?? 'python3', ['-m', 'venv', folder])
  await run(join(folder, 'bin', 'pip'), ['install', `${recipe.package}==${recipe.version}`])
  await link(program, join(folder, 'bin', program))
}

/** A package of many files stands beside the programs; only the link to its command, made last, says that it is whole. */
const emptyFolder = async (program: Program): Promise<string> => {
  const folder = join(programsFolder(), '.packages', program)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  return folder
}

const link = async (program: Program, target: string): Promise<void> => {
  await rm(join(programsFolder(), program), { force: true })
  await symlink(target, join(programsFolder(), program))
}

const runner =
  (log: (line: string) => void, signal: AbortSignal): Run =>
  async (command, args, { cwd = '/', env = {} } = {}) => {
    const options = { cwd, env: { ...inherited(), ...env }, signal, line: log }
    const { code } = await execGroup(command, args, options).catch((cause: unknown) => {
      signal.throwIfAborted()
      throw new Error(`needs "${command}"`, { cause })
    })
    if (code !== 0) throw new Error(`"${[command, ...args].join(' ')}" ended with ${code}`)
  }

const inherited = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
