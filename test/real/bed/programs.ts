import { access, constants, mkdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { TestContext } from 'node:test'
import { capture, execGroup } from '../../../src/edge/exec.ts'

/** How a program of the bed is installed: built from a Go module, or by the distribution's packages. */
type Recipe =
  | { readonly from: 'go'; readonly package: string; readonly version: string }
  | { readonly from: 'debian'; readonly package: string }

const go = (path: string, version: string): Recipe => ({ from: 'go', package: path, version })
const debian = (name: string): Recipe => ({ from: 'debian', package: name })

const RECIPES = {
  act: go('github.com/nektos/act', 'v0.2.89'),
  actionlint: go('github.com/rhysd/actionlint/cmd/actionlint', 'v1.7.12'),
  crane: go('github.com/google/go-containerregistry/cmd/crane', 'v0.22.1'),
  conformance: go('github.com/opencontainers/distribution-spec/conformance', 'v0.0.0-20260831232431-97274622c111'),
  registry: go('github.com/distribution/distribution/v3/cmd/registry', 'v3.1.2'),
  'docker-registry': debian('docker-registry'),
  skopeo: debian('skopeo'),
  umoci: debian('umoci'),
  strace: debian('strace'),
  dockerd: debian('docker.io'),
  docker: debian('docker.io'),
} as const satisfies Record<string, Recipe>

export type Program = keyof typeof RECIPES

export const PROGRAMS = Object.keys(RECIPES) as readonly Program[]

export type Found =
  | { readonly status: 'found'; readonly program: Program; readonly path: string }
  | { readonly status: 'missing'; readonly program: Program; readonly why: string }

/** The folder that holds what is built from Go modules: FUNCTION_IMAGES_PROGRAMS, or one in the user's cache. */
export const programsFolder = (): string =>
  process.env['FUNCTION_IMAGES_PROGRAMS'] ?? join(homedir(), '.cache', 'function-images', 'bin')

/** Looks for a program, installing nothing. */
export const findProgram = async (program: Program): Promise<Found> => {
  const path = await firstExecutable(program, placesOf(RECIPES[program]))
  if (path !== undefined) return { status: 'found', program, path }
  return { status: 'missing', program, why: `"${program}" is not installed: run "npm run bed -- programs"` }
}

/**
 * Returns the path of a program that the test needs; without it the test is skipped, and the answer undefined. Where the
 * bed is said to be complete (FUNCTION_IMAGES_BED=complete, as in CI) it fails instead.
 */
export const programFor = async (test: TestContext, program: Program): Promise<string | undefined> => {
  const found = await findProgram(program)
  if (found.status === 'found') return found.path
  if (process.env['FUNCTION_IMAGES_BED'] === 'complete') throw new Error(found.why)
  test.skip(found.why)
  return undefined
}

/** Installs those of `programs` that are missing. `log` gets the lines of the installers. */
export const installPrograms = async (
  programs: readonly Program[],
  log: (line: string) => void,
  signal: AbortSignal,
): Promise<readonly Found[]> => {
  const before = await Promise.all(programs.map(findProgram))
  const missing = before.filter(({ status }) => status === 'missing').map(({ program }) => program)
  const why = new Map<Program, string>()
  const packages = missing.filter((program) => RECIPES[program].from === 'debian')
  const refusal = packages.length === 0 ? undefined : await installPackages(packages, log, signal)
  if (refusal !== undefined) for (const program of packages) why.set(program, refusal)
  for (const program of missing) {
    const recipe = RECIPES[program]
    const failure = recipe.from === 'go' ? await buildModule(recipe, log, signal) : undefined
    if (failure !== undefined) why.set(program, failure)
  }
  const after = await Promise.all(programs.map(findProgram))
  return after.map((found) =>
    found.status === 'found' ? found : { ...found, why: why.get(found.program) ?? found.why },
  )
}

/** Debian's daemons are in folders that are not always in a user's PATH. */
const placesOf = (recipe: Recipe): readonly string[] =>
  recipe.from === 'go' ? [programsFolder()] : [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin']

const firstExecutable = async (name: string, folders: readonly string[]): Promise<string | undefined> => {
  for (const folder of folders) {
    const path = join(folder, name)
    const usable = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (usable) return path
  }
  return undefined
}

/** Returns why it could not; undefined when it did. */
const installPackages = async (
  programs: readonly Program[],
  log: (line: string) => void,
  signal: AbortSignal,
): Promise<string | undefined> => {
  const names = [...new Set(programs.map((program) => RECIPES[program].package))]
  const byHand = `apt-get install ${names.join(' ')}`
  if ((await firstExecutable('apt-get', ['/usr/bin'])) === undefined) return `needs the packages ${names.join(', ')}`
  if (process.getuid?.() !== 0) return `needs root: run "${byHand}"`
  const env = { ...inherited(), DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [['update'], ['install', '--yes', '--no-install-recommends', ...names]]) {
    const { code } = await execGroup('apt-get', args, { cwd: '/', env, signal, line: log })
    if (code !== 0) return `"apt-get ${args.join(' ')}" ended with ${code}`
  }
  return undefined
}

const buildModule = async (
  recipe: Recipe & { readonly from: 'go' },
  log: (line: string) => void,
  signal: AbortSignal,
): Promise<string | undefined> => {
  const compiler = await capture('go', ['version'], { cwd: '/' }).catch(() => undefined)
  if (compiler === undefined) return `needs Go, to build ${recipe.package}`
  const folder = programsFolder()
  await mkdir(folder, { recursive: true })
  const module = `${recipe.package}@${recipe.version}`
  const env = { ...inherited(), GOBIN: folder }
  const { code } = await execGroup('go', ['install', module], { cwd: folder, env, signal, line: log })
  return code === 0 ? undefined : `"go install ${module}" ended with ${code}`
}

const inherited = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
