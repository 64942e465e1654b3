import { isDeepStrictEqual } from 'node:util'
import type { PatchOperation } from '../../../src/ports.ts'
import { isMap, type Json } from './fields.ts'

/** Applies a JSON patch; throws an Error that says why it cannot be. https://www.rfc-editor.org/rfc/rfc6902 */
export const patched = (object: Json, patch: readonly PatchOperation[]): Json =>
  patch.reduce<Json>((current, operation) => {
    const path = operation.path
      .split('/')
      .slice(1)
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    return change(current, path, operation) as Json
  }, object)

const change = (value: unknown, [segment = '', ...rest]: readonly string[], operation: PatchOperation): unknown => {
  if (Array.isArray(value)) return changeList(value, segment, rest, operation)
  if (!isMap(value)) throw new Error(`there is no ${operation.path}`)
  if (rest.length > 0) return { ...value, [segment]: change(value[segment], rest, operation) }
  const { [segment]: found, ...others } = value
  if (operation.op !== 'add' && found === undefined && operation.op !== 'test')
    throw new Error(`there is no ${operation.path}`)
  if (operation.op === 'remove') return others
  if (operation.op !== 'test') return { ...value, [segment]: operation.value }
  if (!isDeepStrictEqual(found, operation.value)) throw new Error(`testing value ${operation.path} failed`)
  return value
}

const changeList = (
  list: readonly unknown[],
  segment: string,
  rest: readonly string[],
  operation: PatchOperation,
): readonly unknown[] => {
  const index = segment === '-' ? list.length : Number(segment)
  if (rest.length > 0) return list.with(index, change(list[index], rest, operation))
  if (operation.op === 'add') return list.toSpliced(index, 0, operation.value)
  if (!(index in list)) throw new Error(`there is no ${operation.path}`)
  if (operation.op === 'remove') return list.toSpliced(index, 1)
  if (operation.op === 'replace') return list.with(index, operation.value)
  if (!isDeepStrictEqual(list[index], operation.value)) throw new Error(`testing value ${operation.path} failed`)
  return list
}
