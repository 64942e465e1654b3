import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dockerignore } from '../../../src/core/function/dockerignore.ts'

const CASES: readonly (readonly [text: string, ignored: string[], kept: string[]])[] = [
  ['node_modules', ['node_modules', 'node_modules/a/b'], ['a/node_modules', 'node_modules2']],
  ['**/node_modules', ['node_modules/a', 'a/b/node_modules/c'], ['a/node_modules2']],
  ['*.md\n!README.md', ['a.md'], ['README.md', 'a/b.md']],
  ['**/*.md', ['a.md', 'a/b.md'], ['md', 'a.mdx']],
  ['docs\n!docs/keep', ['docs/a'], ['docs/keep', 'docs/keep/b']],
  ['/a/../b/', ['b', 'b/c'], ['a']],
  ['a/**', ['a/b', 'a/b/c'], ['a', 'ab']],
  ['a/**/c', ['a/c', 'a/b/b/c'], ['ac', 'a/xc']],
  ['a**c', ['ac', 'ab/c', 'ab/c/d'], ['abc', 'b']],
  ['?.js', ['a.js'], ['ab.js', '.js']],
  ['[a-c].js\n[^x].ts', ['b.js', 'a.ts'], ['d.js', 'x.ts', '[a-c].js']],
  ['\\*.js', ['*.js'], ['a.js']],
  ['a.b', ['a.b'], ['axb']],
  ['\ufeffa\r\n# b\r\n\r\n  c  \r\n', ['a', 'c'], ['# b', 'b']],
  ['!a\na', ['a'], ['b']],
  ['.', [], ['a']],
  ['**', ['a', 'a/b'], []],
  ['*\n!a/b', ['c', 'a/c'], ['a/b']],
]

for (const [text, ignored, kept] of CASES) {
  test(`dockerignore() of ${JSON.stringify(text)} follows Docker`, () => {
    const isIgnored = dockerignore(text)
    assert.deepEqual([...ignored, ...kept].filter(isIgnored), ignored)
  })
}

test('dockerignore() takes a pattern of many wildcards without trying each way through it', () => {
  assert.equal(dockerignore(`${'**/a*'.repeat(30)}b`)(`${'a/'.repeat(300)}c`), false)
})
