import { access, constants } from 'node:fs/promises'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { TestContext } from 'node:test'

/** How a program of the bed is installed. */
export type Recipe =
  /** Built from a Go module that can be built by itself. */
  | { readonly from: 'go'; readonly package: string; readonly version: string }
  /** Built with the others of its kind from one go.mod, since none of these modules builds by itself. */
  | { readonly from: 'kubernetes'; readonly package: string }
  /** A script of an npm package, relative to the package. */
  | {
      readonly from: 'npm'
      readonly package: string
      readonly version: string
      readonly script: string
      readonly overrides: Readonly<Record<string, string>>
    }
  /** A command of a Python package. */
  | { readonly from: 'pypi'; readonly package: string; readonly version: string }
  /** By the distribution's packages; `folder` is where it is besides PATH. */
  | { readonly from: 'debian'; readonly package: string; readonly folder?: string }

const go = (path: string, version: string): Recipe => ({ from: 'go', package: path, version })
const kubernetes = (path: string): Recipe => ({ from: 'kubernetes', package: path })
const debian = (name: string, folder?: string): Recipe =>
  folder === undefined ? { from: 'debian', package: name } : { from: 'debian', package: name, folder }

export const RECIPES = {
  act: go('github.com/nektos/act', 'v0.2.89'),
  actionlint: go('github.com/rhysd/actionlint/cmd/actionlint', 'v1.7.12'),
  crane: go('github.com/google/go-containerregistry/cmd/crane', 'v0.22.1'),
  conformance: go('github.com/opencontainers/distribution-spec/conformance', 'v0.0.0-20260831232431-97274622c111'),
  registry: go('github.com/distribution/distribution/v3/cmd/registry', 'v3.1.2'),
  'docker-registry': debian('docker-registry'),
  skopeo: debian('skopeo'),
  umoci: debian('umoci'),
  strace: debian('strace'),
  dockerd: debian('docker.io'),
  docker: debian('docker.io'),
  'kube-apiserver': kubernetes('k8s.io/kubernetes/cmd/kube-apiserver'),
  'kube-controller-manager': kubernetes('k8s.io/kubernetes/cmd/kube-controller-manager'),
  'kube-scheduler': kubernetes('k8s.io/kubernetes/cmd/kube-scheduler'),
  kubelet: kubernetes('k8s.io/kubernetes/cmd/kubelet'),
  kubectl: kubernetes('k8s.io/kubernetes/cmd/kubectl'),
  'kube-proxy': kubernetes('k8s.io/kubernetes/cmd/kube-proxy'),
  etcd: kubernetes('go.etcd.io/etcd/server/v3'),
  coredns: go('github.com/coredns/coredns', 'v1.15.0'),
  verdaccio: {
    from: 'npm',
    package: 'verdaccio',
    version: '6.10.4',
    script: 'bin/verdaccio',
    // It is asked for by a tag, which mirrors of npm do not have.
    overrides: { 'node-fetch': '2.7.0' },
  },
  'pypi-server': { from: 'pypi', package: 'pypiserver', version: '2.4.2' },
  containerd: debian('containerd'),
  runc: debian('runc'),
  'host-local': debian('containernetworking-plugins', '/usr/lib/cni'),
  iptables: debian('iptables'),
  ip: debian('iproute2'),
  conntrack: debian('conntrack'),
  busybox: debian('busybox-static'),
  openssl: debian('openssl'),
} as const satisfies Record<string, Recipe>

export type Program = keyof typeof RECIPES

export const PROGRAMS = Object.keys(RECIPES) as readonly Program[]

export type Found =
  | { readonly status: 'found'; readonly program: Program; readonly path: string }
  | { readonly status: 'missing'; readonly program: Program; readonly why: string }

/** The folder that holds what is not the distribution's: FUNCTION_IMAGES_PROGRAMS, or one in the user's cache. */
export const programsFolder = (): string =>
  process.env['FUNCTION_IMAGES_PROGRAMS'] ?? join(homedir(), '.cache', 'function-images', 'bin')

/** Looks for a program, installing nothing. */
export const findProgram = async (program: Program): Promise<Found> => {
  const path = await firstExecutable(program, placesOf(RECIPES[program]))
  if (path !== undefined) return { status: 'found', program, path }
  return { status: 'missing', program, why: `"${program}" is not installed: run "npm run bed -- programs"` }
}

/**
 * Returns the path of a program that the test needs; without it the test is skipped, and the answer undefined. Where the
 * bed is said to be complete (FUNCTION_IMAGES_BED=complete, as in CI) it fails instead.
 */
export const programFor = async (test: TestContext, program: Program): Promise<string | undefined> => {
  const found = await findProgram(program)
  if (found.status === 'found') return found.path
  if (process.env['FUNCTION_IMAGES_BED'] === 'complete') throw new Error(found.why)
  test.skip(found.why)
  return undefined
}

/** Returns the first of `folders` that has an executable file `name`, with the name. */
export const firstExecutable = async (name: string, folders: readonly string[]): Promise<string | undefined> => {
  for (const folder of folders) {
    const path = join(folder, name)
    const usable = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (usable) return path
  }
  return undefined
}

/**
 * PATH is for the distribution's programs alone, whose daemons are in folders that are not always in it: a kubectl or
 * etcd on it is of any version. KUBEBUILDER_ASSETS is chosen by whoever sets it.
 */
const placesOf = (recipe: Recipe): readonly string[] => {
  switch (recipe.from) {
    case 'debian':
      return [...(recipe.folder === undefined ? searchPath() : [recipe.folder])]
    case 'kubernetes':
      return [...[process.env['KUBEBUILDER_ASSETS'] ?? []].flat(), programsFolder()]
    case 'go':
    case 'npm':
    case 'pypi':
      return [programsFolder()]
  }
}

const searchPath = (): readonly string[] => [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin']
