import { MTIME } from '../oci/tar.ts'
import type { PackageTool } from './local-dependencies.ts'
import type { Phase } from './unit.ts'

/** Equal wherever a phase runs, since packages are built with these in sight. The time is that of every file in our layers. */
export const REPRODUCIBLE = {
  TZ: 'UTC',
  LC_ALL: 'C.UTF-8',
  NO_COLOR: '1',
  PYTHONHASHSEED: '0',
  PYTHONDONTWRITEBYTECODE: '1',
  SOURCE_DATE_EPOCH: String(MTIME),
  PIP_DISABLE_PIP_VERSION_CHECK: '1',
  PIP_ROOT_USER_ACTION: 'ignore',
  PIP_NO_INPUT: '1',
  PIP_PROGRESS_BAR: 'off',
  PIP_USER: '0',
} as const

const DEPENDENCY_FILE: Readonly<Record<PackageTool, string>> = { npm: 'package.json', pip: 'requirements.txt' }

/** Returns the variables of a phase that runs in its own image at /kubeless, those that Kubeless gave it included. */
export const phaseEnvironment = ({ tool, env }: Phase): Readonly<Record<string, string>> => ({
  // No user of the image's own has this uid for sure.
  HOME: '/tmp',
  ...env,
  ...REPRODUCIBLE,
  KUBELESS_INSTALL_VOLUME: '/kubeless',
  KUBELESS_DEPS_FILE: `/kubeless/${DEPENDENCY_FILE[tool]}`,
})
