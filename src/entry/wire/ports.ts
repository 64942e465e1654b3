import { join } from 'node:path'
import type { Config } from '../../core/config.ts'
import { isLoopback, isNamed } from '../../core/registry/address.ts'
import { distrustsTls } from '../../edge/builder/job/kubeless-config.ts'
import { systemClock } from '../../edge/clock.ts'
import { openEvidence } from '../../edge/evidence.ts'
import { openPlace } from '../../edge/place.ts'
import { openShims } from '../../edge/shims.ts'
import { openSources } from '../../edge/sources.ts'
import { openWorkspace } from '../../edge/workspace.ts'
import type { Cluster, Ports } from '../../ports.ts'
import { evidenceFolder } from '../evidence-folder.ts'
import { packageRoot } from '../package-root.ts'
import { wireBuilder } from './builder.ts'
import { type ClusterAccess, wireCluster } from './cluster.ts'
import type { Host } from './host.ts'
import { wirePulls, wireRegistry } from './registry.ts'

/** The adapters of a run, and how to let go of them. */
export interface Wired {
  readonly ports: Ports
  /** Waits for phases that take away what they own. */
  readonly close: () => Promise<void>
}

/** Chooses the adapters of a run. The only place that does. */
export const wire = async (given: Config, host: Host): Promise<Wired> => {
  const { reporter } = host
  const place = await openPlace({ cwd: host.cwd, workingDirectory: given.workingDirectory })
  const access = wireCluster(given, host)
  const closes: (() => Promise<void> | void)[] = [() => access.close()]
  const close = async (): Promise<void> => {
    for (const one of closes.toReversed()) await one()
  }
  try {
    const cluster = usesCluster(given, access) ? await access.cluster() : undefined
    const config = cluster === undefined ? given : await asKubelessTrusts(given, cluster, host.signal)
    const forward = await openForward(config, access, host.signal)
    closes.push(() => forward?.close())
    const registry = await wireRegistry(config, host, forward?.routes)
    closes.push(() => registry.close())
    const workspace = openWorkspace(place, host.stdin)
    const { builder, idle } = wireBuilder({ config, host, access, registry, workspace })
    closes.push(idle)
    return {
      ports: {
        workspace,
        sources: openSources(place, config.lock),
        shims: openShims(join(packageRoot(), 'shims')),
        registry,
        builder,
        pulls: await wirePulls(config, host, forward?.routes),
        cluster,
        evidence: openEvidence(evidenceFolder(host.env)),
        reporter,
        clock: systemClock,
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Render only asks for Kubeless' configuration, where there is a cluster to ask. */
const usesCluster = ({ command }: Config, { configured }: ClusterAccess): boolean =>
  command === 'deploy' || (command === 'render' && configured)

/** What Kubeless' configuration says of the functions' registry holds for this computer as it does for Jobs. */
const asKubelessTrusts = async (config: Config, cluster: Cluster, signal: AbortSignal): Promise<Config> => {
  const host = config.registry?.split('/', 1)[0]
  const { insecureRegistries, kubeless } = config
  if (host === undefined || kubeless === 'ignore' || isLoopback(host) || isNamed(host, insecureRegistries))
    return config
  return (await distrustsTls(cluster, signal))
    ? { ...config, insecureRegistries: [...insecureRegistries, host] }
    : config
}

interface RegistryForward {
  readonly routes: ReadonlyMap<string, string>
  readonly close: () => void
}

/** Opens the way to a registry inside the cluster, where the user names its Service. */
const openForward = async (
  { registry, registryService }: Config,
  access: ClusterAccess,
  signal: AbortSignal,
): Promise<RegistryForward | undefined> => {
  const host = registry?.split('/', 1)[0]
  if (registryService === undefined || host === undefined) return undefined
  const { openServiceForward } = await import('../../edge/cluster/forward.ts')
  const forward = await openServiceForward(await access.connection(), registryService, signal)
  return { routes: new Map([[host, forward.address]]), close: () => forward.close() }
}
