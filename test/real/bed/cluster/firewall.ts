import { POD_NETWORK } from './addresses.ts'
import { command } from './command.ts'

/** Removes the rules and chains of kubelet, kube-proxy and the pods' network, in one transaction a family; others stay. */
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
  const ours = new Set([...chains.filter((name) => name.startsWith('KUBE-')), ...rules.flatMap(chainsOfPods)])
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

/** Chains of pods are named by hashes; the rule that leads to one says in its comment whose it is. */
const chainsOfPods = (rule: string): readonly string[] => {
  const name = targetOf(rule)
  return name?.startsWith('CNI-') && rule.includes(`name: \\"${POD_NETWORK}\\"`) ? [name] : []
}

const chainOf = (rule: string): string | undefined => /^-A (\S+)/.exec(rule)?.[1]

const targetOf = (rule: string): string | undefined => / -[jg] (\S+)/.exec(rule)?.[1]
