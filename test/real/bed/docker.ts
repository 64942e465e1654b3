import { readdir, readFile } from 'node:fs/promises'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDigest } from '../../../src/core/oci/digest.ts'
import { parseReference, type Reference } from '../../../src/core/oci/reference.ts'
import { mirrored } from '../../../src/core/registry/mirrors.ts'
import { type DockerBuilderOptions, openDockerBuilder } from '../../../src/edge/builder/docker.ts'
import { capture } from '../../../src/edge/exec.ts'
import { openCredentials } from '../../../src/edge/registry/credentials.ts'
import type { Builder, LedgerEntry } from '../../../src/ports.ts'
import { pushInstallImages } from './bases.ts'
import { startDockerRegistry } from './docker-registry.ts'
import { startDockerd } from './dockerd.ts'
import { findProgram, type Program } from './programs.ts'

/** A Docker daemon and a registry with images that can install. */
export interface DockerBed {
  /** For DOCKER_HOST. */
  readonly host: string
  readonly env: Readonly<Record<string, string>>
  /** Of the registry. */
  readonly registry: string
  /** Returns an image of Docker Hub by the digest it has here. */
  readonly image: (name: string) => Promise<Reference>
  /** Runs the docker program; returns what it printed. */
  readonly docker: (...words: readonly string[]) => Promise<string>
  /** Opens a builder over the daemon, with a folder of its own. */
  readonly builder: (options?: Partial<DockerBuilderOptions>) => Promise<DockerBuilderBed>
  readonly close: () => Promise<void>
}

export interface DockerBuilderBed {
  readonly builder: Builder
  /** What the builder noted and has not taken back. */
  readonly noted: readonly LedgerEntry[]
  /** Names containers, volumes, programs and files that are there because of the builder. */
  readonly leftovers: () => Promise<readonly string[]>
  readonly close: () => Promise<void>
}

const NEEDED: readonly Program[] = ['dockerd', 'docker', 'docker-registry', 'busybox']

/** Says why there can be no Docker bed here; throws it where the bed is said to be complete. */
export const whyNoDocker = async (): Promise<string | undefined> => {
  const found = await Promise.all(NEEDED.map(findProgram))
  const missing = found.find((program) => program.status === 'missing')
  const why = process.getuid?.() === 0 ? missing?.why : 'dockerd needs root'
  if (why !== undefined && process.env['FUNCTION_IMAGES_BED'] === 'complete') throw new Error(why)
  return why
}

/** Starts a daemon and a registry. The registry is on loopback, and so containers run with the network of this machine. */
export const openDockerBed = async (): Promise<DockerBed> => {
  const [dockerd, docker] = await Promise.all(['dockerd' as const, 'docker' as const].map(pathOf))
  const registry = await startDockerRegistry()
  await pushInstallImages(registry.host)
  const daemon = await startDockerd(dockerd ?? '', AbortSignal.timeout(START_LIMIT))
  const env = { PATH: process.env['PATH'] ?? '', HOME: tmpdir(), DOCKER_HOST: daemon.host }
  const run = async (...words: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await capture(docker ?? '', ['--host', daemon.host, ...words], { cwd: '/' })
    if (code !== 0) throw new Error(`docker ${words.join(' ')}: ${stderr}`)
    return stdout.toString()
  }
  return {
    host: daemon.host,
    env,
    registry: registry.host,
    image: (name) => imageIn(registry.host, name),
    docker: run,
    builder: (options) => openBuilder({ env, registry: registry.host, docker: run }, options),
    close: async () => {
      await daemon.close()
      await registry.stop()
    },
  }
}

/** Time for a daemon to come up, in milliseconds. */
const START_LIMIT = 60_000

const pathOf = async (program: Program): Promise<string> => {
  const found = await findProgram(program)
  if (found.status === 'missing') throw new Error(found.why)
  return found.path
}

const imageIn = async (host: string, name: string): Promise<Reference> => {
  const reference = parseReference(name)
  const url = `http://${host}/v2/hub/${reference.path}/manifests/${reference.tag}`
  const headers = { accept: 'application/vnd.oci.image.manifest.v1+json' }
  const digest = (await fetch(url, { method: 'HEAD', headers })).headers.get('docker-content-digest') ?? ''
  if (!isDigest(digest)) throw new Error(`There is no "${name}" in the registry of the bed`)
  return { ...reference, digest }
}

const openBuilder = async (
  { env, registry, docker }: Pick<DockerBed, 'env' | 'registry' | 'docker'>,
  options: Partial<DockerBuilderOptions> = {},
): Promise<DockerBuilderBed> => {
  const temp = await mkdtemp(join(tmpdir(), 'docker-builder-'))
  const noted: LedgerEntry[] = []
  const mirrors = [{ from: 'docker.io', to: `${registry}/hub` }]
  const builder = openDockerBuilder({
    env,
    temp,
    network: 'host',
    images: (reference) => ({ ...reference, ...mirrored(mirrors, reference) }),
    credentials: openCredentials({ env: {}, helperLimit: 1_000, onSecret: () => undefined }),
    ledger: {
      add: (entry) => void noted.push(entry),
      remove: ({ kind, ...entry }) => {
        const at = noted.findIndex((found) => found.kind === kind && 'name' in entry && found.name === entry.name)
        noted.splice(at, 1)
      },
    },
    timeout: 120,
    ...options,
  })
  const leftovers = async (): Promise<readonly string[]> => [
    ...linesOf(await docker('ps', '--all', '--quiet')).map((id) => `container ${id}`),
    ...linesOf(await docker('volume', 'ls', '--quiet')).map((name) => `volume ${name}`),
    ...(await programsWith(env.DOCKER_HOST ?? '')),
    ...(await readdir(temp)),
    ...noted.map(({ name }) => `note of ${name}`),
  ]
  return { builder, noted, leftovers, close: () => rm(temp, { recursive: true, force: true }) }
}

const linesOf = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '')

/** Programs that were started to speak with the daemon at `host`. */
const programsWith = async (host: string): Promise<readonly string[]> => {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const found = await Promise.all(
    ids.map(async (id) => {
      const [env, command] = await Promise.all(
        ['environ', 'cmdline'].map((name) => readFile(`/proc/${id}/${name}`, 'utf8').catch(() => '')),
      )
      return env?.includes(`DOCKER_HOST=${host}`) === true ? [`${id} ${command?.replaceAll('\0', ' ')}`] : []
    }),
  )
  return found.flat()
}
