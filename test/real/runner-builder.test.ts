import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { test } from 'node:test'
import { fileOf } from '../../src/core/image/content.ts'
import { minorOf } from '../../src/edge/builder/runtime.ts'
import { type Host, probeHost } from '../../src/edge/builder/host.ts'
import { putFiles } from '../../src/edge/builder/work-folder.ts'
import { capture } from '../../src/edge/exec.ts'
import { type BuilderBed, testBuilder } from '../contract/builder.ts'
import { filesOf, openBed, ownPath } from '../edge/builder/bed.ts'
import { wheelFile, wheelName } from '../fakes/packages.ts'
import { installedPackages, pythonPackages } from '../fakes/python-packages.ts'
import { pipUnit } from '../fakes/units.ts'

// Needs a python3 with pip, and no network: what it installs lies beside the requirements.txt.

const pythonsOn = (path: string): Promise<Host> =>
  probeHost('python3', { env: { PATH: path, HOME: process.env['HOME'] }, folder: tmpdir() })
const host = await pythonsOn(ownPath)
const python = host.pythons.find(({ pip }) => pip)
assert.ok(python !== undefined, 'these tests need a python3 with pip on PATH')
const own = minorOf(python.version)
const OFFLINE = { PIP_NO_INDEX: '1' }

const open = async (): Promise<BuilderBed> => {
  const silent = createServer()
  const asked = new Promise<void>((resolve) => {
    silent.once('request', () => resolve())
  })
  await new Promise<void>((resolve) => {
    silent.listen(0, '127.0.0.1', resolve)
  })
  const { port } = silent.address() as AddressInfo
  const { builder, leftovers, close } = await openBed({ PIP_RETRIES: '0' })
  const unit = pipUnit(own, pythonPackages())
  return {
    builder,
    unit: { ...unit, phase: { ...unit.phase, env: OFFLINE } },
    installed: installedPackages(own),
    failing: {
      unit: pipUnit(own, [fileOf('requirements.txt', '--no-index\nnone==9\n')]),
      reason: /pip No matching distribution found for none==9/,
    },
    unfit: pipUnit(own, pythonPackages(), { platform: { os: 'windows', architecture: 'amd64' } }),
    hanging: {
      unit: pipUnit(own, [fileOf('requirements.txt', `--index-url http://127.0.0.1:${port}/\nnone\n`)]),
      started: () => asked,
    },
    contents: (output) => Promise.resolve(filesOf(output)),
    leftovers,
    close: async () => {
      silent.closeAllConnections()
      await new Promise((resolve) => {
        silent.close(resolve)
      })
      await close()
    },
  }
}

testBuilder(`openRunnerBuilder() with pip of python ${python.version}`, open)

const CHILD = join(import.meta.dirname, '../edge/builder/install-child.ts')

/** Installs in a process of its own, as different as two machines with the same tools can be. */
const installElsewhere = async (folder: string, umask: string, env: Readonly<Record<string, string>>) => {
  const { code, stdout, stderr } = await capture(`"${process.execPath}"`, [CHILD, umask, folder, own], {
    cwd: tmpdir(),
    env: { HOME: process.env['HOME'] ?? '/', PATH: ownPath, ...OFFLINE, ...env },
  })
  assert.equal(code, 0, stderr)
  return JSON.parse(stdout.toString()) as { readonly layer: string; readonly paths: readonly string[] }
}

test('openRunnerBuilder() gives equal layers for pip, whatever the folder, umask and time zone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'equal layers-'))
  const first = await installElsewhere(join(folder, 'a'), '077', { TZ: 'Asia/Tokyo', PYTHONHASHSEED: '1' })
  const second = await installElsewhere(join(folder, 'a longer name'), '022', { TZ: 'America/Lima', LANG: 'C' })
  await rm(folder, { recursive: true })
  assert.deepEqual(first, second)
  assert.ok(first.paths.some((path) => path.endsWith('.pyc')))
})

const never = new AbortController().signal
const quiet = (): void => undefined

test('openRunnerBuilder() names /kubeless in what pip writes, and hashes in RECORD what is there', async () => {
  const { builder, close } = await openBed(OFFLINE)
  const output = await builder.run(pipUnit(own, pythonPackages()), quiet, never)
  const texts = new Map<string, string>()
  for (const file of filesOf(output))
    if (file.type === 'file') texts.set(file.path, Buffer.from(await file.read()).toString('latin1'))
  const info = `lib/python${own}/site-packages/tool-1.0.dist-info`
  assert.match(texts.get(`${info}/direct_url.json`) ?? '', /"url": "file:\/\/\/kubeless\/wheels\/tool-1\.0-/)
  const bytecode = [...texts].filter(([path]) => path.endsWith('.pyc')).map(([, text]) => text)
  assert.ok(bytecode.length > 0 && bytecode.every((text) => text.includes(`/kubeless/lib/python${own}/site-packages/`)))
  assert.match(texts.get('bin/tool') ?? '', /^#!\/usr\/bin\/env python3\n/)
  assert.deepEqual(
    [...texts].filter(([, text]) => text.includes(tmpdir())).map(([path]) => path),
    [],
  )
  const greet = filesOf(output).find(({ path }) => path === 'bin/greet')
  assert.ok(greet?.type === 'file')
  const hash = Buffer.from(greet.digest.slice('sha256:'.length), 'hex').toString('base64url')
  assert.match(texts.get(`${info}/RECORD`) ?? '', new RegExp(`^../../../bin/greet,sha256=${hash},${greet.size}$`, 'm'))
  await close()
})

test('openRunnerBuilder() makes packages that Python can import, with their bytecode', async () => {
  const { builder, home, close } = await openBed(OFFLINE)
  const output = await builder.run(pipUnit(own, pythonPackages()), quiet, never)
  await putFiles(home, filesOf(output))
  const script = 'import tool, part; print(tool.main("x"), part.VALUE, tool.__cached__)'
  const { stdout } = await capture(`"${python.path}"`, ['-c', script], {
    cwd: tmpdir(),
    env: { PYTHONPATH: join(home, `lib/python${own}/site-packages`) },
  })
  assert.match(stdout.toString(), /^True 2 .*\.pyc$/m)
  await close()
})

const OTHER = own === '3.13' ? '3.12' : '3.13'
const COMPILED = { name: 'fast', version: '1.0', files: { 'fast/__init__.py': 'X = 1\n' } }

test('openRunnerBuilder() takes wheels of the image’s interpreter and processor, markers read as there', async () => {
  const { builder, close } = await openBed(OFFLINE)
  const tag = `cp${OTHER.replace('.', '')}-cp${OTHER.replace('.', '')}-manylinux_2_17_s390x`
  const requirements = [
    `./${wheelName({ ...COMPILED, tag })}`,
    `./none-1.0-py3-none-any.whl ; platform_machine != "s390x" or sys_platform != "linux"`,
    `./never-1.0-py3-none-any.whl ; python_version != "${OTHER}"`,
  ]
  const files = [
    fileOf('requirements.txt', `${requirements.join('\n')}\n`),
    wheelFile({ ...COMPILED, tag }),
    ...['none', 'never'].map((name) => wheelFile({ name, version: '1.0', files: { [`${name}.py`]: '' } })),
  ]
  const unit = pipUnit(OTHER, files, { platform: { os: 'linux', architecture: 's390x' } })
  assert.equal(builder.check(unit), undefined)
  const output = await builder.run(unit, quiet, never)
  const names = filesOf(output).flatMap(({ path }) => /site-packages\/(\w+)/.exec(path)?.[1] ?? [])
  assert.deepEqual([...new Set(names)], ['fast'])
  await close()
})

test('openRunnerBuilder() says that there is no bytecode when no interpreter of the version is there', async () => {
  const { builder, close } = await openBed(OFFLINE, withoutVersion(host, OTHER))
  const lines: string[] = []
  const output = await builder.run(pipUnit(OTHER, pythonPackages()), (line) => lines.push(line), never)
  assert.ok(lines.some((line) => line.includes(`No python ${OTHER} here`)))
  assert.ok(!filesOf(output).some(({ path }) => path.endsWith('.pyc')))
  assert.match((await builder.toolchain(`python${OTHER}`, never)) ?? '', /no bytecode$/)
  await close()
})

const withoutVersion = (host: Host, version: string): Host => ({
  ...host,
  pythons: host.pythons.filter((python) => minorOf(python.version) !== version),
})

const DEBIAN = '/usr/bin/python3'

test('openRunnerBuilder() gives site-packages also where the distribution has dist-packages', async (context) => {
  const path = [ownPath.split(delimiter)[0], '/usr/bin', '/bin'].join(delimiter)
  const system = await pythonsOn(path)
  const version = minorOf(system.pythons.find(({ pip }) => pip)?.version ?? '')
  const { stdout } = await capture(DEBIAN, ['-c', 'import sysconfig; print(sysconfig.get_path("purelib"))'], {
    cwd: '/',
  })
  if (!stdout.toString().includes('dist-packages') || version === '') return context.skip('no Debian python3 with pip')
  const { builder, close } = await openBed({ PATH: path, ...OFFLINE })
  const output = await builder.run(pipUnit(version, pythonPackages()), quiet, never)
  const paths = filesOf(output).map(({ path }) => path)
  assert.ok(paths.includes(`lib/python${version}/site-packages/part.py`))
  assert.ok(!paths.some((path) => /dist-packages|local\//.test(path)))
  await close()
})
