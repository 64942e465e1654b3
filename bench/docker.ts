import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startDockerd } from '../test/real/bed/dockerd.ts'
import { findProgram } from '../test/real/bed/programs.ts'
import { formatPaired, paired, run } from './measure.ts'
import type { Stage } from './stage.ts'

/** Each fresh daemon is a start, a pull and a build: few rounds. */
const ROUNDS = 3

/** Build and push of one function, against `docker build` and `docker push` on a daemon that has nothing yet, as on a hosted runner. */
export const dockerBuilds = async (stage: Stage): Promise<readonly string[]> => {
  const context = join(stage.folder, 'docker')
  await mkdir(context, { recursive: true })
  await writeFile(join(context, 'Dockerfile'), `FROM ${stage.base}\nCOPY handler.js /kubeless/handler.js\n`)
  await writeFile(join(context, 'handler.js'), "exports.run = () => 'function'\n")
  const folder = await stage.functions(1)
  const found = await findProgram('dockerd')
  if (found.status === 'missing') return [`build of 1 against docker: not run, ${found.why}`]
  const dockerdPath = found.path
  const times: { ours: number; theirs: number }[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const dockerd = await startDockerd(dockerdPath, AbortSignal.timeout(120_000))
    try {
      const ours = await run(
        stage.ours(folder, [
          'build',
          '--registry',
          `${stage.registry.host}/against-docker-${round}`,
          '--channel',
          'main',
        ]),
      )
      const image = `${stage.registry.host}/docker-${round}/hello:x`
      const env = { DOCKER_HOST: dockerd.host, DOCKER_BUILDKIT: '0' }
      const theirs =
        (await run({ program: 'docker', args: ['build', '--network=host', '--tag', image, context], env })) +
        (await run({ program: 'docker', args: ['push', image], env }))
      times.push({ ours, theirs })
    } finally {
      await dockerd.close()
    }
  }
  return [
    formatPaired(
      paired({
        what: 'build of 1',
        names: ['function-images build', 'docker build and push on a fresh daemon'],
        goal: 0.1,
        times: times.map(({ ours, theirs }) => [ours, theirs]),
      }),
    ),
  ]
}
