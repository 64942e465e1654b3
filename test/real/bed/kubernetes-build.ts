import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { capture } from '../../../src/edge/exec.ts'
import type { Run } from './install.ts'

/** The newest minor version that works with the containerd of Debian 12 (1.6). */
const VERSION = '1.35.4'

/**
 * Builds `packages`, commands of k8s.io/kubernetes and etcd's, into `folder`: 8 to 10 minutes on two processors. Both
 * modules replace others by folders that are not in their zips, so they are built from a module that requires them.
 */
export const buildKubernetes = async (folder: string, packages: readonly string[], run: Run): Promise<void> => {
  const module = await mkdtemp(join(tmpdir(), 'kubernetes-build-'))
  try {
    await writeFile(join(module, 'go.mod'), await goMod(module))
    await writeFile(join(module, 'programs.go'), importing(packages))
    await run('go', ['mod', 'tidy'], { cwd: module })
    await run('go', ['build', `-ldflags=${ldflags()}`, '-o', `${folder}/`, ...packages], { cwd: module })
    if (packages.includes(ETCD)) await rename(join(folder, 'server'), join(folder, 'etcd'))
  } finally {
    await rm(module, { recursive: true, force: true })
  }
}

/** A main package that Go names for the folder before its version. */
const ETCD = 'go.etcd.io/etcd/server/v3'

/** Points each staging module at its release, v0.35.4 for Kubernetes 1.35.4. */
const goMod = async (cwd: string): Promise<string> => {
  const { code, stdout, stderr } = await capture('go', ['mod', 'download', '-json', `k8s.io/kubernetes@v${VERSION}`], {
    cwd,
  })
  if (code !== 0) throw new Error(`Cannot download Kubernetes ${VERSION}: ${stderr.trim()}`)
  const { GoMod } = JSON.parse(stdout.toString()) as { readonly GoMod: string }
  const staging = (await readFile(GoMod, 'utf8')).matchAll(/^\s*(k8s\.io\/[a-z-]+) => \.\/staging/gm)
  return [
    'module bed.test/programs',
    'go 1.25.0',
    ...[...staging].map(([, name]) => `replace ${name} => ${name} v${VERSION.replace('1.', '0.')}`),
    `require k8s.io/kubernetes v${VERSION}`,
    '',
  ].join('\n')
}

const importing = (packages: readonly string[]): string =>
  ['//go:build tools', 'package programs', ...packages.map((path) => `import _ "${path}"`), ''].join('\n')

const ldflags = (): string => {
  const [major, minor] = VERSION.split('.')
  const facts = { gitVersion: `v${VERSION}`, gitMajor: major, gitMinor: minor }
  const set = Object.entries(facts).map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`)
  return ['-s', '-w', ...set].join(' ')
}
