import { isAnswered } from './answers.ts'
import { kubeconfigOf } from './kubeconfig.ts'
import { definePart } from './part.ts'

export const scheduler = definePart({
  name: 'scheduler',
  program: 'kube-scheduler',
  command: (path, place) => [
    path,
    ...['kubeconfig', 'authentication-kubeconfig', 'authorization-kubeconfig'].map(
      (flag) => `--${flag}=${kubeconfigOf(place, 'scheduler')}`,
    ),
    '--leader-elect=false',
  ],
  answers: () => isAnswered('https://127.0.0.1:10259/healthz'),
})
