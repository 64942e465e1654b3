import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { digestOf } from '../../../../src/core/oci/digest.ts'
import { OCI_CONFIG, OCI_LAYER_GZIP, OCI_MANIFEST } from '../../../../src/core/oci/media-types.ts'
import type { Reference, Repository } from '../../../../src/core/oci/reference.ts'
import type { Descriptor } from '../../../../src/core/oci/types.ts'
import { openRegistry } from '../../../../src/edge/embedded-registry/server.ts'
import { type RegistryClientOptions, openRegistryClient } from '../../../../src/edge/registry/client.ts'
import type { Registry, UploadBlob } from '../../../../src/ports.ts'
import { type FaultProxy, type FaultProxyOptions, openFaultProxy } from '../../../fakes/fault-proxy.ts'
import { send } from '../../../fakes/send.ts'

export type ClientOptions = Partial<RegistryClientOptions>

export interface Bed {
  /** The registry itself, which a test may fill and ask past the proxy. */
  readonly upstream: string
  /** Where the client believes the registry is. */
  readonly proxy: FaultProxy
  readonly client: Registry
  readonly clock: FakeClock
  /** Gives up after a time that no good run needs. */
  readonly signal: AbortSignal
}

export type BedOptions = Partial<Omit<FaultProxyOptions, 'upstream'>> & {
  readonly client?: (host: string) => ClientOptions
}

/** The time after which a test that hangs is given up, in milliseconds. */
const PATIENCE = 20_000

/** Opens an empty registry, a fault proxy before it and a client that knows only the proxy. */
export const openBed = async (t: TestContext, options: BedOptions = {}): Promise<Bed> => {
  const { client: clientOptions, ...proxyOptions } = options
  const upstream = await openUpstream(t)
  const proxy = await openFaultProxy({ upstream, ...proxyOptions })
  t.after(() => proxy.close())
  const clock = fakeClock()
  const client = openClient(t, { clock, ...clientOptions?.(proxy.host) })
  return { upstream, proxy, client, clock, signal: AbortSignal.timeout(PATIENCE) }
}

/** Opens an empty registry and returns its host. */
export const openUpstream = async (t: TestContext): Promise<string> => {
  const root = await mkdtemp(join(tmpdir(), 'rows-'))
  const registry = await openRegistry({ root })
  t.after(async () => {
    await registry.close()
    await rm(root, { recursive: true })
  })
  return registry.host
}

/** Opens a client without credentials of the machine's own; loopback is spoken to in plain HTTP. */
export const openClient = (t: TestContext, options: ClientOptions): Registry => {
  const client = openRegistryClient({ env: NO_CREDENTIALS, insecureRegistries: ['127.0.0.1'], ...options })
  t.after(() => client.close())
  return client
}

/** An environment in which no docker configuration is found. */
export const NO_CREDENTIALS = { HOME: '/nonexistent', PATH: '' } as const

/** A clock whose sleeps are over at once, and are remembered. */
export interface FakeClock {
  now(): number
  sleep(ms: number, signal: AbortSignal): Promise<void>
  readonly slept: readonly number[]
}

export const fakeClock = (start = Date.parse('2030-01-01T00:00:00Z')): FakeClock => {
  const slept: number[] = []
  let now = start
  return {
    slept,
    now: () => now,
    sleep: async (ms, signal) => {
      signal.throwIfAborted()
      slept.push(ms)
      now += ms
      await new Promise(setImmediate)
    },
  }
}

/** Bytes that differ from those of every other seed and size. */
export const bytesOf = (seed: string, size = 1000): Uint8Array => Buffer.alloc(size, `${seed}\n`)

export const blobOf = (bytes: Uint8Array, mediaType = OCI_LAYER_GZIP): UploadBlob => ({
  descriptor: { mediaType, digest: digestOf(bytes), size: bytes.length },
  bytes,
})

export interface Sample {
  readonly config: UploadBlob
  readonly layers: readonly UploadBlob[]
  readonly manifest: { readonly mediaType: string; readonly bytes: Uint8Array }
  readonly descriptor: Descriptor
}

/** An image of two layers, one of them over the limit under which blobs are sent unasked. */
export const sampleImage = (seed = 'sample', annotations: Readonly<Record<string, string>> = {}): Sample => {
  const config = blobOf(Buffer.from(JSON.stringify({ os: 'linux', architecture: 'amd64', seed })), OCI_CONFIG)
  const layers = [blobOf(bytesOf(`${seed} small`)), blobOf(bytesOf(`${seed} big`, 300_000))]
  const content = {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: config.descriptor,
    layers: layers.map(({ descriptor }) => descriptor),
    annotations,
  }
  const bytes = Buffer.from(JSON.stringify(content))
  const descriptor = { mediaType: OCI_MANIFEST, digest: digestOf(bytes), size: bytes.length }
  return { config, layers, manifest: { mediaType: OCI_MANIFEST, bytes }, descriptor }
}

/** Puts a blob into a registry without our client. */
export const seedBlob = async (host: string, path: string, { descriptor, bytes }: UploadBlob): Promise<void> => {
  const opened = await send(`http://${host}/v2/${path}/blobs/uploads/`, { method: 'POST' })
  const target = new URL(opened.headers.location ?? '', `http://${host}`)
  target.searchParams.set('digest', descriptor.digest)
  const headers = { 'content-type': 'application/octet-stream' }
  const put = await send(target.href, { method: 'PUT', body: bytes, headers })
  assert.equal(put.status, 201, put.body.toString())
}

/** Puts a manifest into a registry without our client. */
export const seedManifest = async (
  reference: Reference,
  manifest: { readonly mediaType: string; readonly bytes: Uint8Array },
): Promise<void> => {
  const { registry, path, tag = 'latest' } = reference
  const headers = { 'content-type': manifest.mediaType }
  const body = manifest.bytes
  const put = await send(`http://${registry}/v2/${path}/manifests/${tag}`, { method: 'PUT', body, headers })
  assert.equal(put.status, 201, put.body.toString())
}

/** Puts a whole image into a registry without our client. */
export const seedImage = async (reference: Reference, image: Sample): Promise<void> => {
  for (const blob of [image.config, ...image.layers]) await seedBlob(reference.registry, reference.path, blob)
  await seedManifest(reference, image.manifest)
}

/** Pushes a whole image with our client, as a build does. */
export const push = async (
  client: Registry,
  reference: Reference,
  image: Sample,
  signal: AbortSignal,
): Promise<void> => {
  const repository: Repository = { registry: reference.registry, path: reference.path }
  await Promise.all([image.config, ...image.layers].map((blob) => client.upload(repository, blob, signal)))
  await client.putManifest(reference, image.manifest, signal)
}

/** Asserts that a registry holds an image whole, asking it without our client. */
export const assertWhole = async (reference: Reference, image: Sample): Promise<void> => {
  const base = `http://${reference.registry}/v2/${reference.path}`
  const manifest = await send(`${base}/manifests/${reference.tag ?? 'latest'}`, { headers: { accept: OCI_MANIFEST } })
  assert.deepEqual([manifest.status, digestOf(manifest.body)], [200, image.descriptor.digest])
  for (const { descriptor } of [image.config, ...image.layers]) {
    const blob = await send(`${base}/blobs/${descriptor.digest}`)
    assert.deepEqual([blob.status, digestOf(blob.body)], [200, descriptor.digest])
  }
}
