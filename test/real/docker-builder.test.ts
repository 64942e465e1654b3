import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { after, describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import type { DependencyUnit } from '../../src/core/build/unit.ts'
import { ActionError } from '../../src/core/errors.ts'
import { type FileEntry, fileOf } from '../../src/core/image/content.ts'
import { parseReference } from '../../src/core/oci/reference.ts'
import { once } from '../../src/core/parallel.ts'
import { BUILT_IN } from '../../src/core/runtime/catalogue.ts'
import { dockerAnswers, type DockerBuilderOptions } from '../../src/edge/builder/docker.ts'
import { type BuilderBed, type ExpectedEntry, testBuilder } from '../contract/builder.ts'
import { testLayer } from '../contract/layer.ts'
import { filesOf } from '../edge/builder/bed.ts'
import { closeServer, listen } from '../fakes/loopback.ts'
import { openNpmRegistry } from '../fakes/npm-registry.ts'
import { installedPackages, pythonPackages } from '../fakes/python-packages.ts'
import { npmUnit, packageJson, pipUnit, tool } from '../fakes/units.ts'
import { NODE, PYTHON } from './bed/bases.ts'
import { type DockerBed, openDockerBed, whyNoDocker } from './bed/docker.ts'
import { PYTHON_VERSION } from './bed/python-base.ts'

/** Puts the image and command of the runtime that comes with us into `unit`. */
const inImage = async (bed: DockerBed, image: string, unit: DependencyUnit): Promise<DependencyUnit> => {
  const install = BUILT_IN.get(unit.runtime)?.install
  const phase = { ...unit.phase, command: install?.command ?? '', env: { ...install?.env, ...unit.phase.env } }
  return { ...unit, phase: { ...phase, image: await bed.image(image) } }
}

/** A server that never answers: what asks it hangs. */
const openSilence = async () => {
  const server = createServer()
  const asked = new Promise<void>((resolve) => {
    server.once('request', () => resolve())
  })
  return { url: `http://${await listen(server)}/`, asked, close: () => closeServer(server) }
}

/** A script that starts a child, says so to `url` and does not end. */
const hangingFile = (url: string): FileEntry =>
  fileOf(
    'hang.cjs',
    `require('child_process').spawn('sleep', ['1000']); require('http').get('${url}'); setInterval(() => {}, 1000)`,
  )

const openNpm = async (bed: DockerBed): Promise<BuilderBed> => {
  const [{ builder, leftovers, close }, silence] = await Promise.all([bed.builder(), openSilence()])
  const unit = (files: readonly FileEntry[], change: Partial<DependencyUnit> = {}) =>
    inImage(bed, NODE, npmUnit(files, change))
  const files = [packageJson({ tool: 'file:./tool-1.0.0.tgz' }), await tool.tarball()]
  return {
    builder,
    unit: await unit(files),
    installed: tool.installed,
    failing: { unit: await unit([packageJson({ none: 'file:./none.tgz' })]), reason: /npm ENOENT.*none\.tgz/ },
    unfit: await unit(files, { platform: { os: 'plan9', architecture: 'amd64' } }),
    hanging: {
      unit: await unit([packageJson({}, { scripts: { preinstall: 'node hang.cjs' } }), hangingFile(silence.url)]),
      started: () => silence.asked,
    },
    contents: (output) => Promise.resolve(filesOf(output)),
    leftovers,
    close: async () => {
      await silence.close()
      await close()
    },
  }
}

/** In its own image pip names the interpreter by its path. */
const withInterpreter = (entry: ExpectedEntry): ExpectedEntry =>
  'text' in entry ? { ...entry, text: entry.text.replace('#!/usr/bin/env python3', '#!/usr/local/bin/python3') } : entry

const openPip = async (bed: DockerBed): Promise<BuilderBed> => {
  const [{ builder, leftovers, close }, silence] = await Promise.all([bed.builder(), openSilence()])
  const unit = (files: readonly FileEntry[], change: Partial<DependencyUnit> = {}) =>
    inImage(bed, PYTHON, pipUnit(PYTHON_VERSION, files, change))
  return {
    builder,
    unit: await unit(pythonPackages()),
    installed: installedPackages(PYTHON_VERSION).map(withInterpreter),
    failing: {
      unit: await unit([fileOf('requirements.txt', '--no-index\nnone==9\n')]),
      reason: /pip No matching distribution found for none==9/,
    },
    unfit: await unit(pythonPackages(), { platform: { os: 'windows', architecture: 'amd64' } }),
    hanging: {
      unit: await unit([fileOf('requirements.txt', `--index-url ${silence.url}\nnone\n`)]),
      started: () => silence.asked,
    },
    contents: (output) => Promise.resolve(filesOf(output)),
    leftovers,
    close: async () => {
      await silence.close()
      await close()
    },
  }
}

/** An npm unit that runs `command` instead of npm. */
const commandUnit = async (
  bed: DockerBed,
  command: string,
  env: Readonly<Record<string, string>> = {},
): Promise<DependencyUnit> => {
  const { phase, ...unit } = npmUnit([packageJson({})])
  return { ...unit, phase: { ...phase, image: await bed.image(NODE), command, env } }
}

const never = new AbortController().signal
const quiet = (): void => undefined

/** Runs `unit`, which is to fail, on a builder of its own; nothing may be left of it. */
const failureOf = async (
  bed: DockerBed,
  unit: DependencyUnit,
  options: Partial<DockerBuilderOptions> = {},
): Promise<ActionError> => {
  const { builder, leftovers, close } = await bed.builder(options)
  const error: unknown = await builder.run(unit, quiet, never).catch((error: unknown) => error)
  assert.deepEqual(await leftovers(), [])
  await close()
  assert.ok(error instanceof ActionError, String(error))
  return error
}

const FAILURES: Readonly<Record<string, (bed: DockerBed) => Promise<readonly [ActionError, RegExp, RegExp]>>> = {
  'an image that is not there': async (bed) => {
    const unit = await commandUnit(bed, 'true')
    const image = parseReference('docker.io/library/none:1')
    const error = await failureOf(bed, { ...unit, phase: { ...unit.phase, image } })
    return [error, /^Cannot pull ".*\/hub\/library\/none:1" for linux\/\w+ with Docker: .*unknown/, /install image/]
  },
  'an image for another platform': async (bed) => {
    const unit = await commandUnit(bed, 'true')
    const error = await failureOf(bed, { ...unit, platform: { os: 'linux', architecture: 's390x' } })
    return [error, /for linux\/s390x with Docker: /, /"platforms"/]
  },
  'a daemon that is not there': async (bed) => {
    const env = { ...bed.env, DOCKER_HOST: 'unix:///nowhere/docker.sock' }
    const error = await failureOf(bed, await commandUnit(bed, 'true'), { env })
    return [error, /^Cannot reach a Docker daemon: .*nowhere/, /DOCKER_HOST/]
  },
  'a docker program that is not there': async (bed) => {
    const error = await failureOf(bed, await commandUnit(bed, 'true'), { env: { PATH: '/nowhere' } })
    return [error, /^Cannot reach a Docker daemon: there is no "docker" on PATH$/, /"builder"/]
  },
  'a network that is not there': async (bed) => {
    const error = await failureOf(bed, await commandUnit(bed, 'true'), { network: 'nowhere' })
    return [error, /^Cannot install dependencies: .*nowhere/, /"docker-network"/]
  },
  'a command that does not end': async (bed) => {
    const error = await failureOf(bed, await commandUnit(bed, 'sleep 1000'), { timeout: 2 })
    return [error, /^Cannot install dependencies: npm did not end within 2 s$/, /"build-timeout"/]
  },
  'a program for another processor': async (bed) => {
    const error = await failureOf(bed, await commandUnit(bed, "echo 'exec /bin/sh: exec format error'; exit 1"))
    return [error, /cannot run programs for linux/, /emulation/]
  },
}

const OUTPUTS: Readonly<Record<string, { readonly command: string; readonly why: RegExp }>> = {
  'an absolute link': { command: 'ln -s /etc/passwd users', why: /"users" links to "\/etc\/passwd", an absolute path/ },
  'a link that leads outside': { command: 'ln -s ../etc/passwd users', why: /"users" links .* outside of what/ },
  'a link that leads nowhere': { command: 'ln -s none users', why: /"users" links to "none", which is not there/ },
  'a named pipe': { command: 'mkfifo pipe', why: /"pipe" is neither a file, a folder nor a link/ },
  'a whiteout': { command: ': > .wh.bin', why: /"\.wh\.bin" would delete a file of the base image/ },
}

const why = await whyNoDocker()
describe('with a daemon', { skip: why ?? false }, () => {
  const opening = once(() => '', openDockerBed)
  const opened = (): Promise<DockerBed> => opening(undefined)
  after(async () => (await opened()).close())

  testBuilder('openDockerBuilder() with npm', async () => openNpm(await opened()))
  testBuilder('openDockerBuilder() with pip', async () => openPip(await opened()))
  testLayer('openDockerBuilder()', async () => {
    const bed = await opened()
    const { builder, close } = await bed.builder()
    return { run: (unit) => builder.run(unit, quiet, never), image: await bed.image(NODE), close }
  })

  for (const [what, fail] of Object.entries(FAILURES))
    test(`openDockerBuilder() says what is wrong, and what to do, with ${what}`, async () => {
      const [{ message, hint }, reason, advice] = await fail(await opened())
      assert.match(message, reason)
      assert.match(hint ?? '', advice)
    })

  for (const [what, { command, why }] of Object.entries(OUTPUTS))
    test(`openDockerBuilder() refuses ${what}`, async () => {
      const bed = await opened()
      assert.match((await failureOf(bed, await commandUnit(bed, command))).message, why)
    })

  test('openDockerBuilder() asks the registry that NPM_REGISTRY names, with the token of NPM_CONFIG_EXTRA, for a package without a name', async () => {
    const bed = await opened()
    const registry = await openNpmRegistry({ name: '@acme/pay', version: '1.0.0', files: { 'index.js': '' } })
    const { builder, close } = await bed.builder()
    const unit = await inImage(bed, NODE, npmUnit([packageJson({ '@acme/pay': '1.0.0' })]))
    const token = `${registry.url.replace('http:', '')}:_authToken=secret`
    const env = { ...unit.phase.env, NPM_REGISTRY: registry.url, NPM_SCOPE: '@acme', NPM_CONFIG_EXTRA: token }
    const files = filesOf(await builder.run({ ...unit, phase: { ...unit.phase, env } }, quiet, never))
    assert.deepEqual(registry.requests, ['GET /@acme/pay Bearer secret', 'GET /tarball.tgz Bearer secret'])
    const notes = files.find(({ path }) => path === 'node_modules/.package-lock.json')
    assert.ok(notes?.type === 'file')
    assert.match(Buffer.from(await notes.read()).toString(), /^\{\n  "name": "function",/)
    await registry.close()
    await close()
  })

  test('openDockerBuilder() runs commands as uid 1000 without rights', async () => {
    const bed = await opened()
    const { builder, close } = await bed.builder()
    const command = 'grep -E "^(Uid|Gid|CapEff|CapBnd|NoNewPrivs):" /proc/self/status > status'
    const [file] = filesOf(await builder.run(await commandUnit(bed, command), quiet, never))
    assert.ok(file?.type === 'file')
    assert.equal(
      Buffer.from(await file.read())
        .toString()
        .replaceAll(/\s+/g, ' ')
        .trim(),
      STATUS,
    )
    await close()
  })

  test('openDockerBuilder() shows no variable among the arguments of programs, and none of this process to the phase', async () => {
    const bed = await opened()
    const { builder, close } = await bed.builder({ env: { ...bed.env, GITHUB_TOKEN: 'of-the-job' } })
    const controller = new AbortController()
    const lines: string[] = []
    const unit = await commandUnit(bed, 'env; echo listed; sleep 1000', { NPM_TOKEN: 'never\nshown' })
    const run = builder.run(unit, (line) => lines.push(line), controller.signal)
    run.catch(() => undefined)
    while (!lines.includes('listed')) await Promise.race([setTimeout(20), run])
    const shown = (await argumentsOfAll()).filter((text) => text.includes('never'))
    controller.abort()
    await assert.rejects(run)
    assert.deepEqual(shown, [])
    assert.ok(lines.includes('NPM_TOKEN=never') && lines.includes('shown'), lines.join('\n'))
    assert.ok(!lines.some((line) => line.includes('of-the-job')))
    await close()
  })

  test('S4 a cancelled run ends its docker programs and containers, with all that runs in them', async () => {
    const bed = await opened()
    const silence = await openSilence()
    const { builder, noted, leftovers, close } = await bed.builder()
    const controller = new AbortController()
    const files = [packageJson({}, { scripts: { preinstall: 'node hang.cjs' } }), hangingFile(silence.url)]
    const unit = await inImage(bed, NODE, npmUnit(files))
    const run = builder.run(unit, quiet, controller.signal)
    await Promise.race([silence.asked, run])
    const before = await leftovers()
    for (const kind of ['container ', 'note of function-images-', 'docker system dial-stdio'])
      assert.ok(
        before.some((thing) => thing.includes(kind)),
        `no "${kind}" in ${before.join(', ')}`,
      )
    const top = await bed.docker('top', noted[0]?.name ?? '', '-o', 'pid')
    const ids = top.split('\n').filter((line) => /^\d+$/.test(line.trim()))
    assert.ok(ids.length >= 3, top)
    controller.abort(new Error('cancelled'))
    await assert.rejects(run, /^Error: cancelled$/)
    assert.deepEqual(await leftovers(), [])
    assert.deepEqual(
      ids.filter((id) => existsSync(`/proc/${id.trim()}`)),
      [],
    )
    await silence.close()
    await close()
  })

  test('dockerAnswers() tells a daemon from none', async () => {
    const { env } = await opened()
    assert.equal(await dockerAnswers(env, never), true)
    assert.equal(await dockerAnswers({ ...env, DOCKER_HOST: 'unix:///nowhere/docker.sock' }, never), false)
    assert.equal(await dockerAnswers({ PATH: '/nowhere' }, never), false)
  })
})

const NO_RIGHTS = '0000000000000000'
const STATUS = `Uid: 1000 1000 1000 1000 Gid: 1000 1000 1000 1000 CapEff: ${NO_RIGHTS} CapBnd: ${NO_RIGHTS} NoNewPrivs: 1`

const argumentsOfAll = async (): Promise<readonly string[]> => {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  return Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')))
}
