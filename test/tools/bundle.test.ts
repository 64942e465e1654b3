import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile, stat, appendFile, chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { ROOT, bundle, writeDist } from '../../tools/bundle.ts'
import type { BundledFile } from '../../tools/bundle.ts'
import { differences } from '../../tools/check-dist.ts'

const SOURCES = {
  'package.json': '{"type":"module"}',
  'src/main.ts': `
    import { getInput, setOutput } from '@actions/core'
    setOutput('seen', getInput('name') as string)
    if (getInput('name') === 'yaml') {
      const { read } = await import('./lazy.ts')
      setOutput('parsed', read('a: 1'))
      setOutput('place', import.meta.filename)
    }`,
  'src/lazy.ts': `
    import { parse } from 'yaml'
    export const read = (text: string): unknown => parse(text)`,
}

const ENTRIES = [{ source: 'src/main.ts', target: 'dist/tool/main.js', executable: true, alias: 'post.js' }]

const project = async (folder: string): Promise<string> => {
  for (const [path, text] of Object.entries(SOURCES)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction')
  return folder
}

describe('bundle()', () => {
  let temporary: string
  let root: string
  let files: readonly BundledFile[]
  const textOf = (path: string): string => files.find((file) => file.path === path)?.bytes.toString() ?? ''

  before(async () => {
    temporary = await mkdtemp(join(tmpdir(), 'bundle-test-'))
    root = await project(join(temporary, 'one'))
    files = await bundle(root, ENTRIES)
    await writeDist(root, files)
  })
  after(() => rm(temporary, { recursive: true, force: true }))

  test('gives the same bytes from another folder, and names neither', async () => {
    const other = await project(join(temporary, 'deeper', 'down', 'two'))
    assert.deepEqual(await bundle(other, ENTRIES), files)
    for (const { path, bytes } of files) {
      assert.ok(!bytes.includes(temporary) && !bytes.includes(ROOT), `${path} names a folder of this computer`)
    }
  })

  test('leaves out the HTTP stack behind @actions/core', () => {
    const main = textOf('dist/tool/main.js')
    assert.match(main, /@actions\/core/)
    assert.doesNotMatch(main, /undici|http-client|oidc/i)
  })

  test('keeps what is behind import() in a file of its own', () => {
    const main = textOf('dist/tool/main.js')
    const chunk = files.find(({ path }) => /^dist\/tool\/\d+\.index\.js$/.test(path))
    assert.ok(chunk?.bytes.includes('parseDocument'))
    assert.ok(!main.includes('parseDocument'))
  })

  test('makes a program that runs, its lazy part too', async () => {
    const program = join(root, 'dist/tool/main.js')
    if (process.platform !== 'win32') assert.equal((await stat(program)).mode & 0o777, 0o755)
    assert.match(textOf('dist/tool/main.js'), /^#!\/usr\/bin\/env node\n/)
    const env = { ...process.env, INPUT_NAME: 'yaml', GITHUB_OUTPUT: '' }
    const output = execFileSync(process.execPath, [program], { env, encoding: 'utf8' })
    assert.match(output, /name=parsed::\{"a":1\}/)
    assert.match(output, /name=place::.*[\\/]dist[\\/]tool[\\/]main\.js$/m)
  })

  test('gives a program the other name that its entry asks for', () => {
    const env = { ...process.env, INPUT_NAME: 'other', GITHUB_OUTPUT: '' }
    const output = execFileSync(process.execPath, [join(root, 'dist/tool/post.js')], { env, encoding: 'utf8' })
    assert.match(output, /name=seen::other$/m)
  })

  test('lists the licences of what is inside, and of nothing else', () => {
    const licenses = textOf('dist/licenses.txt')
    assert.match(licenses, /^@actions\/core \S+ \(MIT\)$/m)
    assert.match(licenses, /^yaml \S+ \(ISC\)$/m)
    assert.doesNotMatch(licenses, /^undici /m)
  })

  test('fails on a program that weighs more than it may', async () => {
    const entries = ENTRIES.map((entry) => ({ ...entry, limit: 100 }))
    await assert.rejects(bundle(root, entries), /src\/main\.ts makes \d+ bytes, more than 100/)
  })

  test('fails on a module that a program must not bring', async () => {
    const entries = ENTRIES.map((entry) => ({ ...entry, without: /node_modules\/@actions/ }))
    await assert.rejects(bundle(root, entries), /src\/main\.ts must not bring ".*@actions.core/)
  })

  test('fails on an import that leads nowhere', async () => {
    await writeFile(join(root, 'src/broken.ts'), `import 'no-such-package'`)
    await assert.rejects(bundle(root, [{ source: 'src/broken.ts', target: 'dist/broken.js' }]), /no-such-package/)
  })

  test('fails on an asset, since ncc would look for it in the wrong place', async () => {
    await writeFile(join(root, 'src/asset.ts'), `export const place = new URL('../shims/a.py', import.meta.url)`)
    await assert.rejects(bundle(root, [{ source: 'src/asset.ts', target: 'dist/asset.js' }]), /makes ncc emit/)
  })

  test('differences() names each file that is not what the build gives', async () => {
    assert.deepEqual(await differences(root, files), [])
    await appendFile(join(root, 'dist/licenses.txt'), 'x')
    await writeFile(join(root, 'dist/tool/old.js'), '')
    await rm(join(root, 'dist/tool/package.json'))
    await chmod(join(root, 'dist/tool/main.js'), 0o644)
    const found = await differences(root, files)
    assert.deepEqual(
      found.filter((line) => !line.includes('executable')),
      [
        '"dist/tool/old.js" is not made by the build',
        `"dist/licenses.txt" differs from byte ${textOf('dist/licenses.txt').length} on`,
        '"dist/tool/package.json" is missing',
      ],
    )
    if (process.platform !== 'win32') assert.ok(found.includes('"dist/tool/main.js" is not executable'))
  })
})
