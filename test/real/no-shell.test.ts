import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { test } from 'node:test'
import { openRegistry } from '../../src/edge/embedded-registry/server.ts'
import { pushBaseImage } from '../fakes/base-image.ts'
import { execGroup } from '../../src/edge/exec.ts'
import { programFor } from './bed/programs.ts'

const CLI = resolve(import.meta.dirname, '../../src/entry/cli/main.ts')

/** A legal branch name that a shell would act on. */
const BRANCH = 'zzz";echo${IFS}"hello";#'

const SPEC = `apiVersion: function-images.github.io/v1alpha1
kind: Function
metadata: {name: hello}
spec: {runtime: nodejs24, handler: hello.run, source: "a $(touch pwned) b"}
`

test('S7 a build starts git and nothing else, whatever branch and files are called', async (t) => {
  const strace = await programFor(t, 'strace')
  if (strace === undefined) return
  const folder = await mkdtemp(join(tmpdir(), 'no-shell-'))
  const registry = await openRegistry({ root: join(folder, 'registry') })
  t.after(async () => {
    await registry.close()
    await rm(folder, { recursive: true, force: true })
  })
  await pushBaseImage({ host: registry.host, repository: 'library/node', tag: '24-slim' })
  const work = join(folder, 'work')
  const source = join(work, 'a $(touch pwned) b')
  await mkdir(source, { recursive: true })
  await writeFile(join(work, 'function.yaml'), SPEC)
  await writeFile(join(source, 'hello.js'), 'exports.run = () => 1\n')
  await writeFile(join(source, '`touch pwned`.txt'), '')
  execFileSync('git', ['init', '--quiet', `--initial-branch=${BRANCH}`], { cwd: work })
  execFileSync('git', ['add', '.'], { cwd: work })
  const trace = join(folder, 'trace')
  const args = ['build', '--registry', registry.host, '--image-mirrors', `docker.io=${registry.host}`]
  const lines: string[] = []
  const { code } = await execGroup(
    strace,
    ['-f', '-qq', '-e', 'trace=execve', '-o', trace, process.execPath, CLI, ...args],
    {
      cwd: work,
      env: { PATH: process.env['PATH'] ?? '', HOME: folder },
      signal: AbortSignal.timeout(60_000),
      line: (line) => lines.push(line),
    },
  )
  assert.equal(code, 0, lines.join('\n'))
  const started = [...(await readFile(trace, 'utf8')).matchAll(/execve\("([^"]+)".* = 0$/gm)].map(([, path]) =>
    basename(path ?? ''),
  )
  assert.deepEqual([...new Set(started)].sort(), ['git', 'node'])
})
