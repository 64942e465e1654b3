import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { AuditEntry } from '../../test/real/bed/cluster/audit.ts'
import { compare, formatPaired, run, spread } from '../measure.ts'
import type { Ground, Lot } from './ground.ts'
import { writeReplies } from './repository.ts'

const FEW = 5
const MANY = 50
const ROUNDS = 5

/** Seconds that a deploy of {@link MANY} unchanged functions may take, and requests that it may send a namespace. */
const SECONDS = 1.5
const REQUESTS = 12

/** Megabytes that a deploy may take that follows {@link MANY} rollouts. */
const MEGABYTES = 200

/** Deploys of a few functions and of many that are as they were; then all the many are rolled out at once. */
export const sets = async (ground: Ground): Promise<readonly string[]> => {
  const lines: string[] = []
  for (const count of [FEW, MANY]) {
    const lot = await ground.lot()
    const folder = await writeReplies(lot, 'many', count, 'first')
    const parallel = ['--max-parallel', String(MANY), '--rollout-timeout', '600']
    await run(lot.ours(folder, ['deploy', ...parallel]))
    lines.push(...(await unchanged(lot, folder, count)))
    if (count === FEW) continue
    await writeReplies(lot, 'many', count, 'second')
    const { megabytes, seconds } = measured(lot, folder, ['deploy', ...parallel])
    lines.push(
      `memory while ${count} rollouts are followed: ${megabytes} MB at most (goal ≤ ${MEGABYTES} MB, ${verdict(megabytes <= MEGABYTES)}; ${seconds.toFixed(0)} s)`,
    )
  }
  return lines
}

const unchanged = async (lot: Lot, folder: string, count: number): Promise<readonly string[]> => {
  const deploy = lot.ours(folder, ['deploy'])
  const times: number[] = []
  const requests: (readonly AuditEntry[])[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const since = new Date()
    times.push(await run(deploy))
    requests.push(await lot.audit(since))
  }
  const most = Math.max(...requests.map((entries) => entries.length))
  const writes = requests.flat().filter(isWrite).length
  const { low, median: middle, high } = spread(times.map((time) => time / 1000))
  return [
    `deploy of ${count} unchanged: ${middle.toFixed(2)} s [${low.toFixed(2)}–${high.toFixed(2)}] (goal ≤ ${SECONDS} s, ${verdict(middle <= SECONDS)}; ${measured(lot, folder, ['deploy']).megabytes} MB at most)`,
    `  API requests then: ${most} (goal ≤ ${REQUESTS} a namespace, ${verdict(most <= REQUESTS)}): ${summary(requests[0] ?? [])}; ${writes} writes (goal 0, ${verdict(writes === 0)})`,
    ...(count === FEW ? [] : [await againstKubectl(lot, folder, count)]),
  ]
}

/** What a user without us would run, with the same objects, and nothing stored. */
const againstKubectl = async (lot: Lot, folder: string, count: number): Promise<string> => {
  await run(lot.ours(folder, ['render', '--manifests', 'manifests']))
  const apply = lot.asKubectl([
    'apply',
    '--server-side',
    '--force-conflicts',
    '--dry-run=server',
    '--recursive',
    '--filename',
    join(folder, 'manifests'),
  ])
  const comparison = await compare({
    what: `deploy of ${count} unchanged`,
    ours: { name: 'function-images deploy', commands: () => [lot.ours(folder, ['deploy'])] },
    theirs: { name: 'kubectl apply of what render writes', commands: () => [apply] },
    goal: 1,
    rounds: ROUNDS,
  })
  return formatPaired(comparison)
}

const measured = (
  lot: Lot,
  folder: string,
  args: readonly string[],
): { readonly megabytes: number; readonly seconds: number } => {
  const { program, args: all } = lot.ours(folder, args)
  const start = performance.now()
  const { stderr, status } = spawnSync('/usr/bin/time', ['-f', '%M', program, ...all], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  })
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr.slice(-2000)}`)
  const kilobytes = Number(stderr.trim().split('\n').at(-1))
  return { megabytes: Math.round(kilobytes / 1000), seconds: (performance.now() - start) / 1000 }
}

/** Reviews are asked by POST, and store nothing. */
const isWrite = ({ verb, resource }: AuditEntry): boolean =>
  ['create', 'update', 'patch', 'delete', 'deletecollection'].includes(verb) && !resource.startsWith('selfsubject')

const summary = (entries: readonly AuditEntry[]): string =>
  entries.map(({ verb, resource, uri }) => `${verb} ${resource === '' ? uri : resource}`).join(', ')

const verdict = (met: boolean): string => (met ? 'met' : 'MISSED')
