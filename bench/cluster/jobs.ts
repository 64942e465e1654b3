import { randomBytes } from 'node:crypto'
import type { Job } from '../../src/core/cluster/object.ts'
import { JOBS } from '../../src/core/cluster/resource.ts'
import { formatPaired, median, paired, type Paired, run } from '../measure.ts'
import type { Ground, Lot } from './ground.ts'
import { copyingJob, plainJob } from './other-jobs.ts'
import { writeFunction } from './repository.ts'
import { type Moment, MOMENTS, type Sightings, watchJobs } from './sightings.ts'
import { openTimedBuilder, type Run, type TimedBuilder } from './timed-builder.ts'

const ROUNDS = 9

const never = new AbortController().signal

/** The build of one dependency layer by a Job, against Jobs that do less and that do as Kubeless did, in turns. */
export const jobTimes = async (ground: Ground): Promise<readonly string[]> => {
  const lot = await ground.lot()
  const sightings = watchJobs(lot.cluster, lot.namespace)
  const scene: Scene = { lot, sightings, builder: await openTimedBuilder(lot) }
  const rounds: Round[] = []
  try {
    for (let round = -1; round < ROUNDS; round += 1) {
      const times = await timeRound(scene, round)
      if (round >= 0) rounds.push(times)
    }
  } finally {
    scene.builder.close()
    sightings.close()
  }
  return [
    ...comparisonsOf(rounds).map(formatPaired),
    profile(
      'our Job',
      rounds.map(({ ours }) => ours.moments),
    ),
    profile(
      'the empty Job that installs',
      rounds.map(({ plain }) => plain.moments),
    ),
    profile(
      'the Job that copies the base',
      rounds.map(({ copying }) => copying.moments),
    ),
  ]
}

interface Scene {
  readonly lot: Lot
  readonly sightings: Sightings
  readonly builder: TimedBuilder
}

interface Round {
  readonly ours: Run & { readonly result: number }
  readonly waiting: Run
  readonly plain: Run
  readonly command: number
  readonly copying: Run
}

const timeRound = async (scene: Scene, round: number): Promise<Round> => {
  const { builder, lot } = scene
  const ours = await builder.run(scene.sightings, 'result')
  const plain = await timeJob(scene, plainJob(ours.job, `plain-${round + 1}`), 'build ended')
  const waiting = await builder.run(scene.sightings, 'complete')
  const copying = await timeJob(
    scene,
    copyingJob(ours.job, {
      name: `copying-${round + 1}`,
      base: lot.base,
      target: `${lot.registry}/${lot.namespace}/copy-${round + 1}`,
    }),
    'Job complete',
  )
  return { ours, plain, waiting, copying, command: await wholeBuild(lot, round) }
}

const comparisonsOf = (rounds: readonly Round[]): readonly Paired[] => {
  const compare = (
    what: string,
    theirs: string,
    goal: number,
    times: (round: Round) => readonly [number, number],
  ): Paired => paired({ what, names: ['ours', theirs], goal, times: rounds.map(times) })
  const at = ({ moments }: Run, moment: Moment): number => moments[moment] ?? Number.NaN
  return [
    compare('POST to the build container’s end', 'an empty Job that installs', 1.15, ({ ours, plain }) => [
      at(ours, 'build ended'),
      at(plain, 'build ended'),
    ]),
    compare('POST to the layer in our hands', 'a wait for Job Complete', 0.7, ({ ours, waiting }) => [
      ours.result,
      at(waiting, 'Job complete'),
    ]),
    compare(
      'POST to the end of the whole build command',
      'a Job that copies the base first, to its Complete',
      0.5,
      ({ command, copying }) => [command, at(copying, 'Job complete')],
    ),
    compare(
      'POST to the end of the whole build command',
      'a Job that copies the base first, to its container’s end',
      0.5,
      ({ command, copying }) => [command, at(copying, 'build ended')],
    ),
  ]
}

/** `our Job: pod made 20 ms, pod scheduled 30 ms, …`, medians from the POST. */
const profile = (what: string, runs: readonly Run['moments'][]): string =>
  `  ${what}, from POST: ${MOMENTS.flatMap((moment) => {
    const seen = runs.flatMap(({ [moment]: at }) => (at === undefined ? [] : [at]))
    return seen.length < runs.length ? [] : [`${moment} ${Math.round(median(seen))} ms`]
  }).join(', ')}`

const timeJob = async ({ lot, sightings }: Scene, job: Job, until: Moment): Promise<Run> => {
  const name = job.metadata?.name ?? ''
  const start = performance.now()
  const { object } = await lot.cluster.create(JOBS, job, never)
  await sightings.seen(name, until)
  const moments = sightings.since(name, start)
  await lot.cluster.delete(JOBS, { namespace: lot.namespace, name }, { uid: object.metadata?.uid ?? '' }, never)
  return { moments }
}

/** Milliseconds from the POST of its Job, by the audit log, to the end of a `build` that makes layer and image. */
const wholeBuild = async (lot: Lot, round: number): Promise<number> => {
  const name = `whole-${round + 1}`
  const folder = await writeFunction(lot, name, { greeting: '1.0.0' }, randomBytes(8).toString('hex'))
  const since = new Date()
  await run(lot.ours(folder, ['build'], name))
  const end = Date.now()
  const post = (await lot.audit(since)).find(({ verb, resource }) => verb === 'create' && resource === 'jobs')
  if (post === undefined) throw new Error('The build made no Job')
  return end - Date.parse(post.time)
}
