import { readFile, rm, writeFile } from 'node:fs/promises'
import { BRIDGE, GATEWAY, POD_SUBNET } from './addresses.ts'
import { command } from './command.ts'
import { exists } from './exists.ts'
import { refuseOutside, removeRules } from './firewall.ts'
import type { Place } from './place.ts'

/** Makes the bridge, whose address everything else is bound to, and refuses pods what is beyond it. */
export const makeNetwork = async (place: Place): Promise<void> => {
  await keepSettings(place)
  await command('ip', ['link', 'add', BRIDGE, 'type', 'bridge']).catch(async (cause: unknown) => {
    await rm(settingsOf(place))
    throw new Error(`Cannot make bridge "${BRIDGE}": a bed in another folder is up, or was`, { cause })
  })
  await command('ip', ['address', 'add', `${GATEWAY}/${POD_SUBNET.split('/')[1]}`, 'dev', BRIDGE])
  await command('ip', ['link', 'set', BRIDGE, 'up'])
  await writeFile(settingOf('net.ipv4.ip_forward'), '1')
  await refuseOutside()
}

/** Says whether the machine's one network is of this bed, so that what is not in the bed's folder is its too. */
export const hasNetwork = (place: Place): Promise<boolean> => exists(settingsOf(place))

/** Removes the bridge and all rules of services and pods, and gives the kernel its settings back. */
export const removeNetwork = async (place: Place): Promise<void> => {
  if (await isBridgeThere()) await command('ip', ['link', 'delete', BRIDGE])
  for (const family of ['iptables', 'ip6tables'] as const) await removeRules(family)
  await restoreSettings(place)
}

/** Says whether a bed is up on this machine, in whatever folder. */
export const isBridgeThere = async (): Promise<boolean> => {
  const links = JSON.parse(await command('ip', ['-json', 'link', 'show'])) as readonly { readonly ifname: string }[]
  return links.some(({ ifname }) => ifname === BRIDGE)
}

/** What the bed, its kubelet and its kube-proxy change. */
const SETTINGS = [
  'net.ipv4.ip_forward',
  'net.ipv4.conf.all.route_localnet',
  'kernel.panic',
  'kernel.panic_on_oops',
  'vm.overcommit_memory',
  'vm.panic_on_oom',
] as const

const settingOf = (name: string): string => `/proc/sys/${name.replaceAll('.', '/')}`

const settingsOf = (place: Place): string => place.at('settings.json')

const keepSettings = async (place: Place): Promise<void> => {
  const pairs = SETTINGS.map(async (name) => [name, (await readFile(settingOf(name), 'utf8')).trim()] as const)
  await writeFile(settingsOf(place), JSON.stringify(Object.fromEntries(await Promise.all(pairs))))
}

const restoreSettings = async (place: Place): Promise<void> => {
  const text = await readFile(settingsOf(place), 'utf8')
  const kept = JSON.parse(text) as Readonly<Record<string, string>>
  for (const [name, value] of Object.entries(kept)) await writeFile(settingOf(name), value)
}
