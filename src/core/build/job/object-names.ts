/** Names of what stands beside a Job. They end in a suffix that only the Job's spec knows, so that no left-over of an earlier one is taken for it. */
export interface JobObjects {
  /** ConfigMap with the builder program, its plan and the files that are mounted one by one; also the name of our own Secret. */
  readonly base: string
  /** Secret with the login to push with; undefined where the registry asks for none. */
  readonly secret: string | undefined
}

/** Names the objects of a Job that is to be made. */
export const objectsFor = (
  job: string,
  suffix: string,
  secret: 'own' | 'none' | { readonly name: string },
): JobObjects => {
  const base = `${job}-${suffix}`
  return { base, secret: secret === 'own' ? base : secret === 'none' ? undefined : secret.name }
}

/** Names one of the ConfigMaps that an archive's pieces are in. */
export const pieceName = ({ base }: JobObjects, index: number): string => `${base}-${index}`

/** The key of one mounted file. */
export const fileKey = (index: number): string => `file-${index}`
