import { writeFile } from 'node:fs/promises'
import { stringify } from 'yaml'
import { REGISTRY } from './addresses.ts'
import { isAnswered } from './answers.ts'
import { definePart } from './part.ts'
import type { Place } from './place.ts'

/** The registry for runner, node and pods: Debian's distribution 2.8, over plain HTTP, open to all. */
export const registry = definePart({
  name: 'registry',
  program: 'docker-registry',
  prepare: (place) => writeFile(place.at('registry.yaml'), stringify(configOf(place))),
  command: (path, place) => [path, 'serve', place.at('registry.yaml')],
  answers: () => isAnswered(`http://${REGISTRY}/v2/`),
})

const configOf = (place: Place): object => ({
  version: 0.1,
  log: { level: 'warn' },
  storage: { filesystem: { rootdirectory: place.at('registry') }, delete: { enabled: true } },
  http: { addr: REGISTRY },
})
