import { ActionError } from '../core/errors.ts'
import type { EnvVar } from '../core/function/source.ts'
import { FUNCTION_ROOT, SHIM_ROOT } from '../core/image/layers.ts'
import { DIFF_IDS_MARK } from '../core/image/marks.ts'
import { digestOf } from '../core/oci/digest.ts'
import { formatReference, type Reference } from '../core/oci/reference.ts'
import { type ImageConfig, type ImageManifest, isIndex } from '../core/oci/types.ts'
import { gunzipLayer, readTar, type UnpackedEntry } from '../core/oci/untar.ts'
import type { Launcher, Ports, Served } from '../ports.ts'

/** How a function is served. */
export interface RunOptions {
  /** On loopback; 0 takes any free one. */
  readonly port: number
  /** Over the image's own variables. */
  readonly env: readonly EnvVar[]
}

/**
 * Serves the function of one image: takes our layers from the registry, checks their digests and what they unpack to,
 * and starts the shim that is in them. Nothing of the repository is read. Throws REGISTRY_FAILED, BUILD_FAILED.
 */
export const serveImage = async (
  reference: Reference,
  options: RunOptions,
  ports: Pick<Ports, 'registry'> & { readonly launcher: Launcher },
  signal: AbortSignal,
): Promise<Served> => {
  const manifest = await imageManifest(reference, ports, signal)
  const config = JSON.parse(
    new TextDecoder().decode(await ports.registry.blob(reference, manifest.config, signal)),
  ) as ImageConfig
  const entries = await functionEntries(reference, manifest, ports, signal)
  const command = config.config?.Entrypoint ?? []
  if (command.length === 0 || !entries.some(({ path }) => path.startsWith(`${SHIM_ROOT}/`)))
    throw new ActionError('BUILD_FAILED', `Cannot serve "${formatReference(reference)}": its base brings the server`, {
      hint: 'Use option "docker" to run the whole image',
    })
  const imageEnv = (config.config?.Env ?? []).filter((entry) => OURS.test(entry)).map(parseEnv)
  return ports.launcher.start({ entries, command, env: [...imageEnv, ...options.env], port: options.port }, signal)
}

/** Variables of an image that are the function's and not its base's. */
const OURS = /^(?:MOD_NAME|FUNC_[A-Z_]+|KUBELESS_[A-Z_]+|NODE_PATH|PYTHONPATH|PYTHONUNBUFFERED)=/

const imageManifest = async (
  reference: Reference,
  { registry }: Pick<Ports, 'registry'>,
  signal: AbortSignal,
): Promise<ImageManifest> => {
  const answer = await registry.manifest(reference, signal)
  if (answer.status === 'unknown') throw answer.error
  if (answer.status === 'absent')
    throw new ActionError('REGISTRY_FAILED', `Cannot find image "${formatReference(reference)}"`, {
      hint: 'Run "function-images build" first, with the same settings',
    })
  const { content } = answer.manifest
  if (!isIndex(content)) return content
  const [first] = content.manifests
  if (first === undefined)
    throw new ActionError('BUILD_FAILED', `Cannot serve "${formatReference(reference)}": its index is empty`)
  return imageManifest({ ...reference, digest: first.digest }, { registry }, signal)
}

/** Reads the layers over the base's, later ones over earlier ones. */
const functionEntries = async (
  reference: Reference,
  manifest: ImageManifest,
  { registry }: Pick<Ports, 'registry'>,
  signal: AbortSignal,
): Promise<readonly UnpackedEntry[]> => {
  const diffIds = manifest.annotations?.[DIFF_IDS_MARK]?.split(',') ?? []
  if (diffIds.length === 0)
    throw new ActionError('BUILD_FAILED', `Cannot serve "${formatReference(reference)}": it is not an image of ours`)
  const ours = manifest.layers.slice(-diffIds.length)
  const layers = await Promise.all(
    ours.map(async (descriptor, index) => {
      const tar = gunzipLayer(await registry.blob(reference, descriptor, signal))
      if (digestOf(tar) !== diffIds[index])
        throw new ActionError(
          'BUILD_FAILED',
          `Cannot serve "${formatReference(reference)}": layer ${descriptor.digest} unpacks to ${digestOf(tar)}, not ${diffIds[index]}`,
        )
      return readTar(tar)
    }),
  )
  const merged = new Map(layers.flat().map((entry) => [entry.path, entry]))
  return [...merged.values()].filter(({ path }) => path === FUNCTION_ROOT || path === SHIM_ROOT || INSIDE.test(path))
}

const INSIDE = new RegExp(`^(?:${FUNCTION_ROOT}|${SHIM_ROOT})/`)

const parseEnv = (entry: string): EnvVar => {
  const equals = entry.indexOf('=')
  return { name: entry.slice(0, equals), value: entry.slice(equals + 1) }
}
