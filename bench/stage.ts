import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { digestOf } from '../src/core/oci/digest.ts'
import { formatLock } from '../src/core/runtime/lock.ts'
import { makeNodeBase } from '../src/edge/demo/node-base.ts'
import { openRegistryClient } from '../src/edge/registry/client.ts'
import { type DockerRegistry, startDockerRegistry } from '../test/real/bed/docker-registry.ts'
import type { Command } from './measure.ts'

/** A registry with a base of real size in it, and a place for repositories of functions. */
export interface Stage {
  readonly folder: string
  readonly registry: DockerRegistry
  /** `host/hub/library/node:24-slim`. */
  readonly base: string
  /** Writes a repository of `count` one-file functions and returns its folder. */
  functions(count: number): Promise<string>
  /** Our command line, as its users start it. */
  ours(cwd: string, args: readonly string[]): Command
  close(): Promise<void>
}

const CLI = new URL('../dist/cli/index.js', import.meta.url).pathname

export const openStage = async (): Promise<Stage> => {
  const folder = await mkdtemp(join(tmpdir(), 'function-images-bench-'))
  const registry = await startDockerRegistry()
  const digest = await pushBase(registry.host)
  const lock = formatLock(new Map([['docker.io/library/node:24-slim', digest]]))
  return {
    folder,
    registry,
    base: `${registry.host}/hub/library/node:24-slim`,
    functions: (count) => writeFunctions(join(folder, `functions-${count}`), count, lock),
    ours: (cwd, args) => ({
      program: process.execPath,
      args: [CLI, ...args, '--image-mirrors', `docker.io=${registry.host}/hub`],
      cwd,
    }),
    close: async () => {
      await registry.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const pushBase = async (host: string): Promise<`sha256:${string}`> => {
  const client = openRegistryClient({ env: {}, insecureRegistries: [] })
  const signal = AbortSignal.timeout(120_000)
  const repository = { registry: host, path: 'hub/library/node' }
  const made = await makeNodeBase()
  for (const blob of made.blobs) await client.upload(repository, blob, signal)
  await client.putManifest({ ...repository, tag: '24-slim' }, made.manifest, signal)
  client.close()
  return digestOf(made.manifest.bytes)
}

const writeFunctions = async (folder: string, count: number, lock: string): Promise<string> => {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'function-images.lock'), lock)
  for (let index = 0; index < count; index += 1) {
    const own = join(folder, `function-${index}`)
    await mkdir(own, { recursive: true })
    await writeFile(join(own, 'function.yaml'), spec(index))
    await writeFile(join(own, 'handler.js'), `exports.run = () => 'function ${index}'\n`)
  }
  return folder
}

const spec = (index: number): string =>
  `apiVersion: function-images.github.io/v1alpha1\nkind: Function\nmetadata:\n  name: function-${index}\nspec:\n  runtime: nodejs24\n  handler: handler.run\n`
