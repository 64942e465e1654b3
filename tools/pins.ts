import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { BUILT_IN } from '../src/core/runtime/catalogue.ts'
import { type Pins, parseLock } from '../src/core/runtime/lock.ts'

/** Returns one function spec for each built-in runtime, as a stream of YAML documents. */
export const specs = (): string =>
  [...BUILT_IN.keys()]
    .map((id) =>
      [
        'apiVersion: kubeless.io/v1beta1',
        'kind: Function',
        `metadata: { name: "${id.replaceAll('.', '-')}" }`,
        `spec: { runtime: "${id}", handler: "handler.main", function-content-type: text, function: " " }`,
      ].join('\n'),
    )
    .join('\n---\n')

/** Returns the module that holds `pins`, sorted. */
export const pinsModule = (pins: Pins): string => {
  const lines = [...pins].sort(([a], [b]) => (a < b ? -1 : 1)).map(([image, digest]) => `  ['${image}', '${digest}'],`)
  return [
    "import type { Digest } from '../oci/digest.ts'",
    "import type { Pins } from './lock.ts'",
    '',
    '/** Digests that were current when this release was made. */',
    'export const RELEASE_PINS: Pins = new Map<string, Digest>([',
    ...lines,
    '])',
    '',
  ].join('\n')
}

/** Asks our own `lock` command, run from the sources in `root`, what the tags of the built-in runtimes point to today. */
export const lockedPins = async (root: string, env: NodeJS.ProcessEnv): Promise<Pins> => {
  const folder = await mkdtemp(join(tmpdir(), 'pins-'))
  try {
    await writeFile(join(folder, 'runtimes.yaml'), specs())
    const cli = join(root, 'src/entry/cli/main.ts')
    const args = ['lock', '--working-directory', folder, '--functions', 'runtimes.yaml']
    await promisify(execFile)(process.execPath, [cli, ...args], { env })
    const file = 'function-images.lock'
    return parseLock(file, await readFile(join(folder, file), 'utf8'))
  } finally {
    await rm(folder, { recursive: true })
  }
}

if (import.meta.main) {
  const root = resolve(import.meta.dirname, '..')
  const pins = await lockedPins(root, process.env)
  await writeFile(join(root, 'src/core/runtime/pins.ts'), pinsModule(pins))
  for (const [image, digest] of pins) process.stdout.write(`${image} ${digest}\n`)
}
