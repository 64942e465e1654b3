import type { Container } from '../../cluster/object.ts'
import { phaseEnvironment } from '../phase-environment.ts'
import { formatReference, type Reference } from '../../oci/reference.ts'
import type { JobParts } from './job.ts'
import { fileKey } from './object-names.ts'
import { megabytes } from './quantity.ts'
import { BUILDER_VOLUME, FILES_VOLUME, KUBELESS_VOLUME, PUSH_VOLUME, TEMP_VOLUMES } from './volumes.ts'

/** Names of the two containers. */
export const INSTALL = 'install'
export const BUILD = 'build'

/** Makes the container that runs the phase's command as Kubeless did: `sh -c`, in /kubeless, as user 1000. */
export const installContainer = (parts: JobParts): Container => {
  const { unit, files, installImage, memory } = parts
  const command = literal(unit.phase.command)
  const mounts =
    files.kind === 'archive'
      ? [{ name: FILES_VOLUME, mountPath: '/files', readOnly: true }]
      : files.files.map(({ path }, index) => ({
          name: FILES_VOLUME,
          mountPath: `/kubeless/${path}`,
          subPath: fileKey(index),
          readOnly: true,
        }))
  return {
    name: INSTALL,
    image: pulledFrom(installImage),
    imagePullPolicy: 'IfNotPresent',
    command: ['sh', '-c'],
    args: files.kind === 'archive' ? [UNPACK, 'sh', command] : [command],
    workingDir: '/kubeless',
    env: Object.entries(phaseEnvironment(unit.phase)).map(([name, value]) => ({ name, value: literal(value) })),
    volumeMounts: [
      { name: KUBELESS_VOLUME, mountPath: '/kubeless' },
      { name: TEMP_VOLUMES.install, mountPath: '/tmp' },
      ...mounts,
    ],
    // What it said is kept where its log cannot be had any more.
    terminationMessagePolicy: 'FallbackToLogsOnError',
    ...confined(memory),
  }
}

/** Makes the container that packs /kubeless and pushes it. It runs nothing that was installed. */
export const buildContainer = ({ builderImage, start, sha256, memory, objects }: JobParts): Container => ({
  name: BUILD,
  image: pulledFrom(builderImage),
  imagePullPolicy: 'IfNotPresent',
  command: ['node', '-e', start, sha256],
  workingDir: '/tmp',
  env: [
    { name: 'HOME', value: '/tmp' },
    ...(objects.secret === undefined ? [] : [{ name: 'DOCKER_CONFIG', value: '/push' }]),
  ],
  volumeMounts: [
    { name: KUBELESS_VOLUME, mountPath: '/kubeless', readOnly: true },
    { name: TEMP_VOLUMES.build, mountPath: '/tmp' },
    { name: BUILDER_VOLUME, mountPath: '/builder', readOnly: true },
    ...(objects.secret === undefined ? [] : [{ name: PUSH_VOLUME, mountPath: '/push', readOnly: true }]),
  ],
  ...confined(memory),
})

/** Writes an image as the kubelet pulls it, by its digest where that is known. */
export const pulledFrom = ({ registry, path, tag, digest }: Reference): string =>
  formatReference(digest === undefined ? { registry, path, ...(tag && { tag }) } : { registry, path, digest })

/** Constant text: the command is its first argument. */
const UNPACK = 'cat /files/* | tar -xzf - && exec sh -c "$1"'

/** The kubelet would take `$(NAME)` for a variable. https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#entrypoint */
const literal = (text: string): string => text.replaceAll('$', '$$$$')

/** Little is asked for, so that many builds fit on a node; an install of nothing big takes 200 MB. No processor limit: it only slows. */
const REQUESTED_MEGABYTES = 256

const confined = (memory: string): Pick<Container, 'securityContext' | 'resources'> => ({
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: true,
  },
  resources: {
    requests: {
      cpu: '100m',
      memory: megabytes(memory) < REQUESTED_MEGABYTES ? memory : `${REQUESTED_MEGABYTES}M`,
    },
    limits: { memory },
  },
})
