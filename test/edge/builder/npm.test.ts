import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { buildFailureOf } from '../../../src/core/build/failure.ts'
import type { DependencyUnit } from '../../../src/core/build/unit.ts'
import { type FileEntry, fileOf } from '../../../src/core/image/content.ts'
import { capture } from '../../../src/edge/exec.ts'
import { openNpmRegistry } from '../../fakes/npm-registry.ts'
import { npmTarball } from '../../fakes/packages.ts'
import { npmUnit, packageJson, tool } from '../../fakes/units.ts'
import { filesOf, openBed, ownPath } from './bed.ts'

const never = new AbortController().signal
const quiet = (): void => undefined

const PAY = { name: '@acme/pay', version: '1.0.0', files: { 'index.js': 'module.exports = 1\n' } }

/** Installs `unit` and returns the texts of what it left, by path. */
const install = async (
  unit: DependencyUnit,
  env: Readonly<Record<string, string>> = {},
): Promise<ReadonlyMap<string, string>> => {
  const { builder, close } = await openBed(env)
  try {
    const texts = new Map<string, string>()
    for (const file of filesOf(await builder.run(unit, quiet, never)))
      texts.set(file.path, file.type === 'file' ? new TextDecoder().decode(await file.read()) : file.target)
    return texts
  } finally {
    await close()
  }
}

const withEnv = (unit: DependencyUnit, env: Readonly<Record<string, string>>): DependencyUnit => ({
  ...unit,
  phase: { ...unit.phase, env },
})

/** A package whose install script is `script`, and a package.json that needs it. */
const scripted = async (script: string): Promise<readonly FileEntry[]> => {
  const files = { 'install.js': script }
  const manifest = { scripts: { install: 'node install.js' } }
  return [
    packageJson({ scripted: 'file:scripted.tgz' }),
    fileOf('scripted.tgz', await npmTarball({ name: 'scripted', version: '1.0.0', files }, manifest)),
  ]
}

test('openRunnerBuilder() gives equal layers for npm, whatever the folder, umask and time zone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'equal-layers-'))
  const [first, second] = await Promise.all(
    [
      ['a', '077', 'Asia/Tokyo'],
      ['a-longer-name', '022', 'America/Lima'],
    ].map(async ([name = '', umask = '', TZ = '']) => {
      const child = join(import.meta.dirname, 'install-child.ts')
      const { code, stdout, stderr } = await capture(
        `"${process.execPath}"`,
        [child, umask, join(folder, name), 'npm'],
        { cwd: tmpdir(), env: { HOME: folder, PATH: ownPath, TZ } },
      )
      assert.equal(code, 0, stderr)
      return stdout.toString()
    }),
  )
  await rm(folder, { recursive: true })
  assert.equal(first, second)
  assert.match(first ?? '', /node_modules\/tool\/index\.js/)
})

test('openRunnerBuilder() asks the registry that NPM_REGISTRY names for NPM_SCOPE, with the token of NPM_CONFIG_EXTRA', async () => {
  const registry = await openNpmRegistry(PAY)
  const env = {
    NPM_REGISTRY: registry.url,
    NPM_SCOPE: '@acme',
    NPM_CONFIG_EXTRA: `${registry.url.replace('http:', '')}:_authToken=secret`,
  }
  const files = await install(withEnv(npmUnit([packageJson({ '@acme/pay': '1.0.0' })]), env))
  await registry.close()
  assert.equal(files.get('node_modules/@acme/pay/index.js'), 'module.exports = 1\n')
  assert.deepEqual(registry.requests, ['GET /@acme/pay Bearer secret', 'GET /tarball.tgz Bearer secret'])
  assert.equal(files.has('.npmrc'), false)
})

test('openRunnerBuilder() puts an .npmrc of the function over the phase, and that over the user’s own', async () => {
  const registry = await openNpmRegistry({ ...PAY, name: 'pay' })
  const files = [packageJson({ pay: '1.0.0' }), fileOf('.npmrc', `registry=${registry.url}\n`)]
  const unit = withEnv(npmUnit(files), { NPM_REGISTRY: 'http://127.0.0.1:9/' })
  const found = await install(unit, { npm_config_userconfig: '/dev/null' })
  await registry.close()
  assert.equal(found.has('node_modules/pay/index.js'), true)
})

test('openRunnerBuilder() installs what the lock file says', async () => {
  const registry = await openNpmRegistry({ ...PAY, name: 'pay' })
  const lock = { lockfileVersion: 3, requires: true, packages: { '': { dependencies: { pay: '^2.0.0' } } } }
  const files = [packageJson({ pay: '1.0.0' }), fileOf('package-lock.json', JSON.stringify(lock))]
  const refused = install(withEnv(npmUnit(files), { NPM_REGISTRY: registry.url }))
  await assert.rejects(refused, /npm EUSAGE/)
  await registry.close()
})

test('openRunnerBuilder() names what the registry does not have, at each place', async () => {
  const registry = await openNpmRegistry(PAY)
  const unit = withEnv(npmUnit([packageJson({ '@acme/none': '2.1' })]), { NPM_REGISTRY: registry.url })
  const error: unknown = await install(unit).catch((error: unknown) => error)
  await registry.close()
  assert.equal(buildFailureOf(error)?.reason, 'npm E404 @acme/none@2.1')
})

test('openRunnerBuilder() shows no password of an address', async () => {
  const script = 'console.log("GET https://me:pass-word@example.com/x failed"); process.exit(1)'
  const error: unknown = await install(npmUnit(await scripted(script))).catch((error: unknown) => error)
  const log = buildFailureOf(error)?.log.join('\n') ?? ''
  assert.match(log, /GET https:\/\/\*\*\*@example\.com\/x failed/)
  assert.doesNotMatch(log, /pass-word/)
})

test('openRunnerBuilder() shows install scripts no variable of the job but those that lead to registries', async () => {
  const script = `require('fs').writeFileSync('env.json', JSON.stringify(process.env))`
  const found = await install(npmUnit(await scripted(script)), {
    GITHUB_TOKEN: 'gh',
    ACTIONS_RUNTIME_TOKEN: 'rt',
    INPUT_PASSWORD: 'pw',
    AWS_SECRET_ACCESS_KEY: 'aws',
  })
  const text = found.get('node_modules/scripted/env.json') ?? '{}'
  const names = Object.keys(JSON.parse(text) as object).filter((name) => !name.startsWith('npm_'))
  assert.deepEqual(
    names.filter((name) => /TOKEN|PASSWORD|SECRET|GITHUB|ACTIONS|^INPUT_/.test(name)),
    [],
  )
  assert.ok(names.includes('KUBELESS_INSTALL_VOLUME'))
})

test('openRunnerBuilder() names the package whose install script failed', async () => {
  const unit = npmUnit(await scripted('console.log("no compiler"); process.exit(3)'))
  const error: unknown = await install(unit).catch((error: unknown) => error)
  const failure = buildFailureOf(error)
  assert.equal(failure?.reason, 'npm the install script of "scripted" ended with exit code 3: node install.js')
  assert.ok(failure?.log.some((line) => line.includes('no compiler')))
})

test('openRunnerBuilder() refuses a link to this machine, by name, and removes the folder', async () => {
  const { builder, leftovers, close } = await openBed()
  const unit = npmUnit(await scripted(`require('fs').symlinkSync('/etc/hosts', 'hosts')`))
  await assert.rejects(builder.run(unit, quiet, never), {
    code: 'BUILD_FAILED',
    message:
      'Cannot install dependencies: npm left what no image can hold: ' +
      '"node_modules/scripted/hosts" links to "/etc/hosts", an absolute path',
  })
  assert.deepEqual(await leftovers(), [])
  await close()
})

test('openRunnerBuilder() keeps a folder that the package.json links to out of the output, and the link in it', async () => {
  const files = [
    packageJson({ lib: 'file:lib' }),
    fileOf('lib/package.json', '{"name": "lib", "version": "1.0.0"}'),
    fileOf('lib/index.js', ''),
  ]
  const found = await install(npmUnit(files))
  assert.equal(found.get('node_modules/lib'), '../lib')
  assert.equal(found.has('lib/index.js'), false)
})

test('openRunnerBuilder() reports a package.json that is none', async () => {
  await assert.rejects(install(npmUnit([fileOf('package.json', '{ no')])), /npm EJSONPARSE/)
})

test('openRunnerBuilder() makes folders that no other user can enter', async () => {
  const script = `require('fs').writeFileSync('mode', String(require('fs').statSync('../../..').mode & 0o77))`
  const found = await install(npmUnit(await scripted(script)))
  assert.equal(found.get('node_modules/scripted/mode'), '0')
})

test('openRunnerBuilder() gives a package.json without a name one that is not the folder’s', async () => {
  const found = await install(npmUnit([packageJson({ tool: 'file:tool-1.0.0.tgz' }), await tool.tarball()]))
  assert.doesNotMatch(found.get('node_modules/.package-lock.json') ?? '', /kubeless|function-images/)
})
