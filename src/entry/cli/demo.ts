import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Config, parseConfig } from '../../core/config.ts'
import { ActionError } from '../../core/errors.ts'
import type { TargetConfig } from '../../core/image/target.ts'
import { type Digest, digestOf, isDigest } from '../../core/oci/digest.ts'
import { formatRepository, parseReference, type Reference } from '../../core/oci/reference.ts'
import type { FunctionResult, Report } from '../../core/report/report.ts'
import { tally } from '../../core/report/text.ts'
import { formatLock } from '../../core/runtime/lock.ts'
import { makeNodeBase } from '../../edge/demo/node-base.ts'
import { hostArchitecture } from '../../edge/demo/program-base.ts'
import { openRegistry } from '../../edge/embedded-registry/server.ts'
import { openLauncher } from '../../edge/serve/launcher.ts'
import { build } from '../../flow/build.ts'
import { succeeded } from '../../flow/result.ts'
import { serveImage } from '../../flow/run.ts'
import type { Ports, Reporter } from '../../ports.ts'
import { packageRoot } from '../package-root.ts'
import { wire } from '../wire/ports.ts'
import { wireRegistry } from '../wire/registry.ts'
import { ALONE } from './alone.ts'
import type { Shell } from './commands.ts'
import { WORKFLOW } from './demo-workflow.ts'
import { openTerminal } from './terminal.ts'

/** The image that the examples' runtime stands on. */
const BASE = parseReference('docker.io/library/node:24-slim')

/**
 * Tells the whole story on this computer: builds the examples into a registry of its own, finds them unchanged, edits a
 * line, and serves one function from its image after the sources are gone. Leaves nothing behind.
 */
export const demo = async (config: Config, shell: Shell): Promise<number> => {
  const folder = await mkdtemp(join(tmpdir(), 'function-images-demo-'))
  const registry = await openRegistry({ root: join(folder, 'registry') })
  try {
    const stage = await setStage(folder, registry.host, config, shell)
    return await play(stage)
  } finally {
    await registry.close()
    await rm(folder, { recursive: true, force: true })
  }
}

interface Stage {
  readonly work: string
  readonly config: Config & TargetConfig
  readonly ports: Ports
  readonly reporter: Reporter
  readonly shell: Shell
  readonly say: (text: string) => void
}

const setStage = async (folder: string, host: string, config: Config, shell: Shell): Promise<Stage> => {
  const say = (text: string): void => void shell.out.write(`${text}\n`)
  const work = join(folder, 'functions')
  await cp(join(packageRoot(), 'examples', 'nodejs'), work, { recursive: true })
  const base = await prepareBase(host, config, shell, say)
  await writeFile(
    join(work, 'function-images.lock'),
    formatLock(new Map([[`${formatRepository(BASE)}:${BASE.tag}`, base.digest]])),
  )
  const raw = {
    registry: host,
    'working-directory': work,
    'image-mirrors': [`${formatRepository(BASE)}=${base.mirror}`],
    platforms: base.platform,
  }
  const parsed = parseConfig('build', raw, { registry: host, channel: 'demo', defaultChannel: 'demo' })
  const stageConfig = { ...parsed, registry: host }
  const reporter = openTerminal({ ...shell, format: 'text' })
  const { ports } = await wire(stageConfig, { ...shell, ...ALONE, cwd: work, reporter })
  return { work, config: stageConfig, ports, reporter, shell, say }
}

interface PreparedBase {
  readonly digest: Digest
  readonly mirror: string
  readonly platform: string
}

/** Makes the base of this Node and pushes it; a base that the user names is used where it is. */
const prepareBase = async (
  host: string,
  config: Config,
  shell: Shell,
  say: (text: string) => void,
): Promise<PreparedBase> => {
  const registry = await wireRegistry(config, { env: shell.env, ...ALONE })
  try {
    if (config.base !== undefined) {
      const reference = parseReference(config.base)
      const answer = await registry.digest(reference, shell.signal)
      if (answer.status === 'unknown') throw answer.error
      if (answer.status === 'absent') throw new ActionError('INPUT_INVALID', `Cannot find base image "${config.base}"`)
      return { digest: answer.digest, mirror: formatRepository(reference), platform: 'linux/amd64' }
    }
    say(`Making a base image of Node.js ${process.versions.node}, so that nothing is downloaded …`)
    const made = await makeNodeBase()
    const repository = { registry: host, path: 'hub/library/node' }
    for (const blob of made.blobs) await registry.upload(repository, blob, shell.signal)
    await registry.putManifest({ ...repository, tag: BASE.tag ?? 'latest' }, made.manifest, shell.signal)
    return {
      digest: digestOf(made.manifest.bytes),
      mirror: formatRepository(repository),
      platform: `linux/${hostArchitecture()}`,
    }
  } finally {
    registry.close()
  }
}

const play = async (stage: Stage): Promise<number> => {
  const { work, say } = stage
  say('\n1. Three functions, none of them built yet:\n')
  const first = await pass(stage)
  say('\n2. The same again: one question to the registry each, and nothing else:\n')
  const second = await pass(stage)
  say('\n3. One line of hello.js is edited:\n')
  const source = join(work, 'hello', 'hello.js')
  await writeFile(source, (await readFile(source, 'utf8')).replace('Hello', 'Good morning'))
  const third = await pass(stage)
  const hello = third.functions.find(({ name }) => name === 'hello')
  if (![first, second, third].every(succeeded) || hello === undefined) return 1
  await rm(work, { recursive: true, force: true })
  say('\n4. The sources are deleted, and hello is served from its image:\n')
  say(await call(stage, referenceOf(hello)))
  say(`\nIn your repository, write .github/workflows/functions.yml:\n\n${WORKFLOW}`)
  return 0
}

const pass = async ({ config, ports, shell, say }: Stage): Promise<Report> => {
  const report = await build(config, ports, shell.signal)
  say(tally(report))
  return report
}

const referenceOf = ({ repository, digest }: FunctionResult): Reference => {
  if (repository === undefined || digest === undefined || !isDigest(digest))
    throw new TypeError('A built function has an image')
  return { ...parseReference(repository), digest }
}

const call = async ({ ports, reporter, shell }: Stage, reference: Reference): Promise<string> => {
  const launcher = openLauncher({
    temporary: tmpdir(),
    env: shell.env,
    warn: (message) => reporter.notice(message),
    output: () => undefined,
  })
  const served = await serveImage(reference, { port: 0, env: [] }, { registry: ports.registry, launcher }, shell.signal)
  try {
    const data = '{"name":"Ada"}'
    const response = await fetch(served.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: data,
    })
    const body = await response.text()
    if (!response.ok) throw new ActionError('BUILD_FAILED', `Cannot call hello: it answered ${response.status}`)
    return `   curl -d '${data}' -H 'content-type: application/json' ${served.url}\n   ${body}`
  } finally {
    await served.stop()
  }
}
