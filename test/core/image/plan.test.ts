import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FunctionSource } from '../../../src/core/function/source.ts'
import { fileOf } from '../../../src/core/image/content.ts'
import { type PlanContext, planImage } from '../../../src/core/image/plan.ts'
import { parsePlatform } from '../../../src/core/oci/platform.ts'
import { context, planOf, runtimeOf, source } from './samples.ts'

const DEPS = '{"dependencies":{"left-pad":"1.3.0"}}'
const base = { deps: DEPS, env: [{ name: 'NPM_SCOPE', value: '@acme' }] }
const other = `sha256:${'2'.repeat(64)}` as const

const inputs: Readonly<Record<string, readonly [Partial<FunctionSource>, Partial<PlanContext>]>> = {
  'the code': [{ code: { kind: 'inline', content: Buffer.from('exports.greet = () => "ho"\n') } }, {}],
  'the handler’s function': [{ handler: { module: 'hello', function: 'other' } }, {}],
  'the handler’s module, and with it the file’s name': [{ handler: { module: 'other', function: 'greet' } }, {}],
  'the runtime': [{ runtime: 'nodejs22' }, { runtime: runtimeOf('nodejs22') }],
  'the base’s digest': [{}, { pinned: (reference) => ({ ...reference, digest: other }) }],
  'the shim’s bytes': [{}, { shim: [fileOf('kubeless.mjs', '// other\n')] }],
  'the shim’s file names': [{}, { shim: [fileOf('other.mjs', '// shim\n')] }],
  'the platforms': [{}, { platforms: [parsePlatform('linux/arm64')] }],
  'a further platform': [{}, { platforms: [parsePlatform('linux/amd64'), parsePlatform('linux/arm64')] }],
  'the dependency file': [{ deps: '{"dependencies":{"left-pad":"1.3.1"}}' }, {}],
  'the lack of a dependency file': [{ deps: undefined }, {}],
  'a variable for the package manager': [{ env: [{ name: 'NPM_SCOPE', value: '@other' }] }, {}],
  'the tools that install': [{}, { toolchain: 'linux/amd64 glibc 2.36 node 24.21.0' }],
  'a variable of the runtime': [{}, { runtime: { ...runtimeOf('nodejs24'), env: { NODE_PATH: '/elsewhere' } } }],
  'the server’s command': [
    {},
    {
      runtime: {
        ...runtimeOf('nodejs24'),
        shim: { folder: 'nodejs', entrypoint: ['node', '--inspect', '/function-images/kubeless.mjs'] },
      },
    },
  ],
  'the install command': [{}, { runtime: withInstall({ command: 'npm ci' }) }],
  'a variable of the install': [{}, { runtime: withInstall({ env: { HOME: '/root' } }) }],
}

function withInstall(over: object): PlanContext['runtime'] {
  const runtime = runtimeOf('nodejs24')
  if (runtime.install === undefined) throw new Error('nodejs24 installs')
  return { ...runtime, install: { ...runtime.install, ...over } }
}

for (const [what, [sourceOver, contextOver]] of Object.entries(inputs))
  test(`S16 planImage() gives another tag when ${what} changes`, async () => {
    const before = await planOf(base)
    const after = await planOf({ ...base, ...sourceOver }, contextOver)
    assert.notEqual(after.tag, before.tag)
  })

const deployOnly: Readonly<Record<string, Partial<FunctionSource>>> = {
  name: { name: 'other' },
  namespace: { namespace: 'prod' },
  labels: { deployment: { ...source().deployment, labels: { team: 'a' } } },
  annotations: { deployment: { ...source().deployment, annotations: { note: 'a' } } },
  timeout: { deployment: { ...source().deployment, timeout: '30' } },
  'deployment, with resources and replicas': {
    deployment: { ...source().deployment, deployment: { spec: { replicas: 3 } } },
  },
  service: { deployment: { ...source().deployment, service: { ports: [{ port: 80 }] } } },
  autoscaler: { deployment: { ...source().deployment, horizontalPodAutoscaler: { spec: { maxReplicas: 9 } } } },
  'variables that only the server sees': { env: [...base.env, { name: 'DATABASE', value: 'db' }] },
  'place in the file': { at: { ...source().at, name: { file: 'other.yaml', line: 9, column: 3 } } },
}

for (const [what, over] of Object.entries(deployOnly))
  test(`S16 planImage() gives the same tag when only the ${what} changes`, async () => {
    assert.equal((await planOf({ ...base, ...over })).tag, (await planOf(base)).tag)
  })

test('planImage() gives one tag for files in any order', async () => {
  const files = [fileOf('hello.js', 'a'), fileOf('lib/b.js', 'b')]
  const folder = source({ code: { kind: 'path', path: 'hello' } })
  const tags = await Promise.all(
    [files, files.toReversed()].map(async (content) => {
      const answer = await planImage(folder, content, context())
      return answer.ok ? answer.plan.tag : undefined
    }),
  )
  assert.equal(tags[0], tags[1])
})

test('planImage() gives another tag for an executable file', async () => {
  const folder = source({ code: { kind: 'path', path: 'hello' } })
  const tags = await Promise.all(
    [false, true].map(async (executable) => {
      const answer = await planImage(folder, [fileOf('hello.js', 'a', executable)], context())
      return answer.ok ? answer.plan.tag : undefined
    }),
  )
  assert.notEqual(tags[0], tags[1])
})

test('planImage() refuses a handler whose file is not there', async () => {
  const answer = await planImage(source({ code: { kind: 'path', path: 'hello' } }), [fileOf('main.js', '')], context())
  assert.ok(!answer.ok)
  assert.match(answer.problems[0]?.message ?? '', /Cannot find "hello\.js" or "hello\.mjs" or "hello\.cjs" in "hello"/)
})

test('planImage() makes no unit when there is nothing to install', async () => {
  assert.deepEqual((await planOf({ deps: '{"type":"commonjs"}' })).units, [])
})

test('planImage() makes one unit a platform, and two functions with one dependency file share its key', async () => {
  const platforms = [parsePlatform('linux/amd64'), parsePlatform('linux/arm64')]
  const a = await planOf({ deps: DEPS }, { platforms })
  const b = await planOf({ deps: DEPS, name: 'b', handler: { module: 'b', function: 'run' } }, { platforms })
  assert.equal(new Set(a.units.map(({ key }) => key)).size, 2)
  assert.deepEqual(
    a.units.map(({ key }) => key),
    b.units.map(({ key }) => key),
  )
})

test('planImage() puts the files of a local package into the dependency key', async () => {
  const files = (body: string): ReturnType<typeof fileOf>[] => [
    fileOf('hello.js', ''),
    fileOf('package.json', '{"dependencies":{"lib":"file:./lib"}}'),
    fileOf('lib/package.json', '{"name":"lib"}'),
    fileOf('lib/index.js', body),
  ]
  const folder = source({ code: { kind: 'path', path: 'hello' } })
  const keys = await Promise.all(
    ['a', 'b'].map(async (body) => {
      const answer = await planImage(folder, files(body), context())
      return answer.ok ? answer.plan.units[0]?.key : undefined
    }),
  )
  assert.notEqual(keys[0], undefined)
  assert.notEqual(keys[0], keys[1])
})

test('planImage() refuses a local package that is not in the folder', async () => {
  const files = [fileOf('hello.js', ''), fileOf('package.json', '{"dependencies":{"lib":"file:./lib"}}')]
  const answer = await planImage(source({ code: { kind: 'path', path: 'hello' } }), files, context())
  assert.ok(!answer.ok)
  assert.match(answer.problems[0]?.message ?? '', /Cannot find "lib", which "package\.json" installs/)
})
