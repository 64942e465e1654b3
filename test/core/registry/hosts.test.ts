import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseRepository } from '../../../src/core/oci/reference.ts'
import { adviceOn, apiHost, checkRepository, isRateLimit } from '../../../src/core/registry/hosts.ts'

const GOOD = [
  'docker.io/acme/hello',
  'ghcr.io/acme/shop/hello',
  'europe-docker.pkg.dev/project/repo/hello',
  'gcr.io/project/hello',
  'eu.gcr.io/project/a/b',
  'public.ecr.aws/alias/hello',
  '123456789012.dkr.ecr.eu-west-1.amazonaws.com/hello',
  'localhost:5000/hello',
]

const BAD = [
  'docker.io/acme/shop/hello',
  'ghcr.io/hello',
  'europe-docker.pkg.dev/project/hello',
  'gcr.io/hello',
  'public.ecr.aws/hello',
]

test('checkRepository() takes names that their hosts take', () => {
  for (const name of GOOD) assert.equal(checkRepository(parseRepository(name)), undefined, name)
})

test('checkRepository() names the setting for names that their hosts refuse', () => {
  for (const name of BAD) {
    const fault = checkRepository(parseRepository(name))
    assert.ok(fault?.message.includes(name) && fault.hint.includes('"repository"'), name)
  }
})

test('apiHost() knows where Docker Hub is', () => {
  assert.equal(apiHost('docker.io'), 'registry-1.docker.io')
  assert.equal(apiHost('ghcr.io'), 'ghcr.io')
})

test('adviceOn() tells GitHub permissions from links and policies', () => {
  const hint = (text: string): string => adviceOn('ghcr.io', text)?.hint ?? ''
  assert.match(hint('DENIED: installation not allowed to Write organization package'), /packages: write/)
  assert.match(hint('DENIED: permission_denied: write_package'), /Manage Actions access/)
  assert.match(hint('DENIED: installation not allowed to Create organization package'), /organization's settings/)
  assert.equal(adviceOn('other.io', 'permission_denied: write_package'), undefined)
})

test('adviceOn() says that a pull limit is not waited for, and that ECR makes no repositories', () => {
  const limit = 'TOOMANYREQUESTS: You have reached your pull rate limit. You may increase the limit by upgrading'
  assert.deepEqual(
    [adviceOn('docker.io', limit)?.final, /Log in/.test(adviceOn('docker.io', limit)?.hint ?? '')],
    [true, true],
  )
  assert.match(
    adviceOn('1.dkr.ecr.x.amazonaws.com', '404 NAME_UNKNOWN: does not exist')?.hint ?? '',
    /creation template/,
  )
})

test('isRateLimit() knows that GitHub says 403', () => {
  assert.ok(isRateLimit(429, ''))
  assert.ok(isRateLimit(403, 'You have exceeded a secondary rate limit'))
  assert.ok(!isRateLimit(403, 'denied') && !isRateLimit(400, 'secondary rate limit'))
})
