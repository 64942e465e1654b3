import { type Problem, specProblem } from '../errors.ts'
import type { FunctionSource } from '../function/source.ts'
import type { Runtime } from '../runtime/catalogue.ts'
import type { FileEntry } from './content.ts'

/** Finds out whether the file that the handler names is there; a base with its own server may name it as it likes. */
export const checkHandler = (
  source: FunctionSource,
  files: readonly FileEntry[],
  runtime: Runtime,
): Problem | undefined => {
  const names = runtime.suffixes.map((suffix) => `${source.handler.module}${suffix}`)
  if (runtime.shim === undefined || files.some(({ path }) => names.includes(path))) return undefined
  const where = source.code.kind === 'path' ? `"${source.code.path}"` : 'the function'
  const message = `Cannot find ${names.map((name) => `"${name}"`).join(' or ')} in ${where}: handler "${source.handler.module}.${source.handler.function}" names it`
  return specProblem(source.at.handler, message, 'Write the handler as <file without suffix>.<function>')
}
