import { writeFile } from 'node:fs/promises'
import { stringify } from 'yaml'
import { GATEWAY } from './addresses.ts'
import { isAnswered } from './answers.ts'
import { socketOf } from './containerd.ts'
import { kubeconfigOf } from './kubeconfig.ts'
import { definePart } from './part.ts'
import type { Place } from './place.ts'

export const NODE_NAME = 'node1'

/** Where the kubelet keeps the logs of pods, to which links in /var/log/containers point. */
export const podLogsOf = (place: Place): string => place.at('pod-logs')

/** The agent that runs pods. Works with control groups of both versions, and without systemd. */
export const kubelet = definePart({
  name: 'kubelet',
  program: 'kubelet',
  prepare: (place) => writeFile(place.at('kubelet.yaml'), stringify(configOf(place))),
  command: (path, place) => [
    path,
    `--config=${place.at('kubelet.yaml')}`,
    `--kubeconfig=${kubeconfigOf(place, 'kubelet')}`,
    `--hostname-override=${NODE_NAME}`,
    `--node-ip=${GATEWAY}`,
    `--root-dir=${place.at('kubelet')}`,
    `--cert-dir=${place.at('kubelet-pki')}`,
    // Nobody asks how much each container uses.
    '--housekeeping-interval=60s',
  ],
  answers: () => isAnswered('http://127.0.0.1:10248/healthz'),
})

// https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/
const configOf = (place: Place): object => ({
  apiVersion: 'kubelet.config.k8s.io/v1beta1',
  kind: 'KubeletConfiguration',
  authentication: {
    x509: { clientCAFile: place.at('pki', 'ca.crt') },
    webhook: { enabled: false },
    anonymous: { enabled: false },
  },
  authorization: { mode: 'AlwaysAllow' },
  cgroupDriver: 'cgroupfs',
  failCgroupV1: false,
  failSwapOn: false,
  containerRuntimeEndpoint: `unix://${socketOf(place)}`,
  resolvConf: '/etc/resolv.conf',
  clusterDNS: [GATEWAY],
  clusterDomain: 'cluster.local',
  // Disks of test machines are full of caches, and nothing here grows for long.
  evictionHard: { 'nodefs.available': '1%', 'imagefs.available': '1%' },
  enforceNodeAllocatable: [],
  maxPods: 250,
  serializeImagePulls: false,
  podLogsDir: podLogsOf(place),
  volumePluginDir: place.at('volume-plugins'),
})
