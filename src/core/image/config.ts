import type { Digest } from '../oci/digest.ts'
import type { ContainerConfig, HistoryEntry, ImageConfig } from '../oci/types.ts'
import type { Handler } from '../function/source.ts'
import type { Runtime } from '../runtime/catalogue.ts'
import { INPUTS_MARK } from './marks.ts'

/** What our layers and the function add to a base's config. */
export interface ConfigChanges {
  readonly runtime: Runtime
  readonly handler: Handler
  /** The image's tag, for its label. */
  readonly tag: string
  readonly layers: readonly { readonly diffId: Digest; readonly createdBy: string }[]
}

/** The port that functions listen on. */
export const FUNCTION_PORT = 8080

/**
 * Returns the config of a function's image. Fields we do not know are kept; `created` is the base's own, since an image
 * dated 1970 is the first that a prune by age removes.
 */
export const imageConfig = (base: ImageConfig, changes: ConfigChanges): ImageConfig => {
  const { created } = base
  const history = changes.layers.map(({ createdBy }): HistoryEntry => ({
    ...(created === undefined ? {} : { created }),
    created_by: createdBy,
  }))
  return {
    ...base,
    config: containerConfig(base.config ?? {}, changes),
    rootfs: { type: 'layers', diff_ids: [...base.rootfs.diff_ids, ...changes.layers.map(({ diffId }) => diffId)] },
    history: [...(base.history ?? []), ...history],
  }
}

const containerConfig = (base: ContainerConfig, { runtime, handler, tag }: ConfigChanges): ContainerConfig => {
  const common = {
    User: '1000:1000',
    Env: mergeEnv(base.Env ?? [], functionEnv(runtime, handler)),
    ExposedPorts: { ...base.ExposedPorts, [`${FUNCTION_PORT}/tcp`]: {} },
    Labels: { ...base.Labels, [INPUTS_MARK]: tag },
  }
  if (runtime.shim === undefined) return { ...base, ...common }
  const { Cmd: _cmd, Healthcheck: _healthcheck, OnBuild: _onBuild, ...kept } = base
  return { ...kept, ...common, Entrypoint: runtime.shim.entrypoint, StopSignal: 'SIGTERM', WorkingDir: '/kubeless' }
}

/** Variables that Kubeless' controller set and that the image can know. */
const functionEnv = (runtime: Runtime, handler: Handler): Readonly<Record<string, string>> => ({
  KUBELESS_INSTALL_VOLUME: '/kubeless',
  MOD_NAME: handler.module,
  FUNC_HANDLER: handler.function,
  FUNC_RUNTIME: runtime.id,
  FUNC_PORT: String(FUNCTION_PORT),
  ...runtime.env,
})

/** Keeps the base's order; a variable of ours takes the place of the base's, new ones follow. */
const mergeEnv = (base: readonly string[], ours: Readonly<Record<string, string>>): readonly string[] => {
  const nameOf = (entry: string): string => entry.split('=', 1)[0] ?? ''
  const kept = base.map((entry) => {
    const value = ours[nameOf(entry)]
    return value === undefined ? entry : `${nameOf(entry)}=${value}`
  })
  const names = new Set(base.map(nameOf))
  return [...kept, ...Object.entries(ours).flatMap(([name, value]) => (names.has(name) ? [] : [`${name}=${value}`]))]
}
