import type { ActionError } from '../../errors.ts'
import { buildFailed, commandFailed } from '../failure.ts'
import type { DependencyUnit } from '../unit.ts'
import { INSTALL } from './containers.ts'
import { EXIT_UNFIT, parseMessage } from './plan.ts'
import type { JobFailure } from './verdict.ts'

/** What a failure's message may need beside the failure itself. */
export interface FailedJob {
  readonly unit: DependencyUnit
  readonly namespace: string
  /** Of the Job. */
  readonly name: string
  /** Lines of its containers, oldest first. */
  readonly log: readonly string[]
  readonly memory: string
  /** In seconds. */
  readonly timeout: number
  /** What the registry says about an image that could not be pulled, one sentence. */
  readonly imageHint?: string | undefined
}

/** Makes the error of a Job that failed, shown at each function that needs the unit. */
export const jobFailed = (failure: JobFailure, failed: FailedJob): ActionError => {
  const { unit, log } = failed
  if (failure.kind === 'command') {
    const { name: phase, tool } = unit.phase
    const said = log.length > 0 ? log : failure.message.split('\n').filter((line) => line !== '')
    return commandFailed({ phase, tool, exitCode: failure.exitCode, log: said }, unit.at)
  }
  const { reason, hint } = REASONS[failure.kind](failure as never, failed)
  return buildFailed({ phase: unit.phase.name, reason, exitCode: undefined, log }, unit.at, hint)
}

interface Reason {
  readonly reason: string
  readonly hint?: string | undefined
}

type Kind = Exclude<JobFailure['kind'], 'command'>

const REASONS: { readonly [K in Kind]: (failure: Extract<JobFailure, { kind: K }>, failed: FailedJob) => Reason } = {
  memory: ({ container }, { memory, unit }) => ({
    reason: `${container === INSTALL ? unit.phase.tool : 'packing what was installed'} used more than the ${memory} of memory it may have (OOMKilled)`,
    hint: 'Raise option "build-memory"',
  }),
  packing: ({ exitCode, message }) => packingReason(exitCode, message),
  start: ({ container, message }) => ({
    reason: `container "${container}" of the build's pod does not start: ${sentence(message)}`,
    hint: 'See that the image runs on that node, as a user that is not root',
  }),
  image: ({ image, message }, { imageHint }) => ({
    reason: `the node cannot pull image "${image}": ${sentence(message)}`,
    hint:
      imageHint ??
      'See that the image is there and that the node may pull it; option "image-mirrors" names another place',
  }),
  deadline: ({ node }, { timeout }) => ({
    reason: `it did not end within ${timeout} s${node === undefined ? ', and no node took it' : ` on node "${node}"`}`,
    hint: 'Raise option "build-timeout" if installs take that long; else look at the node',
  }),
  unschedulable: ({ message }) => ({
    reason: `no node takes the build's pod: ${sentence(message)}`,
    hint: 'Add room or lower option "max-parallel"; a pod runs only on nodes of the image’s platform',
  }),
  refused: ({ message }) => ({
    reason: `the cluster refuses the build's pod: ${sentence(message)}`,
    hint: refusedHint(message),
  }),
  mount: ({ message }) => ({
    reason: `the build's pod does not get what it needs: ${sentence(message)}`,
    hint: 'See that the Secret of option "push-secret" is in the build namespace',
  }),
  job: ({ message }, { name }) => ({ reason: `Job "${name}" failed: ${sentence(message)}` }),
  deleted: (_, { name, namespace }) => ({
    reason: `somebody deleted Job "${name}" in namespace "${namespace}" before it was done, and the registry has no layer of it`,
    hint: 'Run again',
  }),
}

const packingReason = (exitCode: number, text: string): Reason => {
  const message = parseMessage(text)
  if (message?.kind === 'error')
    return exitCode === EXIT_UNFIT
      ? { reason: `what was installed cannot go into an image: ${message.message}`, hint: message.hint }
      : { reason: `the Job cannot push what was installed: ${message.message}`, hint: message.hint }
  return { reason: `packing what was installed ended with exit code ${exitCode}` }
}

const refusedHint = (message: string): string => {
  if (/exceeded quota/.test(message))
    return 'Raise the quota, lower option "max-parallel", or take another "build-namespace"'
  if (/usage per (Container|Pod)/i.test(message))
    return 'Fit option "build-memory" to the LimitRange of the build namespace'
  return 'Take a "build-namespace" whose rules admit it'
}

/** Others' sentences end as they like; ours go on. */
const sentence = (text: string): string =>
  text
    .trim()
    .replace(/\.$/, '')
    .replaceAll(/\s*\n\s*/g, ' ')
