import { access, glob, readFile, readdir, readlink, rm, rmdir, writeFile } from 'node:fs/promises'
import { podLogsOf } from './kubelet.ts'
import type { Place } from './place.ts'

/** Folders that kubelet, containerd and the network plugins make where no setting can move them, inner ones first. */
const FOLDERS = [
  '/var/lib/kubelet/device-plugins',
  '/var/lib/kubelet',
  '/var/lib/cni/results',
  '/var/lib/cni',
  '/var/log/containers',
  '/run/containerd/s',
  '/run/containerd',
] as const

/** Writes down which of the folders outside the bed's own are there before it comes up. */
export const keepOutside = async (place: Place): Promise<void> => {
  const there = await Promise.all(
    FOLDERS.map((path) =>
      access(path).then(
        () => path,
        () => undefined,
      ),
    ),
  )
  await writeFile(listOf(place), JSON.stringify(FOLDERS.filter((path) => !there.includes(path))))
}

/** Removes what is left outside, and the folders that were not there before and are empty. */
export const removeOutside = async (place: Place): Promise<void> => {
  // Of the pods' network and of loopback; both name the namespace of their pod, whose mount is in the bed's folder.
  for (const file of await Array.fromAsync(glob('/var/lib/cni/results/*')))
    if ((await readFile(file, 'utf8').catch(() => '')).includes(`"${place.root}/`)) await rm(file, { force: true })
  for (const file of await Array.fromAsync(glob('/var/log/containers/*.log')))
    if ((await readlink(file).catch(() => '')).startsWith(podLogsOf(place))) await rm(file)
  const made = JSON.parse(await readFile(listOf(place), 'utf8').catch(() => '[]')) as readonly string[]
  if (made.includes(FOLDERS[0])) await rm(`${FOLDERS[0]}/kubelet.sock`, { force: true })
  for (const path of made) if ((await readdir(path).catch(() => [''])).length === 0) await rmdir(path)
}

const listOf = (place: Place): string => place.at('outside.json')
