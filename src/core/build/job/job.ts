import type { Job, PodSpec } from '../../cluster/object.ts'
import type { Reference } from '../../oci/reference.ts'
import type { DependencyUnit } from '../unit.ts'
import { buildContainer, installContainer } from './containers.ts'
import type { JobFiles } from './files.ts'
import { type BuildIdentity, buildAnnotations } from './identity.ts'
import type { JobObjects } from './object-names.ts'
import { volumesOf } from './volumes.ts'

/** All that a build's Job is made of. */
export interface JobParts {
  readonly unit: DependencyUnit
  readonly identity: BuildIdentity
  readonly namespace: string
  /** The attachment of the run that makes it. */
  readonly run: string
  readonly files: JobFiles
  /** Names of the objects beside the Job. */
  readonly objects: JobObjects
  /** Where the phase's command runs, as nodes pull it. */
  readonly installImage: Reference
  /** Has Node.js 22 or newer. */
  readonly builderImage: Reference
  /** JavaScript that runs the builder program beside it, if its sha256 is the first argument. */
  readonly start: string
  /** Of the builder program, in hex. */
  readonly sha256: string
  /** As Kubernetes writes quantities. */
  readonly memory: string
  /** Seconds that the pod may live. */
  readonly timeout: number
}

/**
 * Makes the Job of one build: an init container that installs, and a container that packs what it left and pushes it.
 * A command that fails is not tried again, a pod that was evicted is.
 */
export const jobOf = (parts: JobParts): Job => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: {
    name: parts.identity.name,
    namespace: parts.namespace,
    labels: parts.identity.labels,
    annotations: buildAnnotations(parts.identity, parts.run),
  },
  spec: {
    backoffLimit: 0,
    // Replaces pods that the cluster took away; in a node's failure as well.
    podFailurePolicy: {
      rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }],
    },
    // Later than the pod's own deadline, which keeps log and message where this one deletes the pod.
    activeDeadlineSeconds: parts.timeout + DEADLINE_BEHIND,
    ttlSecondsAfterFinished: TTL,
    template: {
      metadata: {
        labels: { ...parts.identity.labels, ...OPT_OUT_LABELS },
        annotations: POD_ANNOTATIONS,
      },
      spec: podOf(parts),
    },
  },
})

const DEADLINE_BEHIND = 60

/** Seconds that a finished Job stays which no run took away: long enough for a run that lost its connection. */
const TTL = 60

/** A sidecar would keep the pod running for ever. */
const OPT_OUT_LABELS = {
  'sidecar.istio.io/inject': 'false',
  'kuma.io/sidecar-injection': 'disabled',
}

const POD_ANNOTATIONS = {
  'sidecar.istio.io/inject': 'false',
  'linkerd.io/inject': 'disabled',
  'consul.hashicorp.com/connect-inject': 'false',
  // Half an install is of no use to anybody.
  'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false',
  'karpenter.sh/do-not-disrupt': 'true',
}

const podOf = (parts: JobParts): PodSpec => {
  const { unit, objects, timeout } = parts
  return {
    restartPolicy: 'Never',
    activeDeadlineSeconds: timeout,
    // Nothing in a build needs time to end well.
    terminationGracePeriodSeconds: 1,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    nodeSelector: { 'kubernetes.io/os': unit.platform.os, 'kubernetes.io/arch': unit.platform.architecture },
    securityContext: {
      runAsNonRoot: true,
      runAsUser: USER,
      runAsGroup: USER,
      fsGroup: USER,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    ...(objects.secret === undefined ? {} : { imagePullSecrets: [{ name: objects.secret }] }),
    initContainers: [installContainer(parts)],
    containers: [buildContainer(parts)],
    volumes: volumesOf(parts),
  }
}

/** That of functions under Kubeless, which own what is installed. */
const USER = 1000
