import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { pushInstallImages } from '../bases.ts'
import { REGISTRY } from './addresses.ts'
import { makeCertificates } from './certificates.ts'
import { takeDown } from './down.ts'
import { kubectlOf } from './kubectl.ts'
import { NODE_NAME } from './kubelet.ts'
import { makeNetwork } from './network.ts'
import { keepOutside } from './outside.ts'
import { publishNpmPackages, publishWheels } from './packages.ts'
import { type PartName, PARTS } from './parts.ts'
import { pushPauseImage } from './pause-image.ts'
import type { Place } from './place.ts'

/** Brings a bed up, from nothing; throws, and leaves nothing, when it cannot. `log` gets a line for each part. */
export const bringUp = async (place: Place, log: (line: string) => void): Promise<void> => {
  await mkdir(dirname(place.root), { recursive: true })
  await mkdir(place.root).catch((cause: unknown) => {
    throw new Error(`Cannot bring a bed up: there is one in "${place.root}", or what is left of it`, { cause })
  })
  try {
    await startAll(place, log)
    await writeFile(readyMark(place), new Date().toISOString())
  } catch (error) {
    await takeDown(place)
    throw error
  }
}

/** Says whether a bed has come up, and not yet gone down. */
export const isUp = (place: Place): Promise<boolean> =>
  readFile(readyMark(place)).then(
    () => true,
    () => false,
  )

const readyMark = (place: Place): string => place.at('ready')

const startAll = async (place: Place, log: (line: string) => void): Promise<void> => {
  const began = performance.now()
  const tell = (what: string): void => log(`bed: ${what} after ${((performance.now() - began) / 1000).toFixed(1)} s`)
  const start = async (name: PartName): Promise<void> => {
    await PARTS[name].start(place)
    tell(name)
  }
  await makeNetwork(place)
  await keepOutside(place)
  await makeCertificates(place)
  await allOf([startCluster(place, start), startRegistries(place, start)])
  tell('ready')
}

type Start = (name: PartName) => Promise<void>

const startCluster = async (place: Place, start: Start): Promise<void> => {
  await allOf([start('etcd').then(() => start('api-server')), start('containerd')])
  await allOf(
    (['controller-manager', 'scheduler', 'kube-proxy', 'coredns', 'kubelet'] as const).map((name) => start(name)),
  )
  const kubectl = await kubectlOf(place, 'bed')
  const ready = ['get', 'node', NODE_NAME, '--output', 'jsonpath={.status.conditions[?(@.type=="Ready")].status}']
  while ((await kubectl(ready).catch(() => '')) !== 'True') await sleep(100)
}

const startRegistries = async (place: Place, start: Start): Promise<void> => {
  await allOf([
    start('registry').then(() => allOf([pushPauseImage(), pushInstallImages(REGISTRY)])),
    start('verdaccio').then(() => publishNpmPackages(place)),
    publishWheels(place).then(() => start('pypiserver')),
  ])
}

/** Waits for all, so that none is still starting when the first failure takes the bed down. */
const allOf = async (work: readonly Promise<void>[]): Promise<void> => {
  for (const result of await Promise.allSettled(work)) if (result.status === 'rejected') throw result.reason as Error
}
