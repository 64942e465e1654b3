import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import type { TestContext } from 'node:test'
import type { FunctionResult, Report } from '../../../src/core/report/report.ts'
import { capture } from '../../../src/edge/exec.ts'
import { ROOT } from '../../../tools/bundle.ts'
import { type Running, startRun } from '../../entry/run-child.ts'
import type { Ended } from '../../entry/shell.ts'

/** The command line as it is shipped. */
export const CLI = join(ROOT, 'dist/cli/index.js')

/** A folder with functions, and the command line over it, each command a process of its own. */
export interface Desk {
  readonly folder: string
  /** Without HOME, tokens or anything else of this process but what finds programs. */
  readonly env: Readonly<Record<string, string>>
  readonly write: (path: string, text: string | Uint8Array) => Promise<void>
  /** Runs a command with the desk's flags. */
  readonly cli: (...words: readonly string[]) => Promise<Ended>
  /** Builds, expecting success, and returns the report. */
  readonly build: (...words: readonly string[]) => Promise<Built>
  /** Serves a built function with "run", until it is stopped. */
  readonly serve: (name: string, ...words: readonly string[]) => Promise<Running>
}

export interface Built extends Report {
  /** Notices and logs of installs. */
  readonly log: string
  /** The result of function `name`. */
  of(name: string): FunctionResult
  /** How many ended in `state`. */
  count(state: FunctionResult['state']): number
}

export interface DeskOptions {
  /** Given to every command. */
  readonly flags: readonly string[]
  /** A folder that comes before all others where programs are looked for. */
  readonly programs?: string
}

/** Opens a desk that is gone after the test. */
export const openDesk = async (t: TestContext, { flags, programs }: DeskOptions): Promise<Desk> => {
  const folder = await mkdtemp(join(tmpdir(), 'desk-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const work = join(folder, 'work')
  await mkdir(work)
  const path = [...(programs === undefined ? [] : [programs]), dirname(process.execPath), process.env['PATH'] ?? '']
  const env = { PATH: path.join(delimiter), HOME: folder }
  const cli: Desk['cli'] = async (command = '', ...words) => {
    const args = [CLI, command, ...words, ...flags]
    const { code, stdout, stderr } = await capture(`"${process.execPath}"`, args, { cwd: work, env })
    return { code, out: stdout.toString(), err: stderr }
  }
  return {
    folder: work,
    env,
    write: async (path, text) => {
      await mkdir(dirname(join(work, path)), { recursive: true })
      await writeFile(join(work, path), text)
    },
    cli,
    build: async (...words) => builtOf(await cli('build', '--format', 'json', ...words)),
    serve: (name, ...words) => startRun([name, '--port', '0', ...words, ...flags], { cwd: work, env, main: CLI }),
  }
}

const builtOf = ({ code, out, err }: Ended): Built => {
  assert.equal(code, 0, `${err}\n${out}`)
  const report = JSON.parse(out) as Report
  return {
    ...report,
    log: err,
    of: (name) => {
      const found = report.functions.find((result) => result.name === name)
      assert.ok(found !== undefined, `"${name}" is not in the report`)
      return found
    },
    count: (state) => report.functions.filter((result) => result.state === state).length,
  }
}

/** Writes a spec of our own form. */
export const specOf = (name: string, runtime: string, handler: string): string =>
  `apiVersion: function-images.github.io/v1alpha1
kind: Function
metadata:
  name: ${name}
spec:
  runtime: ${runtime}
  handler: ${handler}
`
