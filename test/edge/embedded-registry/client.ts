import { mkdtemp, rm } from 'node:fs/promises'
import { type IncomingHttpHeaders, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { type Digest, digestOf } from '../../../src/core/oci/digest.ts'
import { OCI_CONFIG, OCI_INDEX, OCI_MANIFEST } from '../../../src/core/oci/media-types.ts'
import { type EmbeddedRegistry, openRegistry } from '../../../src/edge/embedded-registry/server.ts'

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  /** The code of the spec's error body. */
  readonly code: string | undefined
}

export interface Request {
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array | string
}

/** Sends one request on a connection of its own; `path` goes out as it is. */
export const call = (host: string, line: `${string} ${string}`, { headers = {}, body }: Request = {}) =>
  new Promise<Answer>((resolve, reject) => {
    const [hostname, port] = host.split(':')
    const [method, path] = line.split(' ')
    const sent = request({ hostname, port, method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => resolve(answerOf(response.statusCode ?? 0, response.headers, Buffer.concat(chunks))))
    })
    sent.on('error', reject)
    sent.end(body)
  })

/** Makes an empty folder that goes with the test. */
export const temporaryFolder = async (t: TestContext): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'embedded-registry-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Serves an empty folder, or `root`, as long as the test lasts. */
export const serve = async (t: TestContext, root?: string): Promise<EmbeddedRegistry> => {
  const registry = await openRegistry({ root: root ?? (await temporaryFolder(t)) })
  t.after(() => registry.close())
  return registry
}

export const pushBlob = async (host: string, name: string, content: Uint8Array | string): Promise<Digest> => {
  const digest = digestOf(content)
  const { status, body } = await call(host, `POST /v2/${name}/blobs/uploads/?digest=${digest}`, { body: content })
  if (status !== 201) throw new Error(`${status} ${body.toString()}`)
  return digest
}

/** A manifest of an image without layers whose config is `config`, and which has `fields` besides. */
export const manifestOf = (config: string, fields: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: { mediaType: OCI_CONFIG, digest: digestOf(config), size: Buffer.byteLength(config) },
    layers: [],
    ...fields,
  })

export const indexOf = (manifests: readonly string[], fields: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    schemaVersion: 2,
    mediaType: OCI_INDEX,
    manifests: manifests.map((text) => ({
      mediaType: OCI_MANIFEST,
      digest: digestOf(text),
      size: Buffer.byteLength(text),
    })),
    ...fields,
  })

export const putManifest = (host: string, target: string, manifest: string, type = OCI_MANIFEST): Promise<Answer> =>
  call(host, `PUT /v2/${target}`, { headers: { 'content-type': type }, body: manifest })

/** Pushes an image of one config under `tag` and returns its manifest. */
export const pushImage = async (
  host: string,
  name: string,
  tag: string,
  config = `{"of":"${tag}"}`,
): Promise<string> => {
  await pushBlob(host, name, config)
  const manifest = manifestOf(config)
  const { status, body } = await putManifest(host, `${name}/manifests/${tag}`, manifest)
  if (status !== 201) throw new Error(`${status} ${body.toString()}`)
  return manifest
}

const answerOf = (status: number, headers: IncomingHttpHeaders, body: Buffer): Answer => {
  const isJson = status >= 400 && body.length > 0
  const content = isJson ? (JSON.parse(body.toString()) as { errors: readonly { code: string }[] }) : undefined
  return { status, headers, body, code: content?.errors[0]?.code }
}
