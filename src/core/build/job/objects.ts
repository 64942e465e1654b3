import type { ConfigMap, Job, OwnerReference, Secret } from '../../cluster/object.ts'
import type { JobFiles } from './files.ts'
import type { BuilderPlan } from './plan.ts'
import { fileKey, type JobObjects, pieceName } from './object-names.ts'

/** The objects' content. */
export interface ObjectContents {
  /** The builder program, gzipped. */
  readonly program: Uint8Array
  readonly plan: BuilderPlan
  readonly files: JobFiles
  /** For our own Secret: a config.json of Docker. */
  readonly dockerConfig: string | undefined
}

/** Makes the ConfigMaps of `job`, owned by it. */
export const configMapsOf = (job: Job, objects: JobObjects, contents: ObjectContents): readonly ConfigMap[] => {
  const { program, plan, files } = contents
  const base = {
    'index.js.gz': base64(program),
    'plan.json': base64(Buffer.from(JSON.stringify(plan))),
    ...(files.kind === 'mounted'
      ? Object.fromEntries(files.files.map(({ bytes }, index) => [fileKey(index), base64(bytes)]))
      : {}),
  }
  const pieces = files.kind === 'archive' ? files.pieces : []
  return [
    { ...ownedBy(job, 'ConfigMap', objects.base), immutable: true, binaryData: base },
    ...pieces.map((piece, index) => ({
      ...ownedBy(job, 'ConfigMap', pieceName(objects, index)),
      immutable: true,
      binaryData: { piece: base64(piece) },
    })),
  ]
}

/** Makes the Secret of `job`, owned by it; undefined when it uses another's or none. */
export const secretOf = (job: Job, objects: JobObjects, { dockerConfig }: ObjectContents): Secret | undefined =>
  objects.secret !== objects.base || dockerConfig === undefined
    ? undefined
    : {
        ...ownedBy(job, 'Secret', objects.base),
        type: 'kubernetes.io/dockerconfigjson',
        immutable: true,
        data: { '.dockerconfigjson': base64(Buffer.from(dockerConfig)) },
      }

const ownedBy = ({ metadata }: Job, kind: string, name: string) => ({
  apiVersion: 'v1',
  kind,
  metadata: {
    name,
    namespace: metadata?.namespace ?? '',
    labels: metadata?.labels ?? {},
    ownerReferences: [
      { apiVersion: 'batch/v1', kind: 'Job', name: metadata?.name ?? '', uid: metadata?.uid ?? '', controller: true },
    ] satisfies readonly OwnerReference[],
  },
})

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
