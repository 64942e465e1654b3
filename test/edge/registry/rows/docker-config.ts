import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { TestContext } from 'node:test'

/** Makes an environment with this Docker configuration, and with these programs on its PATH: shell scripts by name. */
export const withDockerConfig = async (
  t: TestContext,
  config: object | string,
  programs: Readonly<Record<string, string>> = {},
): Promise<Record<string, string>> => {
  const folder = await mkdtemp(join(tmpdir(), 'docker-config-'))
  t.after(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'config.json'), typeof config === 'string' ? config : JSON.stringify(config))
  for (const [name, script] of Object.entries(programs))
    await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  return { DOCKER_CONFIG: folder, HOME: folder, PATH: [folder, '/usr/bin', '/bin'].join(delimiter) }
}
