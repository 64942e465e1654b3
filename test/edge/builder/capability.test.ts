import assert from 'node:assert/strict'
import { test } from 'node:test'
import { problemsOf, pythonFor, toolchainOf } from '../../../src/edge/builder/capability.ts'
import { readRuntime } from '../../../src/edge/builder/runtime.ts'
import type { Host } from '../../../src/edge/builder/host.ts'
import { fileOf } from '../../../src/core/image/content.ts'
import type { DependencyUnit } from '../../../src/core/build/unit.ts'
import { npmUnit, packageJson, pipUnit } from '../../fakes/units.ts'

const AMD64 = { os: 'linux', architecture: 'amd64' }
const ARM64 = { os: 'linux', architecture: 'arm64', variant: 'v8' }
const PYTHON = { path: '/usr/bin/python3.13', version: '3.13.0', pip: true }
const OLD = { path: '/usr/bin/python3.11', version: '3.11.2', pip: true }

const LINUX: Host = {
  platform: AMD64,
  libc: 'glibc 2.36',
  node: '24.11.0',
  npm: '/usr/bin/npm',
  pythons: [OLD, PYTHON],
}
const MAC: Host = { ...LINUX, platform: { os: 'darwin', architecture: 'arm64' }, libc: undefined }

const requirements = [fileOf('requirements.txt', 'bottle\n')]
const npm = (change: Partial<DependencyUnit> = {}): DependencyUnit =>
  npmUnit([packageJson({ a: '1' })], { runtime: 'nodejs24', platform: AMD64, ...change })
const pip = (change: Partial<DependencyUnit> = {}): DependencyUnit =>
  pipUnit('3.13', requirements, { platform: AMD64, ...change })

const TOOLCHAINS: readonly (readonly [host: Host, runtime: string, toolchain: string | undefined])[] = [
  [LINUX, 'nodejs24', 'linux/amd64 glibc 2.36 node 24.11.0'],
  [MAC, 'nodejs24', 'darwin/arm64 node 24.11.0'],
  [{ ...LINUX, node: undefined }, 'nodejs24', 'linux/amd64 glibc 2.36 node none'],
  [LINUX, 'python3.13', 'linux/amd64 glibc 2.36 python 3.13.0'],
  [LINUX, 'python3.12', 'pip wheels for cp312 manylinux_2_28, no bytecode'],
  [MAC, 'python3.13', 'pip wheels for cp313 manylinux_2_28, bytecode of python 3.13.0'],
  [{ ...LINUX, libc: 'musl' }, 'python3.13', 'pip wheels for cp313 manylinux_2_28, bytecode of python 3.13.0'],
  [{ ...LINUX, pythons: [] }, 'python3.13', 'pip wheels for cp313 manylinux_2_28, no bytecode'],
  [LINUX, 'ruby3.3', undefined],
]

for (const [host, runtime, toolchain] of TOOLCHAINS)
  test(`toolchainOf() names ${JSON.stringify(toolchain)} for ${runtime}`, () => {
    assert.equal(toolchainOf(host, runtime), toolchain)
  })

const FIT: readonly (readonly [what: string, host: Host, unit: DependencyUnit])[] = [
  ['npm for its own platform and Node', LINUX, npm()],
  ['pip for its own interpreter', LINUX, pip()],
  ['pip for another interpreter', LINUX, pip({ runtime: 'python3.12' })],
  ['pip for another processor', LINUX, pip({ platform: ARM64 })],
  ['pip on another system', MAC, pip()],
]

for (const [what, host, unit] of FIT)
  test(`problemsOf() takes ${what}`, () => {
    assert.deepEqual(problemsOf(host, unit), [])
  })

const UNFIT: readonly (readonly [what: string, host: Host, unit: DependencyUnit, why: RegExp])[] = [
  ['npm on another system', MAC, npm(), /npm installs for darwin\/arm64 here, and the image is for linux\/amd64$/],
  ['npm for another processor', LINUX, npm({ platform: ARM64 }), /the image is for linux\/arm64\/v8$/],
  ['npm without npm', { ...LINUX, npm: undefined }, npm(), /no npm on PATH$/],
  ['npm without node', { ...LINUX, node: undefined }, npm(), /no node on PATH$/],
  ['npm with another Node', { ...LINUX, node: '20.20.2' }, npm(), /node on PATH is 20\.20\.2, and .* Node\.js 24$/],
  ['npm without a package.json', LINUX, npm({ files: [] }), /no package\.json$/],
  ['npm for a runtime of no Node', LINUX, npm({ runtime: 'deno2' }), /not that of a Node\.js version$/],
  ['pip without python', { ...LINUX, pythons: [] }, pip(), /no python3 on PATH$/],
  ['pip without pip', { ...LINUX, pythons: [{ ...OLD, pip: false }] }, pip(), /python 3\.11\.2 has no pip$/],
  [
    'pip for a processor without wheels',
    LINUX,
    pip({ platform: { os: 'linux', architecture: 'mips' } }),
    /no wheels for/,
  ],
  ['pip without a requirements.txt', LINUX, pip({ files: [] }), /no requirements\.txt$/],
  ['pip for a runtime of no Python', LINUX, pip({ runtime: 'nodejs24' }), /not that of a Python version$/],
  ['a compile phase', LINUX, npm({ phase: { ...npm().phase, name: 'compile' } }), /runs no compile commands$/],
]

for (const [what, host, unit, why] of UNFIT)
  test(`problemsOf() refuses ${what}`, () => {
    const problems = problemsOf(host, unit)
    assert.match(problems[0]?.message ?? '', why)
    assert.match(problems[0]?.hint ?? '', /Build on a machine/)
    assert.deepEqual(
      problems.map(({ at }) => at),
      unit.at,
    )
  })

test('pythonFor() prefers the interpreter of the version, and one with pip', () => {
  const bare = { path: '/opt/python3.13', version: '3.13.1', pip: false }
  const host = { ...LINUX, pythons: [bare, OLD, PYTHON] }
  assert.deepEqual(pythonFor(host, '3.13', AMD64), { mode: 'native', python: PYTHON, compiler: PYTHON })
})

test('pythonFor() compiles with the interpreter of the version when another has to run pip', () => {
  const bare = { ...PYTHON, pip: false }
  const host = { ...LINUX, pythons: [OLD, bare] }
  assert.deepEqual(pythonFor(host, '3.13', AMD64), { mode: 'wheels', python: OLD, compiler: bare })
})

for (const [runtime, tool, version] of [
  ['nodejs24', 'npm', '24'],
  ['nodejs_distroless8', 'npm', '8'],
  ['python3.13', 'pip', '3.13'],
  ['python-async3.8', 'pip', '3.8'],
  ['go1.14', undefined, '1.14'],
] as const)
  test(`readRuntime() of ${runtime}`, () => {
    assert.deepEqual(readRuntime(runtime), { tool, version })
  })
