import { ETCD } from './addresses.ts'
import { isAnswered } from './answers.ts'
import { definePart } from './part.ts'

/** The API server's store. It never waits for the disk: what it holds is thrown away. */
export const etcd = definePart({
  name: 'etcd',
  program: 'etcd',
  command: (path, place) => [
    path,
    `--data-dir=${place.at('etcd')}`,
    '--unsafe-no-fsync=true',
    `--listen-client-urls=${ETCD}`,
    `--advertise-client-urls=${ETCD}`,
    '--listen-peer-urls=http://127.0.0.1:2380',
  ],
  answers: () => isAnswered(`${ETCD}/health`),
})
