import assert from 'node:assert/strict'
import { test } from 'node:test'
import { imageConfig } from '../../../src/core/image/config.ts'
import type { ImageConfig } from '../../../src/core/oci/types.ts'
import { DIGEST, runtimeOf } from './samples.ts'

const base: ImageConfig = {
  os: 'linux',
  architecture: 'amd64',
  created: '2026-02-03T04:05:06Z',
  author: 'somebody',
  config: {
    Env: ['PATH=/usr/local/bin', 'NODE_PATH=/old', 'NODE_VERSION=24'],
    Entrypoint: ['docker-entrypoint.sh'],
    Cmd: ['node'],
    Healthcheck: { Test: ['NONE'] },
    OnBuild: ['RUN x'],
    WorkingDir: '/srv',
    StopSignal: 'SIGQUIT',
    User: 'root',
    Labels: { a: 'b' },
    Volumes: { '/data': {} },
  },
  rootfs: { type: 'layers', diff_ids: [DIGEST] },
  history: [{ created_by: 'base' }],
}

const changes = {
  runtime: runtimeOf('nodejs24'),
  handler: { module: 'hello', function: 'greet' },
  tag: 'a'.repeat(64),
  layers: [{ diffId: `sha256:${'3'.repeat(64)}` as const, createdBy: 'function-images: code' }],
}

test('imageConfig() starts our shim and keeps nothing of the base’s own start', () => {
  const { config } = imageConfig(base, changes)
  assert.deepEqual(config?.Entrypoint, ['node', '/function-images/kubeless.mjs'])
  assert.equal(config?.StopSignal, 'SIGTERM')
  assert.equal(config?.WorkingDir, '/kubeless')
  assert.equal(config?.User, '1000:1000')
  for (const gone of ['Cmd', 'Healthcheck', 'OnBuild']) assert.ok(!(gone in (config ?? {})), gone)
})

test('imageConfig() keeps the start of a base that brings its server', () => {
  const { config } = imageConfig(base, { ...changes, runtime: { ...changes.runtime, shim: undefined } })
  assert.deepEqual(config?.Entrypoint, ['docker-entrypoint.sh'])
  assert.deepEqual(config?.Cmd, ['node'])
  assert.equal(config?.StopSignal, 'SIGQUIT')
  assert.equal(config?.WorkingDir, '/srv')
  assert.equal(config?.User, '1000:1000')
})

test('imageConfig() keeps the base’s variables in order, ours in the place of theirs', () => {
  const { config } = imageConfig(base, changes)
  assert.deepEqual(config?.Env, [
    'PATH=/usr/local/bin',
    'NODE_PATH=/kubeless/node_modules',
    'NODE_VERSION=24',
    'KUBELESS_INSTALL_VOLUME=/kubeless',
    'MOD_NAME=hello',
    'FUNC_HANDLER=greet',
    'FUNC_RUNTIME=nodejs24',
    'FUNC_PORT=8080',
  ])
})

test('imageConfig() keeps unknown fields and dates our layers as the base', () => {
  const made = imageConfig(base, changes)
  assert.equal(made['author'], 'somebody')
  assert.equal(made.created, base.created)
  assert.deepEqual(made.history?.at(-1), { created: base.created, created_by: 'function-images: code' })
  assert.deepEqual(made.config?.['Volumes'], { '/data': {} })
  assert.equal(made.rootfs.diff_ids.length, 2)
  assert.deepEqual(made.config?.Labels, { a: 'b', 'io.github.function-images.inputs': 'a'.repeat(64) })
})
