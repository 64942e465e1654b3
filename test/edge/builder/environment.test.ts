import assert from 'node:assert/strict'
import { test } from 'node:test'
import { installEnvironment, toolEnvironment } from '../../../src/edge/builder/environment.ts'

const FOLDERS = { root: '/srv/kubeless', temp: '/srv/tmp' }

const SECRETS = [
  'GITHUB_TOKEN',
  'ACTIONS_RUNTIME_TOKEN',
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
  'INPUT_PASSWORD',
  'INPUT_GITHUB-TOKEN',
  'KUBECONFIG',
  'AWS_SECRET_ACCESS_KEY',
  'DOCKER_AUTH_CONFIG',
  'NODE_OPTIONS',
  'PYTHONPATH',
  'PYTHONSTARTUP',
  'npm_config_prefix',
  'npm_config_omit',
  'npm_package_json',
  'PIP_TARGET',
  'XPATH',
  'PATHX',
]

for (const name of SECRETS)
  test(`toolEnvironment() leaves ${name} behind`, () => {
    assert.deepEqual(toolEnvironment({ [name]: 'secret' }), {})
  })

const PASSED = [
  'PATH',
  'HOME',
  'https_proxy',
  'HTTPS_PROXY',
  'NO_PROXY',
  'SSL_CERT_FILE',
  'NODE_EXTRA_CA_CERTS',
  'NODE_AUTH_TOKEN',
  'NPM_CONFIG_USERCONFIG',
  'npm_config_registry',
  'npm_config_@acme:registry',
  'npm_config_//npm.example.com/:_authToken',
  'PIP_INDEX_URL',
  'PIP_EXTRA_INDEX_URL',
  'PIP_CERT',
  'LD_LIBRARY_PATH',
]

for (const name of PASSED)
  test(`toolEnvironment() passes ${name} on`, () => {
    assert.deepEqual(toolEnvironment({ [name]: 'x', OTHER: undefined }), { [name]: 'x' })
  })

test('installEnvironment() puts the phase over the machine, and the folders of the install over both', () => {
  const phase = { HOME: '/tmp', PATH: '/bin', KUBELESS_INSTALL_VOLUME: '/kubeless', PIP_INDEX_URL: 'b', MINE: '1' }
  const made = installEnvironment({ HOME: '/home/me', PATH: '/usr/bin', PIP_INDEX_URL: 'a' }, phase, FOLDERS)
  assert.equal(made['HOME'], '/home/me')
  assert.equal(made['PATH'], '/usr/bin')
  assert.equal(made['PIP_INDEX_URL'], 'b')
  assert.equal(made['MINE'], '1')
  assert.equal(made['KUBELESS_INSTALL_VOLUME'], FOLDERS.root)
  assert.equal(made['TMPDIR'], FOLDERS.temp)
})

test('installEnvironment() lets no phase say where packages go or what programs load', () => {
  const phase = { PIP_TARGET: '/x', PIP_USER: '1', npm_config_prefix: '/x', NPM_CONFIG_GLOBAL: '1', LD_PRELOAD: '/x' }
  const made = installEnvironment({}, phase, FOLDERS)
  assert.deepEqual(
    Object.keys(phase).filter((name) => made[name] !== undefined && made[name] !== '0'),
    [],
  )
})

test('installEnvironment() has a home where the machine has none', () => {
  assert.equal(installEnvironment({}, {}, FOLDERS)['HOME'], FOLDERS.temp)
})

test('installEnvironment() is equal in every time zone and language', () => {
  const there = installEnvironment({ TZ: 'Asia/Tokyo', LANG: 'ja_JP.UTF-8', LC_ALL: 'ja_JP.UTF-8' }, {}, FOLDERS)
  assert.deepEqual(there, installEnvironment({}, {}, FOLDERS))
})
