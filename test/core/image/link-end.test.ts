import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linkEnd } from '../../../src/core/image/link-end.ts'
import type { LinkEnd } from '../../../src/core/image/unfit.ts'

/** Path of a link and its target, in a tree that has the folder `a/b` with the file `f`, and the link `out` to `..`. */
const CASES: readonly (readonly [path: string, target: string, end: LinkEnd])[] = [
  ['l', 'a/b/f', 'inside'],
  ['a/l', '../a/./b', 'inside'],
  ['a/b/l', '../..', 'inside'],
  ['l', '.', 'inside'],
  ['l', '/a', 'absolute'],
  ['l', '..', 'outside'],
  ['a/l', '../../a', 'outside'],
  ['l', 'out/etc', 'outside'],
  ['l', 'rooted', 'outside'],
  ['l', 'none', 'missing'],
  ['l', 'a/none/..', 'missing'],
  ['l', 'l', 'missing'],
]

for (const [path, target, end] of CASES)
  test(`linkEnd() calls ${path} → ${target} ${end}`, () => {
    const around = { a: undefined, 'a/b': undefined, 'a/b/f': undefined, out: '..', rooted: '/etc' }
    assert.equal(linkEnd(new Map(Object.entries({ ...around, [path]: target })), path), end)
  })
