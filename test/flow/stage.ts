import { type Config, parseConfig, type RawOptions } from '../../src/core/config.ts'
import { canonicalJson, type Json } from '../../src/core/oci/canonical-json.ts'
import { fileOf } from '../../src/core/image/content.ts'
import type { TargetConfig } from '../../src/core/image/target.ts'
import { type Digest, digestOf } from '../../src/core/oci/digest.ts'
import { packLayer } from '../../src/core/oci/layer.ts'
import { OCI_CONFIG, OCI_INDEX, OCI_MANIFEST } from '../../src/core/oci/media-types.ts'
import type { Reference } from '../../src/core/oci/reference.ts'
import type { Platform } from '../../src/core/oci/types.ts'
import type { Command } from '../../src/core/options.ts'
import type { FunctionResult, RolloutResult } from '../../src/core/report/report.ts'
import type { Builder, Ports, Registry } from '../../src/ports.ts'
import { fakeRegistry, type FakeRegistry } from '../fakes/registry.ts'

/** A flow's surroundings in memory: a registry with a base in it, and spec files that a test writes. */
export interface Stage {
  readonly registry: FakeRegistry
  readonly files: Map<string, string>
  readonly results: FunctionResult[]
  readonly rollouts: RolloutResult[]
  readonly printed: string[]
  readonly notices: string[]
  /** What was kept of failures, by name. */
  readonly evidence: Map<string, string>
  ports(over?: Partial<Ports>): Ports
}

export const HOST = 'registry.test'

export const BASE = { registry: 'docker.io', path: 'library/node' }

export const signal = new AbortController().signal

export const configOf = (command: Command, raw: RawOptions = {}): Config & TargetConfig => {
  const config = parseConfig(command, raw, { registry: HOST, channel: 'main', defaultChannel: 'main' })
  return { ...config, registry: config.registry ?? HOST }
}

export const openStage = async (
  platforms: readonly Platform[] = [{ os: 'linux', architecture: 'amd64' }],
): Promise<Stage> => {
  const registry = fakeRegistry()
  await pushBase(registry, platforms)
  const files = new Map<string, string>()
  const results: FunctionResult[] = []
  const rollouts: RolloutResult[] = []
  const printed: string[] = []
  const notices: string[] = []
  const evidence = new Map<string, string>()
  return {
    registry,
    files,
    results,
    rollouts,
    printed,
    notices,
    evidence,
    ports: (over = {}) => ({
      workspace: {
        prefix: '',
        read: async () => ({
          files: [...files].filter(([path]) => path.endsWith('.yaml')).map(([path, text]) => ({ path, text })),
          problems: [],
        }),
        text: async (path) => files.get(path),
        write: async (path, text) => void files.set(path, text),
      },
      sources: {
        files: async ({ code }) => ({
          files: [...files]
            .filter(([path]) => code.kind === 'path' && path.startsWith(`${code.path}/`) && !path.endsWith('.yaml'))
            .map(([path, text]) => fileOf(path.slice(path.indexOf('/') + 1), text)),
          problems: [],
        }),
      },
      shims: { files: async (folder) => [fileOf('kubeless.mjs', `// ${folder}\n`)] },
      registry,
      pulls: { prove: async () => ({ status: 'pulls' }) },
      builder: undefined as Builder | undefined,
      cluster: undefined,
      evidence: {
        save: async (name, text) => {
          evidence.set(name, text)
          return `evidence/${name}`
        },
      },
      reporter: {
        notice: (message) => void notices.push(message),
        warning: () => undefined,
        progress: () => undefined,
        functionDone: (result) => void results.push(result),
        rolloutDone: (result) => void rollouts.push(result),
        print: (text) => void printed.push(text),
        group: () => ({ line: () => undefined, end: () => undefined }),
      },
      clock: { now: () => 0, sleep: standStill },
      ...over,
    }),
  }
}

/** Sleeps where time does not pass: until the signal aborts. */
const standStill = (_: number, signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.throwIfAborted()
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })

/** A spec with its code in it. */
export const spec = (name: string, code = `exports.run = () => '${name}'`, more = ''): string =>
  `apiVersion: kubeless.io/v1beta1\nkind: Function\nmetadata:\n  name: ${name}\nspec:\n  runtime: nodejs24\n  handler: ${name}.run\n  function: ${JSON.stringify(code)}\n${more}`

/** A spec that brings `image`, in line 6. */
export const prebuiltSpec = (name: string, image: string, more = ''): string =>
  `apiVersion: kubeless.io/v1beta1\nkind: Function\nmetadata:\n  name: ${name}\nspec:\n  deployment: {spec: {template: {spec: {containers: [{image: "${image}"}]}}}}\n${more}`

/** Puts an image somebody else has made under `reference`'s tag, unlike one of other `content`; returns its digest. */
export const pushImage = async (registry: Registry, reference: Reference, content: string): Promise<Digest> => {
  const bytes = json({ schemaVersion: 2, mediaType: OCI_INDEX, manifests: [], annotations: { content } })
  await registry.putManifest(reference, { mediaType: OCI_INDEX, bytes }, signal)
  return digestOf(bytes)
}

const pushBase = async (registry: Registry, platforms: readonly Platform[]): Promise<void> => {
  const manifests = await Promise.all(
    platforms.map(async (platform) => {
      const bytes = Buffer.from(`node for ${platform.architecture}`)
      const layer = await packLayer([
        {
          entry: { type: 'file', path: 'usr/bin/node', mode: 0o755, uid: 0, gid: 0, size: bytes.length },
          read: async () => bytes,
        },
      ])
      const config = json({
        ...platform,
        created: '2026-01-01T00:00:00Z',
        config: { Env: ['PATH=/usr/bin'] },
        rootfs: { type: 'layers', diff_ids: [layer.diffId] },
      })
      const descriptor = { mediaType: OCI_CONFIG, digest: digestOf(config), size: config.length }
      await registry.upload(BASE, layer, signal)
      await registry.upload(BASE, { descriptor, bytes: config }, signal)
      const manifest = json({
        schemaVersion: 2,
        mediaType: OCI_MANIFEST,
        config: descriptor,
        layers: [layer.descriptor],
      })
      const digest = digestOf(manifest)
      await registry.putManifest({ ...BASE, digest }, { mediaType: OCI_MANIFEST, bytes: manifest }, signal)
      return { mediaType: OCI_MANIFEST, digest, size: manifest.length, platform }
    }),
  )
  const index = json({ schemaVersion: 2, mediaType: OCI_INDEX, manifests })
  await registry.putManifest({ ...BASE, tag: '24-slim' }, { mediaType: OCI_INDEX, bytes: index }, signal)
}

const json = (value: unknown): Buffer => Buffer.from(canonicalJson(value as Json))
