import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { compare, type Contender, formatPaired, median, paired, run } from '../measure.ts'
import type { Ground, Lot } from './ground.ts'
import { writeFunction, writeReplies } from './repository.ts'

const ROUNDS = 7

/** A changed handler, built, with dependencies that are there already and without any. */
export const handlerBuilds = async (ground: Ground): Promise<readonly string[]> => {
  const lot = await ground.lot()
  const contender = async (name: string, packages: Readonly<Record<string, string>>): Promise<Contender> => {
    const folder = await writeFunction(lot, name, packages)
    const command = lot.ours(folder, ['build'])
    await run(command)
    return {
      name,
      commands: async () => {
        await writeFile(join(folder, 'handler.js'), handler())
        return [command]
      },
    }
  }
  return [
    formatPaired(
      await compare({
        what: 'build of a changed handler with dependencies',
        ours: await contender('with', { greeting: '1.0.0' }),
        theirs: await contender('without', {}),
        goal: 1.1,
        rounds: ROUNDS,
      }),
    ),
  ]
}

const handler = (): string => `exports.run = () => '${randomBytes(8).toString('hex')}'\n`

/** From the start of `deploy` with a changed handler to the first new reply, against `kubectl rollout restart`. */
export const handlerDeploys = async (ground: Ground): Promise<readonly string[]> => {
  const lot = await ground.lot()
  const folder = await writeReplies(lot, 'one', 1, 'first')
  const deploy = lot.ours(folder, ['deploy'])
  await run(deploy)
  const url = await urlOf(lot, 'one-0')
  const times: { readonly ours: Change; readonly theirs: Change }[] = []
  for (let round = -1; round < ROUNDS; round += 1) {
    await writeReplies(lot, 'one', 1, `round ${round}`)
    const moment = (RELIST * Math.max(round, 0)) / ROUNDS
    const ours = await timeChange(lot, url, moment, () => run(deploy))
    const theirs = await timeChange(lot, url, moment, () => lot.kubectl(['rollout', 'restart', 'deployment/one-0']))
    if (round >= 0) times.push({ ours, theirs })
  }
  const profile = (what: string, changes: readonly Change[]): string =>
    `  ${what}: PATCH after ${Math.round(median(changes.map(({ patched }) => patched)))} ms, new reply ${Math.round(median(changes.map(({ replied, patched }) => replied - patched)))} ms later`
  return [
    formatPaired(
      paired({
        what: 'changed handler to new reply, by deploy',
        names: ['ours', 'kubectl rollout restart'],
        goal: 1.3,
        times: times.map(({ ours, theirs }) => [ours.replied, theirs.replied]),
      }),
    ),
    profile(
      'deploy',
      times.map(({ ours }) => ours),
    ),
    profile(
      'rollout restart',
      times.map(({ theirs }) => theirs),
    ),
  ]
}

/** Milliseconds from the start of the command. */
interface Change {
  readonly patched: number
  readonly replied: number
}

/**
 * The milliseconds from one look of the kubelet at its containers to the next: what it tells of them is late by up to that. The
 * end of the old pod is told at such a look; each round starts at another moment after it, so that none is favoured.
 */
const RELIST = 1000

/** Replies name the pod, so that a restart shows too. Ends when the old pod has gone. */
const timeChange = async (lot: Lot, url: string, moment: number, act: () => Promise<unknown>): Promise<Change> => {
  const before = await replyOf(url)
  await sleep(moment)
  const start = Date.now()
  const acting = act()
  const replied = await Promise.race([untilNew(url, before), acting.then(() => untilNew(url, before))])
  await acting
  const pods = async (): Promise<string> => lot.kubectl(['get', 'pods', '--output', 'name'])
  while ((await pods()).trim().split('\n').length > 1) await sleep(200)
  return { patched: (await patchTime(lot, new Date(start))) - start, replied: replied - start }
}

const patchTime = async (lot: Lot, since: Date): Promise<number> => {
  const patch = (await lot.auditOfAll(since)).find(
    ({ verb, resource, name }) => verb === 'patch' && resource === 'deployments' && name !== '',
  )
  return Date.parse(patch?.time ?? '')
}

const untilNew = async (url: string, before: string): Promise<number> => {
  for (let left = LIMIT / PAUSE; left > 0; left -= 1) {
    const reply = await replyOf(url).catch(() => before)
    if (reply !== before) return Date.now()
    await sleep(PAUSE)
  }
  throw new Error(`There was no new reply within ${LIMIT} ms`)
}

/** Milliseconds. */
const LIMIT = 60_000
const PAUSE = 10

const replyOf = async (url: string): Promise<string> => {
  const response = await fetch(url, { headers: { connection: 'close' }, signal: AbortSignal.timeout(1_000) })
  if (!response.ok) throw new Error(`${url} answers ${response.status}`)
  return response.text()
}

const urlOf = async (lot: Lot, name: string): Promise<string> => {
  const format = 'jsonpath={.spec.clusterIP}:{.spec.ports[0].port}'
  return `http://${await lot.kubectl(['get', 'service', name, '--output', format])}/`
}
