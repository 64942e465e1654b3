import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { TestContext } from 'node:test'
import { ask, LIMIT, NODE, startShim, until } from './shim.ts'
import type { ShimOptions } from './shim.ts'

describe(`shim ${NODE.name} alone`, LIMIT, () => {
  const answersOf = async (t: TestContext, options: ShimOptions): Promise<string> => {
    const { port, stderr } = await startShim(t, NODE, options)
    return port === 0 ? stderr() : (await ask(port)).body
  }
  const forms: Record<string, Readonly<Record<string, string>>> = {
    'module.exports that is a function': { 'fn.js': `module.exports = () => 'it'` },
    'a named export of a .cjs': { 'fn.cjs': `exports.main = () => 'it'` },
    'a named export of an .mjs': { 'fn.mjs': `export const main = () => 'it'; export default () => 'default'` },
    'a default export': { 'fn.mjs': `export default () => 'it'` },
    'a default export that is an object': { 'fn.mjs': `export default { main: () => 'it' }` },
    'a .js in a package of type module': {
      'fn.js': `export const main = () => 'it'`,
      'package.json': '{"type":"module"}',
    },
    'a module with a top-level await': { 'fn.js': `export const main = await (async () => () => 'it')()` },
    'a compiled default export': { 'fn.js': `exports.__esModule = true; exports.default = () => 'it'` },
    'a module beside it': { 'fn.js': `exports.main = require('./b').it`, 'b.js': `exports.it = () => 'it'` },
  }
  for (const [name, files] of Object.entries(forms)) {
    test(`calls ${name}`, async (t) => assert.equal(await answersOf(t, { files }), 'it'))
  }
  test('keeps the module between calls', async (t) => {
    const { port } = await startShim(t, NODE, { files: { 'fn.js': `let n = 0; exports.main = () => String(++n)` } })
    assert.deepEqual([(await ask(port)).body, (await ask(port)).body], ['1', '2'])
  })
  test('answers 408 and ends with 1 when the function blocks the thread', async (t) => {
    const files = { 'fn.js': `exports.main = () => { for (;;); }` }
    const shim = await startShim(t, NODE, { files, env: { FUNC_TIMEOUT: '0.3' } })
    const { status, body } = await ask(shim.port)
    assert.deepEqual([status, body], [408, '{"code":"ERR_SCRIPT_EXECUTION_TIMEOUT"}'])
    assert.equal(await shim.ended, 1)
    assert.match(await shim.terminationMessage(), /FUNC_TIMEOUT/)
  })
  test('with KUBELESS_ASYNC_TIMEOUT=0 waits for a promise for as long as it takes', async (t) => {
    const files = { 'fn.js': `exports.main = () => new Promise((r) => setTimeout(r, 500, 'late'))` }
    const env = { FUNC_TIMEOUT: '0.1', KUBELESS_ASYNC_TIMEOUT: '0' }
    assert.equal((await ask((await startShim(t, NODE, { files, env })).port)).body, 'late')
  })
  test('lets a function that has begun to answer go on', async (t) => {
    const files = {
      'fn.js': `exports.main = ({ extensions: { response } }) => {
      response.write('a')
      return new Promise((resolve) => setTimeout(() => { response.end('b'); resolve() }, 500))
    }`,
    }
    assert.equal((await ask((await startShim(t, NODE, { files, env: { FUNC_TIMEOUT: '0.1' } })).port)).body, 'ab')
  })
  test('is not harmed by an answer that comes after the timeout', async (t) => {
    const files = {
      'fn.js': `exports.main = ({ data, extensions: { response } }) => data === 'quick' ? 'quick' : new Promise(() => {
      setTimeout(() => { response.status(200).set('x-a', '1').json({}); console.log('too late') }, 300)
    })`,
    }
    const shim = await startShim(t, NODE, { files, env: { FUNC_TIMEOUT: '0.1' } })
    assert.equal((await ask(shim.port)).status, 408)
    await until(() => shim.stdout().includes('too late'))
    assert.equal((await ask(shim.port, { method: 'POST', body: 'quick' })).body, 'quick')
  })
  test('ends with 1 and a termination message after an error outside of any call', async (t) => {
    const files = {
      'fn.js': `exports.main = () => { setTimeout(() => { throw new Error('in a timer') }); return 'x' }`,
    }
    const shim = await startShim(t, NODE, { files })
    await ask(shim.port)
    assert.equal(await shim.ended, 1)
    assert.match(await shim.terminationMessage(), /in a timer/)
  })
})
