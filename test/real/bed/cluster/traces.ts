import { glob, readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { BRIDGE } from './addresses.ts'
import { command } from './command.ts'
import { bundlesOf } from './containerd.ts'
import { exists } from './exists.ts'
import { mountsBelow } from './mounts.ts'
import { isBridgeThere } from './network.ts'
import type { Place } from './place.ts'

/** Everything that a bed in `place` could leave on the machine, to be compared with what was there before. */
export const traces = async (place: Place) => ({
  files: await exists(place.root),
  processes: await processesOf(place),
  mounts: await mountsBelow(place),
  bridge: await isBridgeThere(),
  rules: await rulesOfBeds(),
  controlGroups: await Array.fromAsync(glob('/sys/fs/cgroup/{kubepods,*/kubepods}')),
  outside: await Promise.all(OUTSIDE.map((path) => readdir(path).catch(() => 'no folder'))),
  settings: await Promise.all(SETTINGS.map((path) => readFile(join('/proc/sys', path), 'utf8'))),
})

const OUTSIDE = [
  '/var/lib/kubelet',
  '/var/lib/cni',
  '/var/lib/cni/results',
  '/var/log/containers',
  '/var/log/pods',
  '/usr/libexec/kubernetes',
]

const SETTINGS = [
  'net/ipv4/ip_forward',
  'net/ipv4/conf/all/route_localnet',
  'kernel/panic',
  'kernel/panic_on_oops',
  'vm/overcommit_memory',
]

/** Processes whose command line names the bed's folder, but for this one. */
export const processesOf = async (place: Place): Promise<readonly number[]> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')))
  return pids.filter((_, index) => lines[index]?.includes(`${place.root}/`)).map(Number)
}

/** The first process of each container of the bed. */
export const containersOf = async (place: Place): Promise<readonly number[]> => {
  const files = await Array.fromAsync(glob(`${bundlesOf(place)}/*/init.pid`))
  return Promise.all(files.map(async (file) => Number(await readFile(file, 'utf8'))))
}

const rulesOfBeds = async (): Promise<readonly string[]> => {
  const saved = await Promise.all(['iptables-save', 'ip6tables-save'].map((name) => command(name, [])))
  return saved
    .flatMap((text) => text.split('\n'))
    .filter((line) => /KUBE-|FUNCTION-IMAGES-BED/.test(line) || line.includes(BRIDGE))
}
