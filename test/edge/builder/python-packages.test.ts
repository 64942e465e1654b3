import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { digestOf } from '../../../src/core/oci/digest.ts'
import { settlePackages } from '../../../src/edge/builder/python-packages.ts'

const SITE = 'lib/python3.13/site-packages'

/** Puts `files` as pip leaves them, settles them, and reads `wanted` back. */
const settle = async (
  files: Readonly<Record<string, string>>,
  wanted: readonly string[],
): Promise<readonly (string | undefined)[]> => {
  const root = join(await realpath(await mkdtemp(join(tmpdir(), 'settle-'))), 'root')
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text.replaceAll('<root>', root))
  }
  await settlePackages(root, SITE)
  const texts = await Promise.all(wanted.map((path) => readFile(join(root, path), 'utf8').catch(() => undefined)))
  await rm(dirname(root), { recursive: true })
  return texts
}

const RECORD = `${SITE}/tool-1.0.dist-info/RECORD`

test('settlePackages() moves scripts and data to where --prefix has them, and RECORD with them', async () => {
  const files = {
    [`${SITE}/bin/tool`]: '#!<root>/venv/bin/python3.13\nprint(1)\n',
    [`${SITE}/share/a.txt`]: 'a',
    [RECORD]: '../../bin/tool,sha256=old,1\n../../share/a.txt,sha256=a,1\ntool.py,,\n',
  }
  const [script, data, left, record] = await settle(files, ['bin/tool', 'share/a.txt', `${SITE}/bin/tool`, RECORD])
  const text = '#!/usr/bin/env python3\nprint(1)\n'
  const hash = Buffer.from(digestOf(text).slice('sha256:'.length), 'hex').toString('base64url')
  assert.equal(script, text)
  assert.equal(data, 'a')
  assert.equal(left, undefined)
  assert.equal(record, `../../../bin/tool,sha256=${hash},${text.length}\n../../../share/a.txt,sha256=a,1\ntool.py,,\n`)
})

const SCRIPTS: readonly (readonly [what: string, text: string, portable: string])[] = [
  ['with options', '#!/opt/python3.13 -E\nx\n', '#!/usr/bin/env python3\nx\n'],
  ['by way of sh', `#!/bin/sh\n'''exec' "/a b/python3" "$0" "$@"\n' '''\nx\n`, '#!/usr/bin/env python3\nx\n'],
  ['of another language', '#!/bin/sh\necho python\n', '#!/bin/sh\necho python\n'],
  ['that is no text', '\u007fELF#!/python\n', '\u007fELF#!/python\n'],
]

for (const [what, text, portable] of SCRIPTS)
  test(`settlePackages() makes a script ${what} portable`, async () => {
    const files = { [`${SITE}/bin/tool`]: text, [RECORD]: '../../bin/tool,,\n' }
    assert.deepEqual(await settle(files, ['bin/tool']), [portable])
  })

test('settlePackages() writes /kubeless for the folder of the install', async () => {
  const direct = `${SITE}/tool-1.0.dist-info/direct_url.json`
  const files = {
    [direct]: '{"url": "file://<root>/tool.whl"}',
    [`${SITE}/__editable__.tool.pth`]: '<root>/lib\n',
    [`${SITE}/tool.py`]: '"<root>"',
    [RECORD]: 'tool-1.0.dist-info/direct_url.json,sha256=x,1\n__editable__.tool.pth,,\ntool.py,,\n',
  }
  const [url, pth, code] = await settle(files, [direct, `${SITE}/__editable__.tool.pth`, `${SITE}/tool.py`])
  assert.equal(url, '{"url": "file:///kubeless/tool.whl"}')
  assert.equal(pth, '/kubeless/lib\n')
  assert.notEqual(code, '"/kubeless"')
})

for (const row of ['../../../../../outside', '../../a/../../../../../../outside', '../..//outside', '../../../outside'])
  test(`settlePackages() moves nothing for the row ${JSON.stringify(row)}`, async () => {
    const files = { outside: 'theirs', [RECORD]: `${row},,\n` }
    assert.deepEqual(await settle(files, ['outside', RECORD]), ['theirs', `${row},,\n`])
  })

test('settlePackages() has nothing to do where nothing was installed', async () => {
  assert.deepEqual(await settle({}, []), [])
})
