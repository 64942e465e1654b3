import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { MAIN } from './run-child.ts'

/** Starts the command line as if Node were of another version. */
const startOn = (version: string): Promise<{ readonly code: unknown; readonly out: string; readonly err: string }> => {
  const pretence = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`
  const args = ['--import', `data:text/javascript,${encodeURIComponent(pretence)}`, MAIN, '--version']
  return new Promise((done) => {
    execFile(process.execPath, args, (error, out, err) => done({ code: error?.code ?? 0, out, err }))
  })
}

for (const version of ['20.20.2', '24.10.9'])
  test(`the command line says so when Node is too old: ${version}`, async () => {
    assert.deepEqual(await startOn(version), {
      code: 1,
      out: '',
      err: `function-images needs Node.js 24.11 or newer; this is ${version}\n`,
    })
  })

for (const version of ['24.11.0', '26.0.1'])
  test(`the command line starts on Node ${version}`, async () => {
    assert.equal((await startOn(version)).code, 0)
  })

test('the oldest Node that the command line starts on is the one that package.json names', async () => {
  const text = await readFile(resolve(import.meta.dirname, '../../package.json'), 'utf8')
  const { engines } = JSON.parse(text) as { readonly engines: { readonly node: string } }
  assert.equal(engines.node, '>=24.11')
})
