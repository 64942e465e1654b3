import { POD_SUBNET } from './addresses.ts'
import { isAnswered } from './answers.ts'
import { kubeconfigOf } from './kubeconfig.ts'
import { NODE_NAME } from './kubelet.ts'
import { definePart } from './part.ts'

/** Services, by rules of iptables. Limits of the machine's connection tracking stay as they are. */
export const kubeProxy = definePart({
  name: 'kube-proxy',
  program: 'kube-proxy',
  command: (path, place) => [
    path,
    `--kubeconfig=${kubeconfigOf(place, 'kube-proxy')}`,
    `--hostname-override=${NODE_NAME}`,
    `--cluster-cidr=${POD_SUBNET}`,
    '--proxy-mode=iptables',
    '--conntrack-max-per-core=0',
    '--conntrack-tcp-timeout-established=0',
    '--conntrack-tcp-timeout-close-wait=0',
  ],
  answers: () => isAnswered('http://127.0.0.1:10256/healthz'),
})
