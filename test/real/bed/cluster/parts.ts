import { apiServer } from './api-server.ts'
import { containerd } from './containerd.ts'
import { controllerManager } from './controller-manager.ts'
import { coredns } from './coredns.ts'
import { etcd } from './etcd.ts'
import { kubeProxy } from './kube-proxy.ts'
import { kubelet } from './kubelet.ts'
import type { Part } from './part.ts'
import { pypiserver } from './pypiserver.ts'
import { registry } from './registry.ts'
import { scheduler } from './scheduler.ts'
import { verdaccio } from './verdaccio.ts'

/** Every process of the bed, by the name under which tests end and start it. */
export const PARTS = {
  etcd,
  'api-server': apiServer,
  'controller-manager': controllerManager,
  scheduler,
  containerd,
  kubelet,
  'kube-proxy': kubeProxy,
  coredns,
  registry,
  verdaccio,
  pypiserver,
} as const satisfies Record<string, Part>

export type PartName = keyof typeof PARTS
