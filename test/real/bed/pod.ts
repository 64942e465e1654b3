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
  const of = ['--namespace', namespace, name]
  for (;;) {
    const phase = await bed.kubectl(['get', 'pod', ...of, '--output', 'jsonpath={.status.phase}'])
    if (phase === 'Succeeded' || phase === 'Failed') return { phase, log: await bed.kubectl(['logs', ...of]) }
    await sleep(300)
  }
}

/** Starts such a pod, and returns its name. */
export const startPod = async (bed: Bed, namespace: string, options: PodOptions): Promise<string> => {
  const name = `pod-${randomBytes(4).toString('hex')}`
  const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace }, spec: specOf(bed, options) }
  await bed.kubectl(['create', '--filename', '-'], JSON.stringify(object))
  return name
}

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
