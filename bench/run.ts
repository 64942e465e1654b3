import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findProgram } from '../test/real/bed/programs.ts'
import { type Command, compare, type Comparison, formatPaired } from './measure.ts'
import { dockerBuilds } from './docker.ts'
import { archiveSize, bundleSizes, coldStarts, planSizes } from './own.ts'
import { openStage, type Stage } from './stage.ts'

/** Functions of the two sizes that are compared. */
const FEW = 1
const MANY_TO_SKIP = 100
const MANY_TO_BUILD = 20

const say = (line: string): void => void process.stdout.write(`${line}\n`)

const programOf = async (name: 'crane'): Promise<string> => {
  const found = await findProgram(name)
  if (found.status === 'missing') throw new Error(found.why)
  return found.path
}

const noOps = async (stage: Stage, crane: string): Promise<readonly Comparison[]> => {
  const comparisons: Comparison[] = []
  for (const [count, goal] of [
    [FEW, 6],
    [MANY_TO_SKIP, 0.2],
  ] as const) {
    const folder = await stage.functions(count)
    const args = ['build', '--registry', `${stage.registry.host}/no-op-${count}`, '--channel', 'main']
    const ours = stage.ours(folder, args)
    comparisons.push({
      what: `no-op of ${count}`,
      goal,
      ours: { name: 'function-images build', commands: () => [ours] },
      theirs: {
        name: `crane digest, ${count} times`,
        commands: () =>
          Array.from({ length: count }, (): Command => ({ program: crane, args: ['digest', stage.base] })),
      },
    })
  }
  return comparisons
}

/** A layer of one file for crane, as its users make it. */
const layerFile = async (stage: Stage): Promise<string> => {
  const { fileOf } = await import('../src/core/image/content.ts')
  const { packFiles } = await import('../src/core/image/layers.ts')
  const layer = await packFiles('kubeless', [fileOf('handler.js', "exports.run = () => 'function'\n")])
  const path = join(stage.folder, 'layer.tar.gz')
  await writeFile(path, layer.bytes)
  return path
}

const builds = async (stage: Stage, crane: string): Promise<readonly Comparison[]> => {
  const layer = await layerFile(stage)
  const cases = [
    { count: FEW, goal: 3, repository: '{registry}/{name}' },
    { count: MANY_TO_BUILD, goal: 0.4, repository: '{registry}/{name}' },
    { count: MANY_TO_BUILD, goal: 0.3, repository: '{registry}' },
  ]
  return Promise.all(
    cases.map(async ({ count, goal, repository }, number): Promise<Comparison> => {
      const folder = await stage.functions(count)
      return {
        what: `build of ${count}${repository === '{registry}' ? ' in one repository' : ''}`,
        goal,
        ours: {
          name: 'function-images build',
          commands: (round) => [
            stage.ours(folder, [
              'build',
              '--registry',
              `${stage.registry.host}/ours-${number}-${round + 1}`,
              '--repository',
              repository,
              '--channel',
              'main',
            ]),
          ],
        },
        theirs: {
          name: `crane append, ${count} times`,
          commands: (round) =>
            Array.from({ length: count }, (_, index): Command => ({
              program: crane,
              args: [
                'append',
                '--base',
                stage.base,
                '--new_layer',
                layer,
                '--new_tag',
                `${stage.registry.host}/crane-${number}-${round + 1}/f${index}:x`,
              ],
            })),
        },
      }
    }),
  )
}

/** The parts of the run, by the word that picks one: `npm run bench -- builds`. */
const PARTS: Readonly<Record<string, (stage: Stage) => Promise<readonly string[]>>> = {
  'no-ops': async (stage) => compareAll(await noOps(stage, await programOf('crane'))),
  builds: async (stage) => compareAll(await builds(stage, await programOf('crane'))),
  docker: dockerBuilds,
  plans: planSizes,
  starts: coldStarts,
  sizes: async () => [...(await bundleSizes()), ...(await archiveSize())],
}

const compareAll = async (comparisons: readonly Comparison[]): Promise<readonly string[]> => {
  const lines: string[] = []
  for (const comparison of comparisons) lines.push(formatPaired(await compare(comparison)))
  return lines
}

const wanted = process.argv.slice(2)
const stage = await openStage()
try {
  say(
    `Base: ${((await stat(process.execPath)).size / 1e6).toFixed(0)} MB of Node, packed; times are whole processes, in turns`,
  )
  for (const [name, part] of Object.entries(PARTS)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue
    for (const line of await part(stage)) say(line)
  }
} finally {
  await stage.close()
}
