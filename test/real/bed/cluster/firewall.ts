import { POD_SUBNET } from './addresses.ts'
import { command } from './command.ts'

/** Refuses pods at once what is neither a pod nor on this machine; what others asked them they may answer. */
export const refuseOutside = async (): Promise<void> => {
  const rule = ['--source', POD_SUBNET, '!', '--destination', POD_SUBNET, '--match', 'conntrack', '--ctstate', 'NEW']
  await command('iptables', ['--new-chain', BED])
  await command('iptables', ['--append', BED, ...rule, '--jump', 'REJECT'])
  await command('iptables', ['--insert', 'FORWARD', '--jump', BED])
}

const BED = 'FUNCTION-IMAGES-BED'

/** Removes the rules and chains of the bed, its kubelet and its kube-proxy, in one transaction a family; others stay. */
export const removeRules = async (family: 'iptables' | 'ip6tables'): Promise<void> => {
  const removal = removalOf(await command(`${family}-save`, []))
  if (removal !== '') await command(`${family}-restore`, ['--noflush'], removal)
}

/** Returns what iptables-restore has to be told to remove what is ours in the output of iptables-save. */
export const removalOf = (saved: string): string =>
  saved
    .split(/^(?=\*)/m)
    .map(tableRemoval)
    .join('')

const tableRemoval = (table: string): string => {
  const lines = table.split('\n')
  const rules = lines.filter((line) => line.startsWith('-A '))
  const chains = lines.flatMap((line) => /^:(\S+) -/.exec(line)?.[1] ?? [])
  const ours = new Set(chains.filter((name) => name === BED || name.startsWith('KUBE-')))
  const isOurs = (name: string | undefined): boolean => name !== undefined && ours.has(name)
  const jumps = rules.filter((rule) => !isOurs(chainOf(rule)) && isOurs(targetOf(rule)))
  if (ours.size === 0) return ''
  return [
    lines[0],
    // Declared again, a chain is emptied.
    ...[...ours].map((name) => `:${name} - [0:0]`),
    ...jumps.map((rule) => rule.replace(/^-A/, '-D')),
    ...[...ours].map((name) => `-X ${name}`),
    'COMMIT\n',
  ].join('\n')
}

const chainOf = (rule: string): string | undefined => /^-A (\S+)/.exec(rule)?.[1]

const targetOf = (rule: string): string | undefined => / -[jg] (\S+)/.exec(rule)?.[1]
