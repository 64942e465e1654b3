import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { lstat, mkdtemp, readdir, readFile, readlink, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { promisify } from 'node:util'
import type { ImageConfig, ImageIndex, ImageManifest } from '../../../src/core/oci/types.ts'
import { programFor } from './programs.ts'

const run = promisify(execFile)

/** Programs that share no code with ours, to see what a registry holds. References are `host/repository:tag`. */
export interface Puller {
  manifest(reference: string): Promise<ImageManifest | ImageIndex>
  config(reference: string): Promise<ImageConfig>
  /** Copies an image with all its platforms; fails when a manifest or blob is missing or broken. */
  copy(reference: string): Promise<void>
  /** Copies an image of this platform and unpacks its layers; returns the root folder. Needs root, for the owners. */
  unpack(reference: string): Promise<string>
}

/** Opens skopeo and umoci; without them the test is skipped, and the answer undefined. */
export const openPuller = async (t: TestContext): Promise<Puller | undefined> => {
  const skopeo = await programFor(t, 'skopeo')
  const umoci = await programFor(t, 'umoci')
  if (skopeo === undefined || umoci === undefined) return undefined
  const folder = await mkdtemp(join(tmpdir(), 'pull-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const layout = join(folder, 'layout')
  let count = 0
  const inspect = async (flags: readonly string[], reference: string): Promise<unknown> => {
    const { stdout } = await run(skopeo, ['inspect', '--tls-verify=false', ...flags, `docker://${reference}`])
    return JSON.parse(stdout)
  }
  const copy = async (reference: string, flags: readonly string[] = []): Promise<string> => {
    count += 1
    const to = `${layout}:image-${count}`
    await run(skopeo, ['copy', '--quiet', ...flags, '--src-tls-verify=false', `docker://${reference}`, `oci:${to}`])
    return to
  }
  return {
    manifest: async (reference) => (await inspect(['--raw'], reference)) as ImageManifest | ImageIndex,
    config: async (reference) => (await inspect(['--config', '--raw'], reference)) as ImageConfig,
    copy: async (reference) => void (await copy(reference, ['--all'])),
    unpack: async (reference) => {
      assert.equal(process.getuid?.(), 0, 'owners can be seen by root only')
      const image = await copy(reference)
      const root = join(folder, `root-${count}`)
      await run(umoci, ['raw', 'unpack', '--image', image, root])
      return root
    },
  }
}

/** What a folder holds, by path: type and mode, owner, time in seconds, and the sha256 of a file or the target of a link. */
export type Tree = Readonly<Record<string, string>>

export const treeOf = async (root: string, path: string): Promise<Tree> => {
  const full = join(root, path)
  const stats = await lstat(full)
  const facts = `${(stats.mode & 0o7777).toString(8)} ${stats.uid}:${stats.gid} ${stats.mtimeMs / 1000}`
  if (stats.isSymbolicLink()) return { [path]: `link ${facts} ${await readlink(full)}` }
  if (stats.isFile()) return { [path]: `file ${facts} ${hashOf(await readFile(full))}` }
  const names = await readdir(full)
  const below = await Promise.all(names.map((name) => treeOf(root, `${path}/${name}`)))
  return Object.assign({ [path]: `folder ${facts}` }, ...below) as Tree
}

export const hashOf = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')
