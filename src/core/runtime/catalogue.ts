import type { Reference } from '../oci/reference.ts'
import { parseReference } from '../oci/reference.ts'

/** All runtimes of a run, by id. */
export type RuntimeCatalog = ReadonlyMap<string, Runtime>

/** One runtime id of the form Kubeless uses, `nodejs24`: what its images are made of. */
export interface Runtime {
  readonly id: string
  /** `nodejs` of `nodejs24`. */
  readonly family: string
  readonly version: string
  /** Where a dependency's name and version stand: `package.json`. */
  readonly dependencyFile: string
  /** Suffixes of the file that a handler names; inline code gets the first. */
  readonly suffixes: readonly string[]
  readonly base: Reference
  /** Undefined when the base brings a server of its own. */
  readonly shim: Shim | undefined
  readonly install: InstallPhase | undefined
  /** Variables of the image, over the base's. */
  readonly env: Readonly<Record<string, string>>
}

export interface Shim {
  /** Folder below shims/ that goes into the image whole. */
  readonly folder: string
  readonly entrypoint: readonly string[]
}

export interface InstallPhase {
  readonly tool: 'npm' | 'pip'
  readonly image: Reference
  /** For `sh -c`, with /kubeless as working directory. */
  readonly command: string
  readonly env: Readonly<Record<string, string>>
  /** The function's own variables with these prefixes reach the command, as all did under Kubeless. */
  readonly passes: readonly string[]
}

const NODE_VERSIONS = ['22', '24'] as const
const PYTHON_VERSIONS = ['3.12', '3.13', '3.14'] as const

const nodejs = (version: string): Runtime => {
  const image = parseReference(`docker.io/library/node:${version}-slim`)
  return {
    id: `nodejs${version}`,
    family: 'nodejs',
    version,
    dependencyFile: 'package.json',
    suffixes: ['.js', '.mjs', '.cjs'],
    base: image,
    shim: { folder: 'nodejs', entrypoint: ['node', '/function-images/kubeless.mjs'] },
    install: {
      tool: 'npm',
      image,
      command:
        'if [ -f package-lock.json ] || [ -f npm-shrinkwrap.json ]; then set -- ci; else set -- install; fi; ' +
        'exec npm "$@" --omit=dev --no-audit --no-fund --no-update-notifier',
      env: { HOME: '/tmp' },
      passes: ['NPM_', 'npm_config_'],
    },
    env: { NODE_PATH: '/kubeless/node_modules' },
  }
}

const python = (version: string): Runtime => {
  const image = parseReference(`docker.io/library/python:${version}-slim`)
  const packages = `/kubeless/lib/python${version}/site-packages`
  return {
    id: `python${version}`,
    family: 'python',
    version,
    dependencyFile: 'requirements.txt',
    suffixes: ['.py'],
    base: image,
    shim: { folder: 'python', entrypoint: ['python3', '/function-images/kubeless.py'] },
    install: {
      tool: 'pip',
      image,
      command:
        'pip install --prefix=/kubeless --ignore-installed --no-compile --no-cache-dir -r requirements.txt && ' +
        // Packages hold templates and tests that are no Python of this version: no reason not to install them.
        `{ python3 -m compileall -qq --invalidation-mode unchecked-hash ${packages} || true; }`,
      env: { HOME: '/tmp' },
      passes: ['PIP_'],
    },
    env: { PYTHONPATH: `${packages}:/kubeless`, PYTHONUNBUFFERED: '1' },
  }
}

/** The runtimes that come with the product, on the official images. */
export const BUILT_IN: RuntimeCatalog = new Map(
  [...NODE_VERSIONS.map(nodejs), ...PYTHON_VERSIONS.map(python)].map((runtime) => [runtime.id, runtime]),
)
