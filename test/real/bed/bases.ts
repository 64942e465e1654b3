import { canonicalJson, type Json } from '../../../src/core/oci/canonical-json.ts'
import { digestOf } from '../../../src/core/oci/digest.ts'
import { OCI_INDEX, OCI_MANIFEST } from '../../../src/core/oci/media-types.ts'
import { parseReference, type Reference } from '../../../src/core/oci/reference.ts'
import { once } from '../../../src/core/parallel.ts'
import { makeNodeBase } from '../../../src/edge/demo/node-base.ts'
import { type MadeImage, makeProgramBase } from '../../../src/edge/demo/program-base.ts'
import { openRegistryClient } from '../../../src/edge/registry/client.ts'
import type { Registry } from '../../../src/ports.ts'
import { makeNodeImage, makePythonImage } from './install-images.ts'
import { keptImage } from './kept-images.ts'
import { findPython, makePythonBase, type Python } from './python-base.ts'

/** Names of bases on Docker Hub, which a registry of the bed serves below `hub`. */
export const NODE = 'library/node:24-slim'
export const PYTHON = 'library/python:3.13-slim'

/** The flag that has bases read from the registry at `host`. */
export const mirrorOf = (host: string): readonly string[] => ['--image-mirrors', `docker.io=${host}/hub`]

/** Pushes a base that runs Node. */
export const pushNodeBase = async (host: string): Promise<void> => push(host, NODE, await nodeBase('node'))

/** Pushes a base that runs `python`. */
export const pushPythonBase = async (host: string, python: Python): Promise<void> =>
  push(host, PYTHON, await pythonBase(python))

/** Pushes, under the same names, images that can install too: with npm, pip and a shell. Without a Python there is none for it. */
export const pushInstallImages = async (host: string): Promise<void> => {
  const python = await findPython()
  await push(host, NODE, await keptImage('node-install', makeNodeImage))
  if (python !== undefined) await push(host, PYTHON, await keptImage('python-install', () => makePythonImage(python)))
}

/** Pushes a base that runs nothing, an index over `architectures`, each with a tag of its own too. */
export const pushEmptyBase = async (
  host: string,
  name: string,
  architectures: readonly string[] = ['amd64'],
): Promise<void> => {
  const made = await Promise.all(
    architectures.map(async (architecture) => ({
      architecture,
      image: await makeProgramBase([], { Labels: { name } }, architecture),
    })),
  )
  for (const { architecture, image } of made) await push(host, `${name}-${architecture}`, image)
  const manifests = made.map(({ architecture, image: { manifest } }) => ({
    mediaType: OCI_MANIFEST,
    digest: digestOf(manifest.bytes),
    size: manifest.bytes.length,
    platform: { os: 'linux', architecture },
  }))
  const index: Json = { schemaVersion: 2, mediaType: OCI_INDEX, manifests }
  await push(host, name, { blobs: [], manifest: { mediaType: OCI_INDEX, bytes: Buffer.from(canonicalJson(index)) } })
}

/** Pushes an image under its name, over HTTP where the registry's host speaks that. */
export const pushImage = async (name: string, { blobs, manifest }: MadeImage): Promise<void> => {
  const reference: Reference = parseReference(name)
  const client: Registry = openRegistryClient({ env: {}, insecureRegistries: [reference.registry] })
  const signal = AbortSignal.timeout(PUSH_LIMIT)
  try {
    for (const blob of blobs) await client.upload(reference, blob, signal)
    await client.putManifest(reference, manifest, signal)
  } finally {
    client.close()
  }
}

/** Time for one image, in milliseconds. */
const PUSH_LIMIT = 120_000

const nodeBase = once(
  (key: string) => key,
  () => keptImage('node', makeNodeBase),
)
const pythonBase = once(
  ({ path }: Python) => path,
  (python) => keptImage('python', () => makePythonBase(python)),
)

const push = (host: string, name: string, image: MadeImage): Promise<void> => pushImage(`${host}/hub/${name}`, image)
