import type { Job, PodSpec } from '../../cluster/object.ts'
import type { JobParts } from './job.ts'
import { fileKey, type JobObjects, pieceName } from './object-names.ts'

/** Volume of the ConfigMap with the builder program and its plan. */
export const BUILDER_VOLUME = 'builder'

/** Volume of the files that the install command finds. */
export const FILES_VOLUME = 'files'

/** Volume of /kubeless: what the install container leaves to the build container. */
export const KUBELESS_VOLUME = 'kubeless'

/** Volume of the login to push with, for the build container alone. */
export const PUSH_VOLUME = 'push'

/** Two: nothing that install scripts leave in /tmp may reach the container that can push. */
export const TEMP_VOLUMES = { install: 'install-tmp', build: 'build-tmp' } as const

/** Makes the volumes of a build's pod. */
export const volumesOf = (parts: Pick<JobParts, 'files' | 'objects'>): NonNullable<PodSpec['volumes']> => {
  const { base, secret } = parts.objects
  return [
    ...[KUBELESS_VOLUME, TEMP_VOLUMES.install, TEMP_VOLUMES.build].map((name) => ({ name, emptyDir: {} })),
    {
      name: BUILDER_VOLUME,
      configMap: { name: base, items: ['index.js.gz', 'plan.json'].map((name) => ({ key: name, path: name })) },
    },
    filesVolume(parts),
    ...(secret === undefined
      ? []
      : [
          {
            name: PUSH_VOLUME,
            secret: {
              secretName: secret,
              items: [{ key: '.dockerconfigjson', path: 'config.json' }],
              defaultMode: 0o440,
            },
          },
        ]),
  ]
}

/** Reads the names off a Job that another run made, undefined when it is none of ours. */
export const objectsOf = (job: Job): JobObjects | undefined => {
  const pod = job.spec?.template.spec
  const volume = (wanted: string) => pod?.volumes?.find(({ name }) => name === wanted)
  const base = volume(BUILDER_VOLUME)?.configMap?.name
  return base === undefined ? undefined : { base, secret: volume(PUSH_VOLUME)?.secret?.secretName }
}

const filesVolume = ({ files, objects }: Pick<JobParts, 'files' | 'objects'>) => {
  if (files.kind === 'archive')
    return {
      name: FILES_VOLUME,
      projected: {
        sources: files.pieces.map((_, index) => ({
          configMap: { name: pieceName(objects, index), items: [{ key: 'piece', path: pieceFile(index) }] },
        })),
      },
    }
  const items = files.files.map(({ executable }, index) => ({
    key: fileKey(index),
    path: fileKey(index),
    mode: executable ? 0o555 : 0o444,
  }))
  return { name: FILES_VOLUME, configMap: { name: objects.base, items } }
}

/** A shell's `*` lists names in their order. */
const pieceFile = (index: number): string => String(index).padStart(3, '0')
