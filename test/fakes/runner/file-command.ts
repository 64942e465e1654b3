/**
 * Reads what a step wrote to GITHUB_OUTPUT, GITHUB_STATE or GITHUB_ENV: `name=value`, or `name<<mark`, lines, `mark`.
 * Throws where the runner would fail the step.
 */
export const parseFileCommand = (text: string): Readonly<Record<string, string>> => {
  const lines = text.split('\n')
  const values = new Map<string, string>()
  while (lines.length > 0) {
    const line = lines.shift() ?? ''
    if (line === '') continue
    const [, name, sign, rest] = /^(.*?)(=|<<)(.*)$/s.exec(line) ?? []
    if (name === undefined || name === '' || rest === undefined) throw new Error(`Invalid format '${line}'`)
    values.set(name, sign === '=' ? rest : block(lines, rest))
  }
  return Object.fromEntries(values)
}

const block = (lines: string[], mark: string): string => {
  const end = lines.indexOf(mark)
  if (mark === '' || end === -1) throw new Error(`Matching delimiter not found '${mark}'`)
  const value = lines.splice(0, end + 1)
  return value.slice(0, -1).join('\n')
}
