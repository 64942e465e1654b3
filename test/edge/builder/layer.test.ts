import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { leftOut } from '../../../src/core/build/left-out.ts'
import type { DependencyUnit } from '../../../src/core/build/unit.ts'
import { ActionError } from '../../../src/core/errors.ts'
import { parseReference } from '../../../src/core/oci/reference.ts'
import { collectFiles } from '../../../src/edge/builder/collect.ts'
import { makeWorkFolder, putFiles } from '../../../src/edge/builder/work-folder.ts'
import { execGroup } from '../../../src/edge/exec.ts'
import type { PhaseOutput } from '../../../src/ports.ts'
import { testLayer } from '../../contract/layer.ts'

/** Runs the command in a folder of this machine, as the runner's tools run, and collects what it left. */
const runHere = async (parent: string, unit: DependencyUnit): Promise<PhaseOutput> => {
  const { root, remove } = await makeWorkFolder(parent)
  await putFiles(root, unit.files)
  const signal = AbortSignal.timeout(LIMIT)
  await execGroup('sh', ['-c', unit.phase.command], { cwd: root, env: { PATH: process.env['PATH'] ?? '' }, signal })
  const files = await collectFiles(root, {
    leaveOut: leftOut(unit),
    refuse: (why) => new ActionError('BUILD_FAILED', why),
    signal,
  })
  return { kind: 'files', files, release: remove }
}

/** In milliseconds. */
const LIMIT = 30_000

testLayer('collectFiles()', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'layer-'))
  return {
    run: (unit) => runHere(folder, unit),
    image: parseReference('none'),
    close: () => rm(folder, { recursive: true }),
  }
})
