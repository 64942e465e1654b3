import { posix } from 'node:path'
import { COMMON_KEYS, checkKeys, locationsOf, readCommon } from './fields.ts'
import type { SpecReader } from './reader.ts'
import type { FunctionSource } from './source.ts'

const KEYS = [...COMMON_KEYS, 'source']

const INLINE = 'Put the code into a file beside the spec and name it with "source", or use kubeless.io/v1beta1'

const FROM_KUBELESS: Readonly<Record<string, string>> = {
  function: INLINE,
  'function-content-type': INLINE,
  checksum: 'Remove it: Git keeps the files',
}

/** Reads a Function of `function-images.github.io/v1alpha1`, whose code is in files. */
export const readNativeFunction = (reader: SpecReader, defaultNamespace: string): FunctionSource | undefined => {
  checkKeys(reader, KEYS, FROM_KUBELESS, 'error')
  const common = readCommon(reader, defaultNamespace)
  const path = readSource(reader)
  if (common === undefined || path === undefined) return undefined
  return { ...common, code: { kind: 'path', path }, at: locationsOf(reader, ['spec', 'source']) }
}

/** Resolves `source` against the spec's own folder; the result is relative to the repository's top level. */
const readSource = (reader: SpecReader): string | undefined => {
  const path = ['spec', 'source']
  const source = reader.text(path) ?? '.'
  const shown = JSON.stringify(source)
  if (source.includes('\\')) return reader.error(path, `Cannot use ${shown} as source`, 'Write "/" between folders')
  const resolved = posix.join(posix.dirname(reader.spec.file), source).replace(/(?<=.)\/$/, '')
  if (posix.isAbsolute(source) || resolved === '..' || resolved.startsWith('../')) {
    const hint = 'Name a file or folder relative to the spec, inside the repository'
    return reader.error(path, `Cannot use ${shown} as source: it is outside the repository`, hint)
  }
  return resolved
}
