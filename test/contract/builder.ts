import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { buildFailureOf, LOG_TAIL } from '../../src/core/build/failure.ts'
import type { DependencyUnit } from '../../src/core/build/unit.ts'
import { ActionError } from '../../src/core/errors.ts'
import { byBytes, type FileEntry } from '../../src/core/image/content.ts'
import { digestOf } from '../../src/core/oci/digest.ts'
import type { Builder, PhaseOutput } from '../../src/ports.ts'

/** One builder on a bed of its own, and units made for it. */
export interface BuilderBed {
  readonly builder: Builder
  /** Installs one package with the files of `installed` and no others of interest. */
  readonly unit: DependencyUnit
  /** What the unit has to leave, at least. */
  readonly installed: readonly ExpectedEntry[]
  /** Cannot be installed; `reason` is in what is said about it. */
  readonly failing: { readonly unit: DependencyUnit; readonly reason: RegExp }
  /** Not for this builder; undefined when it takes all. */
  readonly unfit: DependencyUnit | undefined
  /** Runs until it is cancelled; `started` is fulfilled once it does. */
  readonly hanging: { readonly unit: DependencyUnit; readonly started: () => Promise<void> }
  /** Reads the files that an output stands for. */
  readonly contents: (output: PhaseOutput) => Promise<readonly FileEntry[]>
  /** Names everything that runs have left behind on this machine: folders, processes. */
  readonly leftovers: () => Promise<readonly string[]>
  readonly close: () => Promise<void>
}

export type ExpectedEntry =
  | { readonly path: string; readonly text: string; readonly executable: boolean }
  | { readonly path: string; readonly target: string }

/**
 * The checks that every builder has to pass, so that they all make the same image. Where `open` gives no bed it has said
 * so to the test.
 */
export const testBuilder = (name: string, open: (t: TestContext) => Promise<BuilderBed | undefined>): void => {
  test(`${name} gives output`, async (context) => {
    const bed = await open(context)
    if (bed === undefined) return
    const output = await bed.builder.run(bed.unit, quiet, never)
    const files = await bed.contents(output)
    for (const [criterion, check] of Object.entries(OUTPUT_CHECKS))
      await context.test(criterion, () => check(files, bed))
    await release(output)
    await bed.close()
  })
  for (const [criterion, check] of Object.entries(CHECKS))
    test(`${name} ${criterion}`, async (t) => {
      const bed = await open(t)
      if (bed === undefined) return
      try {
        await check(bed)
      } finally {
        await bed.close()
      }
    })
}

const never = new AbortController().signal
const quiet = (): void => undefined

const OUTPUT_CHECKS: Readonly<Record<string, (files: readonly FileEntry[], bed: BuilderBed) => Promise<void> | void>> =
  {
    'that has the files, execute bits and links of the packages': async (files, { installed }) => {
      const byPath = new Map(files.map((file) => [file.path, file]))
      for (const expected of installed) assert.deepEqual(await plain(byPath.get(expected.path)), expected)
    },

    'without the files that were put there': (files, { unit }) => {
      const put = new Set([...unit.files.map(({ path }) => path), 'package-lock.json', '.npmrc'])
      const paths = files.map(({ path }) => path)
      assert.deepEqual(
        paths.filter((path) => put.has(path)),
        [],
      )
    },

    'with relative paths in the order of their bytes, each once': (files) => {
      const paths = files.map(({ path }) => path)
      assert.deepEqual(paths, [...new Set(paths)].sort(byBytes))
      assert.deepEqual(
        paths.filter((path) => path.startsWith('/') || path.split('/').includes('..')),
        [],
      )
    },

    'that can be read as often as asked, with the size and digest it says': async (files) => {
      for (const file of files) {
        if (file.type !== 'file') continue
        for (const bytes of [await file.read(), await file.read()])
          assert.deepEqual([bytes.length, digestOf(bytes)], [file.size, file.digest])
      }
    },
  }

const CHECKS: Readonly<Record<string, (bed: BuilderBed) => Promise<void>>> = {
  'names the same toolchain each time': async ({ builder, unit }) => {
    const first = await builder.toolchain(unit.runtime, never)
    assert.equal(await builder.toolchain(unit.runtime, never), first)
  },

  'finds nothing wrong with a unit that it can run': async ({ builder, unit }) => {
    await builder.toolchain(unit.runtime, never)
    assert.equal(builder.check(unit), undefined)
  },

  'says of a unit that it cannot run why, and what to do': async ({ builder, unfit }) => {
    if (unfit === undefined) return
    await builder.toolchain(unfit.runtime, never)
    const problem = builder.check(unfit)
    assert.equal(problem?.severity, 'error')
    assert.deepEqual(problem?.at, unfit.at[0])
    assert.ok(problem?.hint)
    await assert.rejects(builder.run(unfit, quiet, never), { code: 'BUILD_FAILED' })
  },

  'gives equal output for equal units': async ({ builder, unit, contents }) => {
    const [first, second] = await Promise.all([builder.run(unit, quiet, never), builder.run(unit, quiet, never)])
    assert.deepEqual((await contents(first)).map(fingerprint), (await contents(second)).map(fingerprint))
    await Promise.all([release(first), release(second)])
  },

  'leaves nothing behind once its output is released, twice even': async ({ builder, unit, leftovers }) => {
    const output = await builder.run(unit, quiet, never)
    await release(output)
    await release(output)
    assert.deepEqual(await leftovers(), [])
  },

  'fails with the tool’s own reason and the end of its log, at each place': async ({ builder, failing, leftovers }) => {
    const lines: string[] = []
    const error: unknown = await builder.run(failing.unit, (line) => lines.push(line), never).catch((error) => error)
    assert.ok(error instanceof ActionError)
    assert.equal(error.code, 'BUILD_FAILED')
    assert.match(error.message, failing.reason)
    assert.deepEqual(
      error.problems.map(({ at }) => at),
      failing.unit.at,
    )
    const failure = buildFailureOf(error)
    assert.match(failure?.reason ?? '', failing.reason)
    assert.deepEqual(failure?.log, lines.slice(-LOG_TAIL))
    assert.notEqual(lines.length, 0)
    assert.deepEqual(await leftovers(), [])
  },

  'does nothing when it is cancelled before': async ({ builder, unit, leftovers }) => {
    const reason = new Error('cancelled')
    await assert.rejects(builder.run(unit, quiet, AbortSignal.abort(reason)), reason)
    assert.deepEqual(await leftovers(), [])
  },

  'ends and leaves nothing when it is cancelled': async ({ builder, hanging, leftovers }) => {
    const controller = new AbortController()
    const reason = new Error('cancelled')
    const run = assert.rejects(builder.run(hanging.unit, quiet, controller.signal), reason)
    await Promise.race([hanging.started(), run])
    controller.abort(reason)
    await run
    assert.deepEqual(await leftovers(), [])
  },
}

const release = async (output: PhaseOutput): Promise<void> => {
  if (output.kind === 'files') await output.release()
}

const fingerprint = (file: FileEntry): string =>
  file.type === 'symlink' ? `${file.path} -> ${file.target}` : `${file.path} ${file.executable} ${file.digest}`

const plain = async (file: FileEntry | undefined): Promise<ExpectedEntry | undefined> => {
  if (file === undefined) return undefined
  if (file.type === 'symlink') return { path: file.path, target: file.target }
  const text = new TextDecoder().decode(await file.read())
  return { path: file.path, text, executable: file.executable }
}
