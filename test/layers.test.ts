import assert from 'node:assert/strict'
import { readFile, readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { violations } from './layers/check.ts'
import type { Source } from './layers/check.ts'

const ROOT = resolve(import.meta.dirname, '..')

const sourcesBelow = async (folder: string): Promise<readonly Source[]> => {
  const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  return Promise.all(
    files.map(async ({ parentPath, name }) => {
      const file = join(parentPath, name)
      return { path: file.slice(ROOT.length + 1).replaceAll('\\', '/'), text: await readFile(file, 'utf8') }
    }),
  )
}

test('violations() finds none in src/', async () => {
  const sources = await sourcesBelow('src')
  assert.ok(sources.length > 10)
  assert.deepEqual(violations(sources), [])
})

const PLANTED: readonly (readonly [path: string, text: string, found: string])[] = [
  ['src/core/a.ts', `import { readFile } from 'node:fs'`, 'import "node:fs"'],
  ['src/core/a.ts', `import {\n  x,\n  type Y,\n} from '../edge/b.ts'`, 'import "../edge/b.ts"'],
  ['src/core/a.ts', `import '@actions/core'`, 'import "@actions/core"'],
  ['src/core/a.ts', `import { registry } from '../ports.ts'`, 'import "../ports.ts"'],
  ['src/core/image/a.ts', `export { x } from '../../flow/build.ts'`, 'import "../../flow/build.ts"'],
  ['src/core/image/a.ts', `export * from '../../flow/build.ts'`, 'import "../../flow/build.ts"'],
  ['src/core/a.ts', `const http = await import('node:http')`, 'import "node:http"'],
  ['src/core/a.ts', `const http = require('node:http')`, 'import "node:http"'],
  ['src/core/a.ts', `const home = process.env['HOME']`, 'use "process."'],
  ['src/core/a.ts', `console.log(1)`, 'use "console."'],
  ['src/core/a.ts', `const now = Date.now()`, 'use "Date.now"'],
  ['src/core/a.ts', `const now = new Date()`, 'use "new Date()"'],
  ['src/core/a.ts', `await fetch('https://example.com')`, 'use "fetch("'],
  ['src/flow/a.ts', `import { join } from 'node:path'`, 'import "node:path"'],
  ['src/flow/a.ts', `import { client } from '../edge/registry/client.ts'`, 'import "../edge/registry/client.ts"'],
  ['src/flow/a.ts', `if (process.env['CI']) return`, 'use "process."'],
  ['src/flow/a.ts', `await fetch(url)`, 'use "fetch("'],
  ['src/edge/a.ts', `import * as core from '@actions/core'`, 'import "@actions/core"'],
  ['src/edge/a.ts', `import { wire } from '../entry/wire.ts'`, 'import "../entry/wire.ts"'],
  ['src/edge/a.ts', `import { build } from '../flow/build.ts'`, 'import "../flow/build.ts"'],
  ['src/edge/a.ts', `import { request } from 'undici'`, 'import "undici"'],
  ['src/edge/a.ts', `const client = await import('@kubernetes/client-node')`, 'import "@kubernetes/client-node"'],
  ['src/entry/cli/main.ts', `import { info } from '@actions/core'`, 'import "@actions/core"'],
  ['src/ports.ts', `import { x } from './core/x.ts'`, 'import "./core/x.ts"'],
  ['src/ports.ts', `export const x = 1`, 'use "export "'],
]

for (const [path, text, found] of PLANTED) {
  test(`violations() finds ${JSON.stringify(text)} in ${path}`, () => {
    const [first, ...others] = violations([{ path, text: `import type { Z } from 'z'\n${text}\n` }])
    assert.equal(first, `${path} must not ${found}`)
    assert.deepEqual(others, [])
  })
}

const FINE: readonly (readonly [path: string, text: string])[] = [
  ['src/core/a.ts', `import { createHash } from 'node:crypto'\nimport { b } from './image/b.ts'`],
  ['src/core/a.ts', `import type { Registry } from '../ports.ts'`],
  ['src/flow/a.ts', `const files = await ports.sources.fetch(functions)`],
  ['src/edge/cluster/a.ts', `const client = await import('@kubernetes/client-node')`],
  ['src/edge/a.ts', `import { exec } from '@actions/exec'\nimport { b } from '../core/b.ts'`],
  ['src/entry/action/main.ts', `import * as core from '@actions/core'\nimport { wire } from '../wire.ts'`],
  ['src/ports.ts', `export interface Registry {}\nexport type Id = string`],
]

for (const [path, text] of FINE) {
  test(`violations() allows ${JSON.stringify(text)} in ${path}`, () => {
    assert.deepEqual(violations([{ path, text }]), [])
  })
}

test('violations() finds a file that is in no ring', () => {
  assert.deepEqual(violations([{ path: 'src/utils/a.ts', text: '' }]), ['src/utils/a.ts is in no ring'])
})
