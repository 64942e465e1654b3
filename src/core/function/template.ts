import type { SpecFile } from '../../ports.ts'
import type { ParsedSpecs } from './parse.ts'

/**
 * Replaces the errors of a file that turn out to come from template expressions by one that says so. Code may hold
 * `{{` rightly, so without an error nothing changes.
 */
export const namedAsTemplate = (file: SpecFile, parsed: ParsedSpecs, badSyntax: boolean): ParsedSpecs => {
  if (!file.text.includes('{{')) return parsed
  const errors = parsed.problems.filter(({ severity }) => severity === 'error')
  const lines = file.text.split('\n')
  const cause = badSyntax ? errors[0] : errors.find(({ at }) => lines[at.line - 1]?.includes('{{'))
  if (cause === undefined) return parsed
  const reason = cause.message.replace(`Cannot read "${file.path}": `, '')
  const message = `Cannot read the template "${file.path}" before it is rendered: ${reason}`
  const hint = 'Pipe what it renders to: helm template CHART | function-images build --functions -'
  return { functions: [], prebuilt: [], triggers: [], problems: [{ ...cause, message, hint }] }
}
