import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Returns where what was seen of failures is kept: in a workflow, a folder that a later step can upload. */
export const evidenceFolder = (env: Readonly<Record<string, string | undefined>>): string =>
  join(env['RUNNER_TEMP'] ?? tmpdir(), 'function-images-evidence')
