import { type FileEntry, fileOf } from '../../src/core/image/content.ts'
import { type FakeWheel, wheelFile, wheelName } from './packages.ts'

/** A package with a module, a command, a script, data and a dependency, in the forms that depend on where they are put. */
const TOOL: FakeWheel = {
  name: 'tool',
  version: '1.0',
  requires: ['part'],
  executables: ['tool-1.0.data/scripts/greet'],
  files: {
    'tool/__init__.py': 'NAMES = {"a", "b", "c"}\n\ndef main(name):\n    return name in {"x", "y", "z"}\n',
    'tool/template.py': '{{ no python }}\n',
    'tool-1.0.data/scripts/greet': '#!python\nprint(1)\n',
    'tool-1.0.data/data/share/tool/a.txt': 'a\n',
    'tool-1.0.dist-info/entry_points.txt': '[console_scripts]\ntool = tool:main\n',
  },
}

const PART: FakeWheel = { name: 'part', version: '2.0', files: { 'part.py': 'VALUE = 2\n' } }

/** A requirements.txt and the wheels that it names. */
export const pythonPackages = (): readonly FileEntry[] => [
  fileOf('requirements.txt', `./wheels/${wheelName(TOOL)}\n./wheels/${wheelName(PART)}\n`),
  ...[TOOL, PART].map((source) => ({ ...wheelFile(source), path: `wheels/${wheelName(source)}` })),
]

/** What {@link pythonPackages} leave for Python `version`. */
export const installedPackages = (version: string) => {
  const site = `lib/python${version}/site-packages`
  return [
    { path: `${site}/part.py`, text: 'VALUE = 2\n', executable: false },
    { path: 'bin/greet', text: '#!/usr/bin/env python3\nprint(1)\n', executable: true },
    { path: 'share/tool/a.txt', text: 'a\n', executable: false },
  ]
}
