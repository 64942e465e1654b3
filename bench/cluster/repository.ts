import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseReference } from '../../src/core/oci/reference.ts'
import { formatLock } from '../../src/core/runtime/lock.ts'
import { openRegistryClient } from '../../src/edge/registry/client.ts'
import type { Lot } from './ground.ts'

/** Writes a repository of one function with `packages` from npm, and returns its folder. */
export const writeFunction = async (
  lot: Lot,
  name: string,
  packages: Readonly<Record<string, string>>,
  description = name,
): Promise<string> => {
  const folder = await writeLock(lot, name)
  await writeFile(join(folder, 'function.yaml'), nativeSpec(name))
  await writeFile(join(folder, 'handler.js'), `exports.run = () => '${name}'\n`)
  if (Object.keys(packages).length === 0) return folder
  await writeFile(join(folder, '.npmrc'), `registry=${lot.npm}\n`)
  await writeFile(join(folder, 'package.json'), JSON.stringify({ description, dependencies: packages }))
  return folder
}

/** Writes a repository of `count` functions that answer `reply` and the name of their pod, and returns its folder. */
export const writeReplies = async (lot: Lot, name: string, count: number, reply: string): Promise<string> => {
  const folder = await writeLock(lot, name)
  const code = `const { hostname } = require('node:os')\nexports.run = () => '${reply} ' + hostname()\n`
  const specs = Array.from({ length: count }, (_, index) => inlineSpec(`${name}-${index}`, code))
  await writeFile(join(folder, 'functions.yaml'), specs.join('---\n'))
  return folder
}

const writeLock = async (lot: Lot, name: string): Promise<string> => {
  const folder = join(lot.folder, name)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'function-images.lock'), await lockOf(lot))
  return folder
}

/** Pins the bed's base of Node. */
const lockOf = async ({ base, registry }: Lot): Promise<string> => {
  const client = openRegistryClient({ env: {}, insecureRegistries: [registry] })
  try {
    const answer = await client.digest(parseReference(base), AbortSignal.timeout(10_000))
    if (answer.status !== 'present') throw new Error(`Cannot read "${base}"`)
    return formatLock(new Map([['docker.io/library/node:24-slim', answer.digest]]))
  } finally {
    client.close()
  }
}

const nativeSpec = (name: string): string =>
  `apiVersion: function-images.github.io/v1alpha1\nkind: Function\nmetadata: {name: ${name}}\nspec: {runtime: nodejs24, handler: handler.run}\n`

const inlineSpec = (name: string, code: string): string =>
  `apiVersion: kubeless.io/v1beta1\nkind: Function\nmetadata: {name: ${name}}\nspec: {runtime: nodejs24, handler: handler.run, function: ${JSON.stringify(code)}}\n`
