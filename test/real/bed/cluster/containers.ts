import { glob, readFile, readdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { bundlesOf, runcOf, socketOf } from './containerd.ts'
import type { Place } from './place.ts'
import { killAll } from './processes.ts'

/**
 * Ends all containers of a bed whose containerd has ended, in whatever state that was.
 * Shims are told by their arguments, containers by the ids in their bundles.
 */
export const removeContainers = async (place: Place): Promise<void> => {
  for (let found = await containerProcesses(place); found.length > 0; found = await containerProcesses(place))
    await killAll(found)
  for (const file of await Array.fromAsync(glob(`${bundlesOf(place)}/*/address`)))
    await rm((await readFile(file, 'utf8')).replace('unix://', ''), { force: true })
}

const containerProcesses = async (place: Place): Promise<readonly number[]> => {
  const [shims, containers] = await Promise.all([shimsOf(place), initsOf(place)])
  return [...shims, ...containers]
}

const shimsOf = async (place: Place): Promise<readonly number[]> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const ours = pids.map(async (pid) => {
    const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0')
    const said = (flag: string): string | undefined =>
      words.includes(flag) ? words[words.indexOf(flag) + 1] : undefined
    const isOurs = said('-address') === socketOf(place) || said('--root') === join(runcOf(place), 'k8s.io')
    return isOurs ? [Number(pid)] : []
  })
  return (await Promise.all(ours)).flat()
}

/** The first process of a container, with which all others of its namespace end; undefined once it has. */
const initsOf = async (place: Place): Promise<readonly number[]> => {
  const files = await Array.fromAsync(glob(`${bundlesOf(place)}/*/init.pid`))
  const pids = files.map(async (file) => {
    const pid = Number(await readFile(file, 'utf8').catch(() => ''))
    const groups = await readFile(`/proc/${pid}/cgroup`, 'utf8').catch(() => '')
    return groups.includes(basename(join(file, '..'))) && !(await isZombie(pid)) ? [pid] : []
  })
  return (await Promise.all(pids)).flat()
}

const isZombie = async (pid: number): Promise<boolean> =>
  /\) [ZX] /.test(await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''))
