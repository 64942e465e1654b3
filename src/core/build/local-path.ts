import { posix } from 'node:path'

/** What a dependency file names beside itself. */
export interface LocalDependencies {
  /** In the order of the file, each path once. */
  readonly paths: readonly LocalPath[]
  /** One message for each path that cannot be had. */
  readonly problems: readonly string[]
}

/** A path in the function's folder. */
export interface LocalPath {
  /** Relative to the function's folder, normalised; `.` is that folder. */
  readonly path: string
  /** `include`: a dependency file; `package`: a folder or an archive; `packages`: a glob of folders. */
  readonly kind: 'include' | 'package' | 'packages'
}

/** A path as written in a dependency file. */
export interface NamedPath {
  readonly path: string
  readonly kind: LocalPath['kind']
}

/** Places `named`, written in the dependency file `file`, where paths are relative to the folder `base`. */
export const placePaths = (file: string, base: string, named: readonly NamedPath[]): LocalDependencies => {
  const paths = new Map<string, LocalPath>()
  const problems: string[] = []
  for (const { path, kind } of named) {
    const place = placeOf(base, path)
    if ('problem' in place) problems.push(`Cannot take "${path}" of "${file}": ${place.problem}`)
    else paths.set(`${kind} ${place.path}`, { path: place.path, kind })
  }
  return { paths: [...paths.values()], problems }
}

/** Where functions live in their image: the one absolute path that a dependency file may name. */
const ROOT = '/kubeless'

const placeOf = (base: string, path: string): { readonly path: string } | { readonly problem: string } => {
  if (path.includes('${')) return { problem: 'what a variable holds is not known before the install' }
  const absolute = path.startsWith('/') ? posix.relative(ROOT, path) : path
  const place = posix.normalize(path.startsWith('/') ? absolute : posix.join(base, path)).replace(/\/$/, '')
  if (place === '..' || place.startsWith('../') || /^(~\/|[A-Za-z]:)/.test(path))
    return { problem: 'it is outside the function’s folder' }
  return { path: place === '' ? '.' : place }
}

/** Returns the path of a `file:` URL of any form: `file:x`, `file:./x`, `file:///x`. */
export const filePath = (url: string): string => {
  const path = url.slice('file:'.length).replace(/^\/\/(?=[/.])/, '')
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
