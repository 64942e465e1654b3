import { tmpdir } from 'node:os'
import type { Config } from '../../core/config.ts'
import { ActionError } from '../../core/errors.ts'
import { keyOf, type PrebuiltFunction, type WorkloadSource } from '../../core/function/source.ts'
import type { ImagePlan } from '../../core/image/plan.ts'
import { openLauncher } from '../../edge/serve/launcher.ts'
import { serveInDocker } from '../../edge/serve/docker.ts'
import { type Aimed as AimedFunction, prepareFunctions } from '../../flow/plans.ts'
import { serveImage } from '../../flow/run.ts'
import type { Ports } from '../../ports.ts'
import { inFileOrder } from '../../core/report/problem-order.ts'
import { problemLines } from '../../core/report/text.ts'
import { wire } from '../wire/ports.ts'
import type { Shell } from './commands.ts'
import { ALONE } from './alone.ts'
import { aim, type Aimed } from './embedded.ts'
import { openTerminal } from './terminal.ts'

/** The port of a served function, as in its image. */
const RUN_PORT = 8080

/** Serves the built image of function `name` until it is stopped. */
export const run = async (name: string, config: Config, shell: Shell): Promise<number> => {
  const { env, out, err, signal } = shell
  const reporter = openTerminal({ ...shell, format: 'text' })
  const aimed = await aim(config, shell)
  try {
    const { ports } = await wire(aimed.config, { ...shell, ...ALONE, reporter })
    const plan = await planOf(name, aimed.config, ports, shell)
    const reference = { ...plan.target.repository, tag: plan.tag }
    const port = config.port ?? RUN_PORT
    const output = (chunk: string): void => void err.write(chunk)
    const own = plan.source.env
    const launcher = openLauncher({ temporary: tmpdir(), env, warn: (message) => reporter.notice(message), output })
    const served = config.docker
      ? await serveInDocker(reference, { port, env: own, environment: env, output, signal })
      : await serveImage(reference, { port, env: own }, { registry: ports.registry, launcher }, signal)
    out.write(`${keyOf(plan.source)} answers at ${served.url}\n`)
    signal.addEventListener('abort', () => void served.stop(), { once: true })
    const code = await served.ended
    await served.stop()
    return signal.aborted ? 130 : code
  } finally {
    await aimed.close()
  }
}

/** Plans the one function that is meant, to learn its image's name; shows what is wrong with it when it cannot be. */
const planOf = async (
  name: string,
  config: Aimed['config'],
  ports: Ports,
  { err, signal }: Shell,
): Promise<ImagePlan> => {
  const prepared = await prepareFunctions(config, ports, signal)
  const brought = prepared.prebuilt.find((source) => isNamed(name, source))
  if (brought !== undefined) throw notOurs(brought)
  const found = pick(name, prepared.functions)
  const planned = found === undefined ? undefined : await prepared.plan(found)
  if (planned !== undefined && 'plan' in planned) return planned.plan
  const own = prepared.refused.filter(({ source }) => isNamed(name, source)).flatMap(({ problems }) => problems)
  for (const problem of inFileOrder([...prepared.problems, ...own, ...(planned?.problems ?? [])]))
    for (const line of problemLines(problem)) err.write(`${line}\n`)
  throw new ActionError('INPUT_INVALID', `Cannot find function "${name}"`, { hint: hintOf(prepared.functions) })
}

/** `hello`, or `prod/hello` where two namespaces have one. */
const pick = (name: string, functions: readonly AimedFunction[]): AimedFunction | undefined => {
  const found = functions.filter(({ source }) => isNamed(name, source))
  if (found.length < 2) return found[0]
  throw new ActionError('INPUT_INVALID', `Cannot tell which "${name}" is meant`, {
    hint: `Write one of ${found.map(({ source }) => keyOf(source)).join(', ')}`,
  })
}

const isNamed = (name: string, source: WorkloadSource): boolean => source.name === name || keyOf(source) === name

const notOurs = (source: PrebuiltFunction): ActionError =>
  new ActionError('INPUT_INVALID', `Cannot run "${keyOf(source)}": it brings its own image "${source.image}"`, {
    hint: `Run: docker run --rm --publish ${RUN_PORT}:${RUN_PORT} ${source.image}`,
  })

const hintOf = (functions: readonly AimedFunction[]): string =>
  functions.length === 0
    ? 'There are no functions here'
    : `There are ${functions.map(({ source }) => keyOf(source)).join(', ')}`
