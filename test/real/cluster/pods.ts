import { setTimeout as sleep } from 'node:timers/promises'
import type { ObjectKey } from '../../../src/core/cluster/object.ts'
import type { Bed } from '../bed/cluster.ts'
import { phaseOf, podsIn } from '../bed/pod.ts'

export interface PodOptions {
  readonly labels?: Readonly<Record<string, string>>
  /** By name. */
  readonly ports?: Readonly<Record<string, number>>
}

/** Starts a pod with one container, `main`, that runs a Node script; returns when it has started. */
export const startPod = async (
  { ask, registry }: Pick<Bed, 'ask' | 'registry'>,
  namespace: string,
  script: string,
  { labels = {}, ports = {} }: PodOptions = {},
): Promise<ObjectKey> => {
  const name = `pod-${Math.random().toString(36).slice(2, 10)}`
  const container = {
    name: 'main',
    image: `${registry}/hub/library/node:24-slim`,
    command: ['node', '-e', script],
    ports: Object.entries(ports).map(([name, containerPort]) => ({ name, containerPort })),
  }
  const spec = { restartPolicy: 'Never', terminationGracePeriodSeconds: 0, containers: [container] }
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { namespace, name, labels }, spec }
  await ask('POST', podsIn(namespace), pod)
  await waitFor({ ask }, { namespace, name }, /Running|Succeeded|Failed/)
  return { namespace, name }
}

/** As startPod, but returns when the script has ended. */
export const endedPod = async (bed: Bed, namespace: string, script: string): Promise<ObjectKey> => {
  const pod = await startPod(bed, namespace, script)
  await waitFor(bed, pod, /Succeeded|Failed/)
  return pod
}

const waitFor = async (bed: Pick<Bed, 'ask'>, pod: ObjectKey, phase: RegExp): Promise<void> => {
  for (let tries = 0; tries < 150; tries += 1) {
    if (phase.test((await phaseOf(bed, pod)) ?? '')) return
    await sleep(200)
  }
  throw new Error(`Pod ${pod.name} does not get to ${phase.source}`)
}
