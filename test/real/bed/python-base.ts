import { glob, readdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, delimiter, join } from 'node:path'
import type { TestContext } from 'node:test'
import { type MadeImage, makeProgramBase, type Program } from '../../../src/edge/demo/program-base.ts'
import { capture } from '../../../src/edge/exec.ts'

/** A Python 3.13 of this machine. */
export interface Python {
  /** The interpreter itself, not a launcher. */
  readonly path: string
  /** The folder of its standard library. */
  readonly stdlib: string
}

export const PYTHON_VERSION = '3.13'

/** Returns a Python 3.13; without one the test is skipped, or fails where the bed is said to be complete. */
export const pythonFor = async (test: TestContext): Promise<Python | undefined> => {
  const found = await findPython()
  if (found !== undefined) return found
  const why = `There is no Python ${PYTHON_VERSION} on PATH or in ~/.pyenv`
  if (process.env['FUNCTION_IMAGES_BED'] === 'complete') throw new Error(why)
  test.skip(why)
  return undefined
}

/** Looks among the versions of pyenv, whose launchers are slow and answer for chosen versions only, and on PATH. */
export const findPython = (): Promise<Python | undefined> => (known ??= lookForPython())

let known: Promise<Python | undefined> | undefined

const lookForPython = async (): Promise<Python | undefined> => {
  const name = `python${PYTHON_VERSION}`
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  const versions = await Array.fromAsync(glob(join(homedir(), `.pyenv/versions/${PYTHON_VERSION}.*/bin`)))
  for (const folder of [...versions, ...folders]) {
    const answer = await capture(`"${join(folder, name)}"`, ['-I', '-c', WHERE], { cwd: '/' }).catch(() => undefined)
    if (answer?.code === 0) return JSON.parse(answer.stdout.toString()) as Python
  }
  return undefined
}

const WHERE =
  'import json, sys, sysconfig; print(json.dumps({"path": sys.executable, "stdlib": sysconfig.get_path("stdlib")}))'

/**
 * Makes a base image of a Python of this machine: the interpreter, the standard library and the shared libraries of
 * both. Its config says all that a base can say and that an image of a function must not.
 */
export const makePythonBase = async ({ path, stdlib }: Python): Promise<MadeImage> => {
  const library = await filesBelow(stdlib)
  const modules = library.filter((file) => file.endsWith('.so')).map((file) => join(stdlib, file))
  const programs: readonly Program[] = [
    ...['python3', `python${PYTHON_VERSION}`].map((name) => ({ path: `usr/local/bin/${name}`, from: path })),
    ...library.map((file) => ({ path: `usr/local/lib/python${PYTHON_VERSION}/${file}`, from: join(stdlib, file) })),
    ...(await sharedLibraries([path, ...modules])),
  ]
  return makeProgramBase(programs, {
    Env: ['PATH=/usr/local/bin:/usr/bin:/bin', 'LD_LIBRARY_PATH=/usr/local/lib', 'PYTHONUNBUFFERED=0'],
    User: 'root',
    WorkingDir: '/tmp',
    Cmd: ['python3'],
    StopSignal: 'SIGINT',
    ExposedPorts: { '5678/tcp': {} },
    Labels: { maintainer: 'nobody' },
    Healthcheck: { Test: ['CMD', 'false'] },
    OnBuild: ['RUN false'],
  })
}

/** Parts of the standard library that no function runs with. */
const LEFT_OUT =
  /^(?:test|idlelib|tkinter|turtledemo|ensurepip|pydoc_data|(?:site|dist)-packages|config-.*|__pycache__|_tkinter.*|_test.*)$/

const filesBelow = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { withFileTypes: true })
  const found = entries
    .filter(({ name }) => !LEFT_OUT.test(name))
    .map(async (entry) => {
      if (!entry.isDirectory()) return entry.isFile() ? [entry.name] : []
      return (await filesBelow(join(folder, entry.name))).map((path) => `${entry.name}/${path}`)
    })
  return (await Promise.all(found)).flat()
}

/** Asks the dynamic linker; libraries of the system keep their place, Python's own goes where LD_LIBRARY_PATH says. */
const sharedLibraries = async (programs: readonly string[]): Promise<readonly Program[]> => {
  const { stdout } = await capture('ldd', programs, { cwd: '/' })
  const paths = stdout.toString().match(/(?<=^\t|=> )\/[^ ]+(?= \()/gm) ?? []
  return [...new Set(paths)].map((from) => ({
    path: basename(from).startsWith('libpython') ? `usr/local/lib/${basename(from)}` : from.slice(1),
    from,
  }))
}
