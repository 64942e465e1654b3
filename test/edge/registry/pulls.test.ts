import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { openPulls } from '../../../src/edge/registry/pulls.ts'
import type { PullAnswer } from '../../../src/ports.ts'
import { openFaultProxy } from '../../fakes/fault-proxy.ts'

const DIGEST = `sha256:${'1'.repeat(64)}` as const
const basic = (text: string): string => Buffer.from(text).toString('base64')

/** A registry that shows an image to reader:secret, and answers others with `status`. */
const ask = async (
  t: TestContext,
  config: ((host: string) => string) | undefined,
  status = 401,
): Promise<{ readonly answer: PullAnswer; readonly logins: readonly unknown[] }> => {
  const proxy = await openFaultProxy({
    upstream: '127.0.0.1:1',
    script: '* /: call("ask")',
    hooks: {
      ask: ({ headers }) =>
        headers.authorization === `Basic ${basic('reader:secret')}`
          ? { status: 200, headers: { 'docker-content-digest': DIGEST, 'content-length': '2' } }
          : { status, headers: { 'www-authenticate': 'Basic realm="test"' } },
    },
  })
  t.after(() => proxy.close())
  const env = { DOCKER_CONFIG: '/nowhere', HOME: '/nowhere' }
  const pulls = openPulls({ env, insecureRegistries: [], limits: { budget: 50 } })
  const reference = { registry: proxy.host, path: 'acme/hello', digest: DIGEST }
  const answer = await pulls.prove(reference, config?.(proxy.host), AbortSignal.timeout(10_000))
  return { answer, logins: proxy.log.map(({ headers }) => headers.authorization) }
}

const configOf = (text: string) => (host: string) => JSON.stringify({ auths: { [host]: { auth: basic(text) } } })

test('prove() is denied without a login, and sends none', async (t) => {
  const { answer, logins } = await ask(t, undefined)
  assert.equal(answer.status, 'denied')
  assert.deepEqual(new Set(logins), new Set([undefined]))
})

test('prove() pulls with the login of the config that it is given', async (t) => {
  assert.equal((await ask(t, configOf('reader:secret'))).answer.status, 'pulls')
})

test('prove() is denied with a wrong login', async (t) => {
  assert.equal((await ask(t, configOf('reader:wrong'))).answer.status, 'denied')
})

test('prove() is denied an image that is hidden', async (t) => {
  assert.equal((await ask(t, undefined, 404)).answer.status, 'denied')
})

test('prove() knows nothing of a registry that fails', async (t) => {
  assert.equal((await ask(t, undefined, 500)).answer.status, 'unknown')
})

test('prove() asks no helper that a Secret names', async (t) => {
  const { answer } = await ask(t, () => '{"credsStore":"missing"}')
  assert.equal(answer.status, 'denied')
})
