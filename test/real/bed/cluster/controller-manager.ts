import { isAnswered } from './answers.ts'
import { kubeconfigOf } from './kubeconfig.ts'
import { definePart } from './part.ts'

export const controllerManager = definePart({
  name: 'controller-manager',
  program: 'kube-controller-manager',
  command: (path, place) => [
    path,
    ...['kubeconfig', 'authentication-kubeconfig', 'authorization-kubeconfig'].map(
      (flag) => `--${flag}=${kubeconfigOf(place, 'controller-manager')}`,
    ),
    `--service-account-private-key-file=${place.at('pki', 'accounts.key')}`,
    `--root-ca-file=${place.at('pki', 'ca.crt')}`,
    '--use-service-account-credentials=true',
    '--leader-elect=false',
    // It makes the folder, though nothing is in it.
    `--flex-volume-plugin-dir=${place.at('volume-plugins')}`,
  ],
  answers: () => isAnswered('https://127.0.0.1:10257/healthz'),
})
