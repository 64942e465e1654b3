import assert from 'node:assert/strict'
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { type Host, probeHost } from '../../../src/edge/builder/host.ts'

/** Probes a PATH of one folder that holds `programs`, shell scripts by name, and this Node. */
const probe = async (runtime: string, programs: Readonly<Record<string, string>>, node = true): Promise<Host> => {
  const folder = await mkdtemp(join(tmpdir(), 'probe host-'))
  for (const [name, script] of Object.entries(programs)) {
    await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`)
    await chmod(join(folder, name), 0o755)
  }
  if (node) await symlink(process.execPath, join(folder, 'node'))
  const host = await probeHost(runtime, { env: { PATH: `/nowhere:${folder}:` }, folder })
  await rm(folder, { recursive: true })
  return host
}

const answer = (version: string, path = `/opt/python${version}`, more: object = {}): string =>
  `echo '${JSON.stringify({ version, path, pip: true, cpython: true, libc: 'glibc 2.36', ...more })}'`

test('probeHost() tells the version of the node on PATH', async () => {
  const { node, platform } = await probe('nodejs24', {})
  assert.equal(node, process.versions.node)
  assert.match(platform.os, /^(linux|darwin|windows)$/)
  assert.doesNotMatch(platform.architecture, /x64/)
})

test('probeHost() says what is not there', async () => {
  const { node, npm, pythons } = await probe('nodejs24', {}, false)
  assert.deepEqual({ node, npm, pythons }, { node: undefined, npm: undefined, pythons: [] })
})

test('probeHost() puts python3.13 before python3, leaves python3.12 alone, and names each interpreter once', async () => {
  const { pythons } = await probe('python3.13', {
    python: answer('3.11.2'),
    python3: answer('3.11.2'),
    'python3.13': answer('3.13.0'),
    'python3.12': answer('3.12.1'),
  })
  assert.deepEqual(
    pythons.map(({ version }) => version),
    ['3.13.0', '3.11.2'],
  )
})

test('probeHost() takes no launcher without an interpreter, no other Python, and nothing that does not answer', async () => {
  const { pythons } = await probe('python3.13', {
    'python3.13': 'echo "python3.13: command not found" >&2; exit 127',
    python3: answer('3.13.1', '/opt/pypy', { cpython: false }),
    python: 'echo no json',
  })
  assert.deepEqual(pythons, [])
})

test('probeHost() takes the first program of a name that can be run', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'probe-'))
  for (const [name, mode] of [
    ['a', 0o644],
    ['b', 0o755],
    ['c', 0o755],
  ] as const) {
    await mkdir(join(folder, name))
    await writeFile(join(folder, name, 'npm'), '')
    await chmod(join(folder, name, 'npm'), mode)
  }
  const path = ['a', 'b', 'c'].map((name) => join(folder, name)).join(':')
  const { npm } = await probeHost('nodejs24', { env: { PATH: `${path}:${dirname(process.execPath)}` }, folder })
  await rm(folder, { recursive: true })
  assert.equal(npm, join(folder, 'b', 'npm'))
})
