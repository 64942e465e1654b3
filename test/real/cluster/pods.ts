import type { ObjectKey } from '../../../src/core/cluster/object.ts'
import type { ClusterBed } from './bed.ts'

/** The bed's own Node image. */
export const NODE_IMAGE = '10.88.0.1:5000/hub/library/node:24-slim'

/** Starts a pod with one container, `main`, that runs a Node script; returns when it has started. */
export const startPod = async (bed: ClusterBed, namespace: string, script: string, labels = {}): Promise<ObjectKey> => {
  const name = `pod-${Math.random().toString(36).slice(2, 10)}`
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace, name, labels },
    spec: {
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 0,
      containers: [{ name: 'main', image: NODE_IMAGE, command: ['node', '-e', script] }],
    },
  }
  await bed.kubectl(['create', '-f', '-'], JSON.stringify(pod))
  await waitFor(bed, { namespace, name }, /Running|Succeeded|Failed/)
  return { namespace, name }
}

/** As startPod, but returns when the script has ended. */
export const endedPod = async (bed: ClusterBed, namespace: string, script: string): Promise<ObjectKey> => {
  const pod = await startPod(bed, namespace, script)
  await waitFor(bed, pod, /Succeeded|Failed/)
  return pod
}

const waitFor = async (bed: ClusterBed, { namespace, name }: ObjectKey, phase: RegExp): Promise<void> => {
  for (let tries = 0; tries < 300; tries += 1)
    if (phase.test(await bed.kubectl(['get', 'pod', '-n', namespace, name, '-o', 'jsonpath={.status.phase}']))) return
  throw new Error(`Pod ${name} does not get to ${phase.source}`)
}
