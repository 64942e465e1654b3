import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compare, formatPaired, run } from './measure.ts'
import type { Stage } from './stage.ts'

const ROOT = new URL('..', import.meta.url).pathname

/** Plans of a thousand functions that are all there, and of a thousand and ten thousand that are not: seconds and peak memory. */
export const planSizes = async (stage: Stage): Promise<readonly string[]> => {
  const lines: string[] = []
  for (const [count, state] of [
    [1_000, 'all present'],
    [1_000, 'none present'],
    [10_000, 'none present'],
  ] as const) {
    const folder = await stage.functions(count)
    const registry = `${stage.registry.host}/plan-${state.replace(' ', '-')}`
    const common = ['--registry', registry, '--repository', '{registry}', '--channel', 'main']
    if (state === 'all present') await run(stage.ours(folder, ['build', ...common]))
    const plan = stage.ours(folder, ['plan', ...common])
    const start = performance.now()
    const { stderr } = spawnSync('/usr/bin/time', ['-f', '%M', plan.program, ...plan.args], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 1 << 30,
    })
    const seconds = (performance.now() - start) / 1000
    const peak = Number(stderr.trim().split('\n').at(-1)) / 1000
    lines.push(`plan of ${count}, ${state}: ${seconds.toFixed(2)} s, ${peak.toFixed(0)} MB at most`)
  }
  return lines
}

/** From nothing to the first thing said, against a Node script that does nothing. */
export const coldStarts = async (stage: Stage): Promise<readonly string[]> => {
  const empty = join(stage.folder, 'empty.js')
  writeFileSync(empty, '')
  const theirs = { name: 'an empty Node script', commands: () => [{ program: process.execPath, args: [empty] }] }
  const workspace = join(stage.folder, 'empty-repository')
  mkdirSync(workspace, { recursive: true })
  const action = {
    program: process.execPath,
    args: [join(ROOT, 'dist/action/index.js')],
    cwd: workspace,
    env: {
      INPUT_COMMAND: 'lint',
      GITHUB_REPOSITORY: 'acme/shop',
      RUNNER_TEMP: stage.folder,
      GITHUB_OUTPUT: '',
      GITHUB_STEP_SUMMARY: '',
    },
  }
  const cli = { program: process.execPath, args: [join(ROOT, 'dist/cli/index.js'), '--version'] }
  return [
    formatPaired(
      await compare({
        what: 'cold start of the CLI',
        goal: 4,
        rounds: 15,
        theirs,
        ours: { name: 'CLI', commands: () => [cli] },
      }),
    ),
    formatPaired(
      await compare({
        what: 'cold start of the action',
        goal: 4,
        rounds: 15,
        theirs,
        ours: { name: 'action', commands: () => [action] },
      }),
    ),
  ]
}

/** Bytes on disk of each bundle. */
export const bundleSizes = async (): Promise<readonly string[]> => {
  const folders = readdirSync(join(ROOT, 'dist'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return folders.map(({ name }) => {
    const files = readdirSync(join(ROOT, 'dist', name)).map((file) => statSync(join(ROOT, 'dist', name, file)).size)
    return `bundle dist/${name}: ${(files.reduce((sum, size) => sum + size, 0) / 1000).toFixed(0)} kB`
  })
}

/** What every `uses:` downloads. */
export const archiveSize = async (): Promise<readonly string[]> => {
  const archive = execFileSync('git', ['archive', '--format=tar.gz', 'HEAD'], { cwd: ROOT, maxBuffer: 1 << 30 })
  return [`archive of the repository: ${(archive.length / 1000).toFixed(0)} kB`]
}
