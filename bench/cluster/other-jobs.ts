import { readFileSync } from 'node:fs'
import type { Container, Job, PodSpec } from '../../src/core/cluster/object.ts'

/** Makes the least Job that installs as `ours` does: the same containers, of which the second does nothing. */
export const plainJob = (ours: Job, name: string): Job =>
  change(ours, name, ({ install, build }) => ({
    initContainers: [install],
    containers: [{ ...build, command: ['sh', '-c', ':'], args: [] }],
  }))

/**
 * Makes a Job that leaves a whole image in repository `target`, with the containers of Kubeless' own: prepare, install and
 * bundle, then one that copies the base first, all of it, and appends a layer.
 * https://github.com/vmware-archive/kubeless/blob/master/pkg/utils/kubelessutil.go
 */
export const copyingJob = (
  ours: Job,
  { name, base, target }: { readonly name: string; readonly base: string; readonly target: string },
): Job =>
  change(ours, name, ({ install, build }) => ({
    initContainers: [
      { ...install, name: 'prepare', args: ['echo "exports.run = () => 1" > handler.js'] },
      install,
      { ...install, name: 'bundle', args: ['tar -cf bundle.tar *'] },
    ],
    containers: [{ ...build, command: ['node', '-e', COPY, base, target], args: [] }],
  }))

const COPY = readFileSync(new URL('copy-base.cjs', import.meta.url), 'utf8')

/** Without our ConfigMap: the dependency file comes by the environment, and nothing is waited for. */
const change = (
  ours: Job,
  name: string,
  containers: (own: {
    readonly install: Container
    readonly build: Container
  }) => Pick<PodSpec, 'containers' | 'initContainers'>,
): Job => {
  const pod = ours.spec?.template.spec
  const [install] = pod?.initContainers ?? []
  const [own] = pod?.containers ?? []
  if (ours.spec === undefined || pod === undefined || install === undefined || own === undefined)
    throw new Error('Our Job has other containers than it had')
  const volumes = (pod.volumes ?? []).filter(({ emptyDir }) => emptyDir !== undefined)
  const bare = (container: Container): Container => ({
    ...container,
    volumeMounts: (container.volumeMounts ?? []).filter((mount) =>
      volumes.some((volume) => volume.name === mount.name),
    ),
  })
  const registry = install.env?.find((variable) => variable.name === 'NPM_REGISTRY')?.value ?? ''
  const dependencies = JSON.stringify({ dependencies: { greeting: '1.0.0' } })
  const first = bare({
    ...install,
    args: [`printf %s "$PACKAGE" > package.json && ${install.args?.[0] ?? ''}`],
    env: [
      ...(install.env ?? []),
      { name: 'PACKAGE', value: dependencies },
      { name: 'npm_config_registry', value: registry },
    ],
  })
  const metadata = { name, namespace: ours.metadata?.namespace ?? '' }
  const spec = { ...pod, volumes, ...containers({ install: first, build: bare(own) }) }
  return { ...ours, metadata, spec: { ...ours.spec, template: { metadata: {}, spec } } }
}
