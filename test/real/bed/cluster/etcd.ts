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

/** Makes it forget all that was before now: watches from there are told that it is too long ago. https://etcd.io/docs/v3.6/dev-guide/api_grpc_gateway/ */
export const compact = async (): Promise<void> => {
  const ask = async (what: string, body: object): Promise<Compacted> => {
    const answer = await fetch(`${ETCD}/v3/kv/${what}`, { method: 'POST', body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`etcd: ${what}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as Compacted
  }
  const { header } = await ask('range', { key: btoa('/registry') })
  await ask('compaction', { revision: header.revision, physical: true })
}

interface Compacted {
  readonly header: { readonly revision: string }
}
