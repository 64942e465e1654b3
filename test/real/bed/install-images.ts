import { realpath } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { makeNodeBase } from '../../../src/edge/demo/node-base.ts'
import type { MadeImage } from '../../../src/edge/demo/program-base.ts'
import { firstExecutable } from './programs.ts'
import { makePythonBase, type Python, PYTHON_VERSION } from './python-base.ts'
import { folderFrom, link, systemEntries, text, withLayer } from './system-layer.ts'

/**
 * Makes an image that runs and installs as the official node does: this machine's Node, npm, and a shell. Works with
 * any user and a read-only root.
 */
export const makeNodeImage = async (): Promise<MadeImage> => {
  const [base, system, npm] = await Promise.all([makeNodeBase(), systemEntries(), npmFolder()])
  const modules = 'usr/local/lib/node_modules/npm'
  return withLayer(base, [
    ...system,
    ...(await folderFrom(modules, npm)),
    ...['npm', 'npx'].map((name) => link(`usr/local/bin/${name}`, `../lib/node_modules/npm/bin/${name}-cli.js`)),
  ])
}

/** As {@link makeNodeImage}, of a Python of this machine and its pip. */
export const makePythonImage = async (python: Python): Promise<MadeImage> => {
  const site = `usr/local/lib/python${PYTHON_VERSION}/site-packages`
  const [base, system, pip] = await Promise.all([
    makePythonBase(python),
    systemEntries(),
    folderFrom(`${site}/pip`, join(python.stdlib, 'site-packages', 'pip')),
  ])
  return withLayer(base, [
    ...system,
    ...pip.filter(({ entry }) => !entry.path.endsWith('.pyc')),
    ...['pip', 'pip3'].map((name) => text(`usr/local/bin/${name}`, PIP, 0o755)),
    link('usr/local/bin/python', 'python3'),
  ])
}

const PIP = `#!/usr/local/bin/python3
import sys
from pip._internal.cli.main import main
sys.exit(main())
`

/** The folder of the npm on PATH, which need not be beside the Node that runs the tests. */
const npmFolder = async (): Promise<string> => {
  const npm = await firstExecutable('npm', (process.env['PATH'] ?? '').split(delimiter))
  if (npm === undefined) throw new Error('There is no npm on PATH')
  return dirname(dirname(await realpath(npm)))
}
