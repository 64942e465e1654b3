import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Bed } from './cluster.ts'

export interface PodOptions {
  /** Below `hub` of the bed's registry, as NODE and PYTHON of `bases.ts`. */
  readonly image: string
  /** For `sh -c`, in /kubeless. */
  readonly script: string
  readonly env?: Readonly<Record<string, string>>
}

/** How a pod ended. */
export interface PodEnd {
  readonly phase: 'Succeeded' | 'Failed'
  readonly log: string
}

/** Runs a script in a pod that a restricted namespace admits, as uid 1000 on a read-only root, to its end. */
export const runPod = async (bed: Bed, namespace: string, options: PodOptions): Promise<PodEnd> => {
  const name = await startPod(bed, namespace, options)
  for (;;) {
    const phase = await phaseOf(bed, { namespace, name })
    if (phase === 'Succeeded' || phase === 'Failed')
      return { phase, log: await bed.kubectl(['logs', '--namespace', namespace, name]) }
    await sleep(300)
  }
}

/** Starts such a pod, and returns its name. */
export const startPod = async (bed: Bed, namespace: string, options: PodOptions): Promise<string> => {
  const name = `pod-${randomBytes(4).toString('hex')}`
  const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace }, spec: specOf(bed, options) }
  await bed.ask('POST', podsIn(namespace), object)
  return name
}

/** Says how far a pod is; undefined where there is none. */
export const phaseOf = async (
  { ask }: Pick<Bed, 'ask'>,
  { namespace, name }: { readonly namespace: string; readonly name: string },
): Promise<string | undefined> =>
  (await ask<{ readonly status: { readonly phase: string } }>('GET', `${podsIn(namespace)}/${name}`))?.status.phase

/** The path of a namespace's pods. */
export const podsIn = (namespace: string): string => `/api/v1/namespaces/${namespace}/pods`

const specOf = ({ registry }: Bed, { image, script, env = {} }: PodOptions): object => ({
  restartPolicy: 'Never',
  terminationGracePeriodSeconds: 0,
  automountServiceAccountToken: false,
  securityContext: { runAsNonRoot: true, runAsUser: 1000, fsGroup: 1000, seccompProfile: { type: 'RuntimeDefault' } },
  containers: [
    {
      name: 'main',
      image: `${registry}/hub/${image}`,
      workingDir: '/kubeless',
      command: ['sh', '-c', script],
      env: Object.entries({ HOME: '/tmp', ...env }).map(([name, value]) => ({ name, value })),
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      },
      volumeMounts: [
        { name: 'kubeless', mountPath: '/kubeless' },
        { name: 'tmp', mountPath: '/tmp' },
      ],
    },
  ],
  volumes: [
    { name: 'kubeless', emptyDir: {} },
    { name: 'tmp', emptyDir: {} },
  ],
})
