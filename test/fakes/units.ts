import { createHash } from 'node:crypto'
import type { DependencyUnit } from '../../src/core/build/unit.ts'
import { type FileEntry, fileOf } from '../../src/core/image/content.ts'
import { parseReference } from '../../src/core/oci/reference.ts'
import { npmTarball } from './packages.ts'

/** Makes an npm unit for this machine's Node and platform; `change` says what is different about it. */
export const npmUnit = (files: readonly FileEntry[], change: Partial<DependencyUnit> = {}): DependencyUnit =>
  unit({
    runtime: `nodejs${process.versions.node.split('.')[0]}`,
    phase: { name: 'install', image: parseReference('node:24-slim'), tool: 'npm', command: 'npm install', env: {} },
    files,
    ...change,
  })

/** Makes a pip unit for Python `version`. */
export const pipUnit = (
  version: string,
  files: readonly FileEntry[],
  change: Partial<DependencyUnit> = {},
): DependencyUnit =>
  unit({
    runtime: `python${version}`,
    phase: {
      name: 'install',
      image: parseReference(`python:${version}-slim`),
      tool: 'pip',
      command: 'pip install --prefix=/kubeless -r requirements.txt',
      env: {},
    },
    files,
    ...change,
  })

const unit = (part: Pick<DependencyUnit, 'runtime' | 'phase' | 'files'> & Partial<DependencyUnit>): DependencyUnit => ({
  key: createHash('sha256')
    .update(part.files.map(({ path }) => path).join('\n'))
    .digest('hex'),
  platform: { os: 'linux', architecture: process.arch === 'x64' ? 'amd64' : process.arch },
  at: [
    { file: 'functions/hello.yaml', line: 7, column: 3 },
    { file: 'functions/mail.yaml', line: 9, column: 3 },
  ],
  ...part,
})

/** Writes a package.json of `dependencies`. */
export const packageJson = (dependencies: Readonly<Record<string, string>>, more: object = {}): FileEntry =>
  fileOf('package.json', JSON.stringify({ dependencies, ...more }))

/** A tarball with a module, a command and a file of data, and what is there once it is installed. */
export const tool = {
  tarball: async (): Promise<FileEntry> =>
    fileOf(
      'tool-1.0.0.tgz',
      await npmTarball(
        {
          name: 'tool',
          version: '1.0.0',
          files: { 'index.js': 'module.exports = 1\n', 'cli.js': CLI, 'data/a.txt': 'a\n' },
          executables: ['cli.js'],
        },
        { bin: { tool: 'cli.js' } },
      ),
    ),
  installed: [
    { path: 'node_modules/tool/index.js', text: 'module.exports = 1\n', executable: false },
    { path: 'node_modules/tool/data/a.txt', text: 'a\n', executable: false },
    { path: 'node_modules/tool/cli.js', text: '#!/usr/bin/env node\nconsole.log(1)\n', executable: true },
    { path: 'node_modules/.bin/tool', target: '../tool/cli.js' },
  ],
} as const

const CLI = '#!/usr/bin/env node\nconsole.log(1)\n'
