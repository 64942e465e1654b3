import { writeFile } from 'node:fs/promises'
import { GATEWAY } from './addresses.ts'
import { isListening } from './answers.ts'
import { kubeconfigOf } from './kubeconfig.ts'
import { definePart } from './part.ts'
import type { Place } from './place.ts'

/** Names of services; other names are asked of the machine's own servers. */
export const coredns = definePart({
  name: 'coredns',
  program: 'coredns',
  prepare: (place) => writeFile(place.at('Corefile'), corefileOf(place)),
  command: (path, place) => [path, '-conf', place.at('Corefile')],
  answers: () => isListening({ host: GATEWAY, port: 53 }),
})

const corefileOf = (place: Place): string => `cluster.local {
  bind ${GATEWAY}
  kubernetes cluster.local {
    kubeconfig ${kubeconfigOf(place, 'coredns')}
  }
}
. {
  bind ${GATEWAY}
  forward . /etc/resolv.conf
}
`
