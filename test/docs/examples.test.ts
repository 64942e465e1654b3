import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { promisify } from 'node:util'
import { parse } from 'yaml'
import { type Duty, NEEDS, required, type Role } from '../../src/core/cluster/roles.ts'
import { missingRights } from '../../src/core/cluster/rights.ts'
import { openRegistry } from '../../src/edge/embedded-registry/server.ts'
import { pushBaseImage } from '../fakes/base-image.ts'
import { ROOT, shellBlocks } from './blocks.ts'

/** A repository with the examples in it, and `function-images` on the PATH. */
const workshop = async (t: TestContext): Promise<{ readonly folder: string; readonly env: NodeJS.ProcessEnv }> => {
  const folder = await mkdtemp(join(tmpdir(), 'docs-test-'))
  const registry = await openRegistry({ root: join(folder, 'hub') })
  t.after(async () => {
    await registry.close()
    await rm(folder, { recursive: true, force: true })
  })
  await pushBaseImage({ host: registry.host, repository: 'library/node', tag: '24-slim' })
  await cp(join(ROOT, 'examples/nodejs'), join(folder, 'work'), { recursive: true })
  await mkdir(join(folder, 'bin'))
  const program = join(folder, 'bin/function-images')
  await writeFile(program, `#!/bin/sh\nexec "${process.execPath}" "${join(import.meta.dirname, 'reader.ts')}" "$@"\n`)
  await chmod(program, 0o755)
  const env = {
    PATH: [join(folder, 'bin'), process.env['PATH']].join(delimiter),
    HOME: folder,
    XDG_DATA_HOME: join(folder, 'data'),
    READER_MIRROR: `docker.io=${registry.host}`,
  }
  return { folder, env }
}

for (const { file, line, text, notRun } of await shellBlocks())
  test(`${file}:${line} runs as it is written${notRun === undefined ? '' : ` (not here: ${notRun})`}`, async (t) => {
    if (notRun !== undefined) return
    const { folder, env } = await workshop(t)
    const child = spawn('sh', ['-euc', text], { cwd: join(folder, 'work'), env, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (chunk: string) => (said += chunk))
    const [code] = (await once(child, 'close')) as [number]
    assert.equal(code, 0, said)
  })

test('README shows the workflow that the demo ends with', async () => {
  const { WORKFLOW } = await import('../../src/entry/cli/demo-workflow.ts')
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8')
  const block = /```yaml\n([^]*?)```/.exec(readme)?.[1] ?? ''
  assert.equal(block.replaceAll(/ +#.*$/gm, ''), WORKFLOW)
})

test('the specs in the documentation are specs', async (t) => {
  const { folder, env } = await workshop(t)
  for (const page of ['README.md', 'docs/functions.md', 'docs/deploy.md']) {
    const text = await readFile(join(ROOT, page), 'utf8')
    const specs = [...text.matchAll(/```yaml\n([^]*?)```/g)]
      .map(([, body]) => body ?? '')
      .filter((body) => body.includes('kind: Function'))
    assert.ok(specs.length > 0, page)
    for (const [index, spec] of specs.entries()) {
      const own = join(folder, `${page.replaceAll('/', '-')}-${index}`)
      await mkdir(own)
      await writeFile(join(own, 'function.yaml'), spec)
      const handler = /handler: (\w+)\.(\w+)/.exec(spec)
      if (handler !== null) await writeFile(join(own, `${handler[1]}.js`), `exports.${handler[2]} = () => 1\n`)
      await promisify(execFile)('function-images', ['lint'], { cwd: own, env })
    }
  }
})

test('each Role in the documentation gives its command what it cannot do without', async () => {
  const text = await readFile(join(ROOT, 'docs/rbac.md'), 'utf8')
  const roles = [...text.matchAll(/```yaml\n([^]*?)```/g)].map(([, body]) => parse(body ?? '') as Role)
  const duties = Object.keys(NEEDS) as readonly Duty[]
  assert.deepEqual(
    roles.map(({ metadata }) => metadata.name),
    duties.map((duty) => `function-images-${duty}`),
  )
  for (const [index, duty] of duties.entries()) {
    const rules = (roles[index]?.rules ?? []).map((rule) => ({ ...rule, resourceNames: [] }))
    assert.deepEqual(missingRights({ rules, incomplete: false }, required(duty)), [])
  }
})
