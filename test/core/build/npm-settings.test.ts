import assert from 'node:assert/strict'
import { test } from 'node:test'
import { npmrcOf } from '../../../src/core/build/npm-settings.ts'

const ROWS: readonly (readonly [env: Readonly<Record<string, string>>, text: string])[] = [
  [{}, ''],
  [{ NPM_REGISTRY: 'http://npm.local/' }, 'registry=http://npm.local/\n'],
  [{ NPM_REGISTRY: 'http://npm.local/', NPM_SCOPE: '@acme' }, '@acme:registry=http://npm.local/\n'],
  [{ NPM_SCOPE: '@acme' }, '@acme:registry=https://registry.npmjs.org/\n'],
  [{ NPM_CONFIG_EXTRA: 'strict-ssl false' }, 'strict-ssl=false\n'],
  [{ NPM_CONFIG_EXTRA: '//r/:_authToken=a== ca=b' }, '//r/:_authToken=a==\nca=b\n'],
  [{ NPM_CONFIG_EXTRA: 'a=1 b 2  c' }, 'a=1\nb=2\nc=\n'],
  [{ NPM_CONFIG_EXTRA: '$(touch /x);a=`b`' }, '"$(touch"="/x);a=`b`"\n'],
  [{ NPM_CONFIG_EXTRA: '[section]=x;y' }, '"[section]"="x;y"\n'],
]

for (const [env, text] of ROWS)
  test(`npmrcOf() of ${JSON.stringify(env)}`, () => {
    assert.deepEqual(npmrcOf(env), { text })
  })

test('npmrcOf() takes no line break, which would be another setting', () => {
  assert.deepEqual(npmrcOf({ NPM_REGISTRY: 'http://a/\nignore-scripts=false' }), {
    problem: 'NPM_REGISTRY or NPM_SCOPE holds a line break',
  })
})
