import { posix } from 'node:path'
import { filePath, type LocalDependencies, type NamedPath, placePaths } from './local-path.ts'

/** As `localDependencies`, for a requirements.txt. */
export const localRequirements = (path: string, text: string): LocalDependencies => {
  const named = logicalLines(text).flatMap(localOf)
  const ofKind = (include: boolean): readonly NamedPath[] =>
    named.filter(({ kind }) => (kind === 'include') === include)
  // pip takes includes from where the file lies that names them, packages from where pip was started.
  const includes = placePaths(path, posix.dirname(path), ofKind(true))
  const packages = placePaths(path, '.', ofKind(false))
  return {
    paths: [...includes.paths, ...packages.paths],
    problems: [...includes.problems, ...packages.problems],
  }
}

/** As `needsInstall`, for a requirements.txt. */
export const needsPip = (text: string): boolean =>
  logicalLines(text).some((line) => !line.startsWith('-') || /^(-r|-e|--requirement|--editable)/.test(line))

// https://pip.pypa.io/en/stable/reference/requirements-file-format/
const logicalLines = (text: string): readonly string[] =>
  text
    .replace(/^\uFEFF/, '')
    .replaceAll(/\\\r?\n/g, '')
    .split(/\r?\n|\r/)
    .map((line) => line.replace(/(^|\s+)#.*$/, '').trim())
    .filter((line) => line !== '')

const OPTION = /^(?:-([rcef])\s*=?|--(requirement|constraint|editable|find-links)[\s=])\s*(.+)$/

const localOf = (line: string): readonly NamedPath[] => {
  const [, short = '', long = '', rest = ''] = OPTION.exec(line) ?? []
  const option = short || long.charAt(0)
  if (option === '') return line.startsWith('-') ? [] : requirement(line)
  const value = unquoted(rest)
  if (option === 'r' || option === 'c') return isRemote(value) ? [] : [{ path: pathOf(value), kind: 'include' }]
  if (option === 'e') return requirement(value, true)
  return isRemote(value) ? [] : [{ path: pathOf(value), kind: 'package' }]
}

/** What stands before a marker or an option of one requirement: `./x[extra]` of `./x[extra] ; python_version < "4"`. */
const requirement = (line: string, isPath = false): readonly NamedPath[] => {
  const url = /^[\w.-]+\s*(?:\[[^\]]*\])?\s*@\s*(.+)$/.exec(line)?.[1] ?? line
  const target = url.split(/\s+;|\s+--|;\s/)[0]?.trim() ?? ''
  if (isRemote(target)) return []
  const path = pathOf(target)
  const local = isPath || /^file:/i.test(target) || path.startsWith('.') || path.includes('/') || ARCHIVE.test(path)
  return local ? [{ path, kind: 'package' }] : []
}

const ARCHIVE = /\.(whl|zip|tgz|tbz|txz|tlz|tar|tar\.(gz|bz2|xz|lz|lzma))$/i

const isRemote = (target: string): boolean => /^[a-z][a-z0-9+.-]*:/i.test(target) && !/^(file|[a-z]):/i.test(target)

/** Without `#egg=…` and `[extras]`. */
const pathOf = (target: string): string => {
  const path = target.replace(/#.*$/, '').replace(/\[[^\]]*\]$/, '')
  return /^file:/i.test(path) ? filePath(path) : path
}

const unquoted = (text: string): string => text.trim().replace(/^(["'])(.*)\1$/, '$2')
