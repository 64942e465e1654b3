import assert from 'node:assert/strict'
import { test } from 'node:test'
import { causeOf } from '../../../src/core/build/cause.ts'

const npm = (text: string): string | undefined => causeOf('npm', text.trim().split('\n'))
const pip = (text: string): string | undefined => causeOf('pip', text.trim().split('\n'))

test('causeOf() names the package that npm did not find', () => {
  const log = `
npm error code E404
npm error 404 Not Found - GET https://registry.npmjs.org/@acme%2fpay - Not found
npm error 404
npm error 404  '@acme/pay@2.1' is not in this registry.
npm error 404
npm error A complete log of this run can be found in: /root/.npm/_logs/debug-0.log`
  assert.equal(npm(log), 'npm E404 @acme/pay@2.1')
})

test('causeOf() names the address when npm names no package', () => {
  const log = 'npm error code E404\nnpm error 404 Not Found - GET https://example.com/pay.tgz'
  assert.equal(npm(log), 'npm E404 Not Found - GET https://example.com/pay.tgz')
})

test('causeOf() takes the sentence that npm has for a code', () => {
  const log = `
npm error code ETARGET
npm error notarget No matching version found for left-pad@99.
npm error notarget In most cases you or one of your dependencies`
  assert.equal(npm(log), 'npm ETARGET No matching version found for left-pad@99.')
})

test('causeOf() leaves out what npm says around its sentence', () => {
  const log = `
npm error code ENOENT
npm error syscall open
npm error path /kubeless/none.tgz
npm error errno -2
npm error enoent ENOENT: no such file or directory, open '/kubeless/none.tgz'`
  assert.equal(npm(log), "npm ENOENT no such file or directory, open '/kubeless/none.tgz'")
})

test('causeOf() reads what older versions of npm print', () => {
  assert.equal(
    npm('npm ERR! code ERESOLVE\nnpm ERR! ERESOLVE could not resolve\nnpm ERR! '),
    'npm ERESOLVE could not resolve',
  )
})

test('causeOf() names the package whose install script failed, and the script', () => {
  const log = `
npm error code 3
npm error path /kubeless/node_modules/a/node_modules/@acme/native
npm error command failed
npm error command sh -c node-gyp rebuild
npm error gyp ERR! not found: make`
  assert.equal(npm(log), 'npm the install script of "@acme/native" ended with exit code 3: node-gyp rebuild')
})

test('causeOf() takes the first line of npm when there is no code', () => {
  assert.equal(npm('npm warn x\nnpm error Exit handler never called!'), 'npm Exit handler never called!')
})

test('causeOf() takes what pip says last, not what it tried', () => {
  const log = `
Looking in links: /wheels
ERROR: Could not find a version that satisfies the requirement x==9 (from versions: none)
ERROR: No matching distribution found for x==9`
  assert.equal(pip(log), 'pip No matching distribution found for x==9')
})

test('causeOf() takes the exception of a pip that broke', () => {
  assert.equal(pip('Traceback (most recent call last):\n  File "x"\nOSError: disk full'), 'pip OSError: disk full')
})

test('causeOf() is undefined when the tool said nothing about it', () => {
  assert.equal(npm('added 1 package'), undefined)
  assert.equal(pip('Collecting x'), undefined)
})
