import { access, constants, readdir } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { formatPlatform } from '../../core/oci/platform.ts'
import type { Platform } from '../../core/oci/types.ts'
import { capture } from '../exec.ts'
import { type Environment, toolEnvironment } from './environment.ts'
import { readRuntime } from './runtime.ts'

/** What this machine can install with for one runtime. */
export interface Host {
  readonly platform: Platform
  /** `glibc 2.36` or `musl`; undefined outside of Linux, and where no interpreter could tell. */
  readonly libc: string | undefined
  /** Version of the `node` that npm and the scripts of packages run with, as 24.11.0. */
  readonly node: string | undefined
  /** Path of npm. */
  readonly npm: string | undefined
  /** Those that start, best first: `python3.13` before `python3` before `python`. */
  readonly pythons: readonly Python[]
}

/** One CPython of this machine. */
export interface Python {
  /** The interpreter itself, not a launcher that chooses one by folder. */
  readonly path: string
  /** As 3.13.0. */
  readonly version: string
  readonly pip: boolean
}

export interface ProbeOptions {
  readonly env: Environment
  /** Where the programs are started: launchers look around them. */
  readonly folder: string
}

/** Asks the programs on PATH that could install for `runtime` what they are; a launcher alone takes 0.1 s to answer. */
export const probeHost = async (runtime: string, { env, folder }: ProbeOptions): Promise<Host> => {
  const { tool, version } = readRuntime(runtime)
  const programs = await programsOn(env['PATH'] ?? '')
  const options = { cwd: folder, env: toolEnvironment(env) }
  const ask = async (name: string, script: readonly string[]): Promise<unknown> => {
    const path = programs.get(name)
    return path === undefined ? undefined : answerOf(path, script, options)
  }
  const pythons = tool === 'pip' ? [`python${version}`, 'python3', 'python'] : []
  const [node, ...answers] = await Promise.all([
    (tool === 'npm' ? ask('node', NODE_SCRIPT) : undefined) as Promise<NodeAnswer | undefined> | undefined,
    ...pythons.map((name) => ask(name, PYTHON_SCRIPT) as Promise<PythonAnswer | undefined>),
  ])
  const found = answers.filter((answer) => answer?.cpython === true) as readonly PythonAnswer[]
  return {
    platform: { os: goName(OS, process.platform), architecture: goName(ARCHITECTURE, process.arch) },
    libc: node?.libc ?? found[0]?.libc,
    node: node?.version,
    npm: programs.get('npm'),
    pythons: uniqueByPath(found.map(({ path, version, pip }) => ({ path, version, pip }))),
  }
}

/** Writes `linux/amd64 glibc 2.36`. */
export const formatHost = ({ platform, libc }: Host): string =>
  [formatPlatform(platform), ...(libc === undefined ? [] : [libc])].join(' ')

interface NodeAnswer {
  readonly version: string
  readonly libc: string | undefined
}

interface PythonAnswer extends Python {
  readonly cpython: boolean
  readonly libc: string | undefined
}

const NODE_SCRIPT = [
  '-e',
  `const { header } = process.report.getReport()
const glibc = header.glibcVersionRuntime
const libc = process.platform !== 'linux' ? undefined : glibc ? 'glibc ' + glibc : 'musl'
console.log(JSON.stringify({ version: process.versions.node, libc }))`,
]

// -I: neither the folder nor the user's own packages are looked at.
const PYTHON_SCRIPT = [
  '-I',
  '-c',
  `import importlib.util, json, platform, sys
name, version = platform.libc_ver()
print(json.dumps({
    "path": sys.executable,
    "version": platform.python_version(),
    "pip": importlib.util.find_spec("pip") is not None,
    "cpython": platform.python_implementation() == "CPython",
    "libc": name + " " + version if name and sys.platform == "linux" else None,
}))`,
]

/** Returns the programs that the folders of `path` hold, by name; the first folder wins. */
const programsOn = async (path: string): Promise<ReadonlyMap<string, string>> => {
  const programs = new Map<string, string>()
  for (const folder of path.split(delimiter).filter((folder) => folder !== '')) {
    const names = await readdir(folder).catch(() => [])
    for (const name of names.filter((name) => PROGRAM.test(name) && !programs.has(name)))
      if (await isExecutable(join(folder, name))) programs.set(name, join(folder, name))
  }
  return programs
}

const PROGRAM = /^(node|npm|python[\d.]*)$/

const isExecutable = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  )

/** A launcher may be there with nothing to launch, so that a program that fails is one that is not there. */
const answerOf = async (
  path: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<unknown> => {
  try {
    const { code, stdout } = await capture(`"${path}"`, args, options)
    return code === 0 ? (JSON.parse(stdout.toString('utf8')) as unknown) : undefined
  } catch {
    return undefined
  }
}

const uniqueByPath = (pythons: readonly Python[]): readonly Python[] =>
  pythons.filter(({ path }, index) => pythons.findIndex((other) => other.path === path) === index)

// Node's names → Go's, which images use. https://go.dev/doc/install/source#environment
const OS: Readonly<Record<string, string>> = { win32: 'windows' }
const ARCHITECTURE: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386', riscv64: 'riscv64', s390x: 's390x' }

const goName = (names: Readonly<Record<string, string>>, name: string): string => names[name] ?? name
