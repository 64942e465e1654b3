import { posix } from 'node:path'
import { filePath, type LocalDependencies, type NamedPath, placePaths } from './local-path.ts'

/** As `localDependencies`, for a package.json. */
export const localPackages = (path: string, text: string): LocalDependencies => {
  const manifest = parse(text)
  if (manifest === undefined) return { paths: [], problems: [`Cannot read "${path}": it is not a JSON object`] }
  const base = posix.dirname(path)
  const needed = [
    ...[...SECTIONS, 'overrides'].flatMap((section) => specsOf(manifest[section])),
    ...workspacesOf(manifest['workspaces']),
  ]
  // Of no account for what is installed, but npm reads those it can find when it works out versions.
  const omitted = placePaths(path, base, specsOf(manifest['devDependencies']))
  const { paths, problems } = placePaths(path, base, needed)
  const known = new Set(paths.map((entry) => entry.path))
  return { paths: [...paths, ...omitted.paths.filter((entry) => !known.has(entry.path))], problems }
}

/** As `needsInstall`, for a package.json. */
export const needsNpm = (text: string): boolean => {
  const manifest = parse(text)
  if (manifest === undefined) return true
  return (
    [...SECTIONS, 'workspaces'].some((section) => !isEmpty(manifest[section])) ||
    SCRIPTS.some((script) => Object.hasOwn(objectOf(manifest['scripts']), script))
  )
}

/** Those that `npm install --omit=dev` installs. */
const SECTIONS = ['dependencies', 'optionalDependencies', 'peerDependencies']

/** Those that npm runs of the package it installs for. */
const SCRIPTS = ['preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'prepare', 'postprepare']

type JsonObject = Readonly<Record<string, unknown>>

const parse = (text: string): JsonObject | undefined => {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {})

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0)

/** Overrides nest, so that this goes down. */
const specsOf = (section: unknown): readonly NamedPath[] =>
  Object.values(objectOf(section)).flatMap((spec) => (typeof spec === 'string' ? localSpec(spec) : specsOf(spec)))

// https://docs.npmjs.com/cli/v11/using-npm/package-spec
const localSpec = (spec: string): readonly NamedPath[] => {
  if (/^file:/i.test(spec)) return [{ path: filePath(spec), kind: 'package' }]
  if (/^link:/i.test(spec)) return [{ path: spec.slice('link:'.length), kind: 'package' }]
  const local = /^(\.|~\/|\/|[A-Za-z]:[\\/])/.test(spec) || (!spec.includes(':') && /\.(tgz|tar|tar\.gz)$/i.test(spec))
  return local ? [{ path: spec, kind: 'package' }] : []
}

const workspacesOf = (workspaces: unknown): readonly NamedPath[] => {
  const list: unknown = Array.isArray(workspaces) ? workspaces : objectOf(workspaces)['packages']
  if (!Array.isArray(list)) return []
  return list
    .filter((entry) => typeof entry === 'string' && !entry.startsWith('!'))
    .map((entry: string) => ({ path: entry, kind: /[*?[{]/.test(entry) ? 'packages' : 'package' }))
}
