import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { ACTION_COMMANDS, commandAction, rootAction } from './generate/action.ts'
import { rbacPage } from './generate/rbac.ts'
import { reportJsonSchema } from './generate/schema.ts'
import { inputsTable, outputsTable, reference } from './generate/tables.ts'

/** A committed file that is made from a table or type of the sources. `path` is relative to the root. */
export interface GeneratedFile {
  readonly path: string
  /** Given the file as it is, since some are made only in part. Throws when it lacks a place for the made part. */
  readonly make: (current: string) => string
}

export const GENERATED: readonly GeneratedFile[] = [
  { path: 'action.yml', make: rootAction },
  ...ACTION_COMMANDS.map((command) => ({ path: `${command}/action.yml`, make: () => commandAction(command) })),
  { path: 'README.md', make: (text) => fill(fill(text, 'inputs', inputsTable()), 'outputs', outputsTable()) },
  { path: 'docs/rbac.md', make: rbacPage },
  { path: 'docs/reference.md', make: reference },
  { path: 'report.schema.json', make: reportJsonSchema },
]

/** Returns `text` with `content` between `<!-- name -->` and `<!-- /name -->`, whatever stood there before. */
export const fill = (text: string, name: string, content: string): string => {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const start = text.indexOf(open)
  const end = text.indexOf(close, start)
  if (start === -1 || end === -1) throw new Error(`it has no ${open} followed by ${close}`)
  return `${text.slice(0, start)}${open}\n${content}\n${text.slice(end)}`
}

export interface Outcome {
  /** Paths of files that were not what their sources say. */
  readonly stale: readonly string[]
  /** A sentence for each file that cannot be made. */
  readonly failed: readonly string[]
}

/** Compares the files below `root` with what their sources say, and unless `check` brings them up to date. */
export const generate = async (root: string, files: readonly GeneratedFile[], check: boolean): Promise<Outcome> => {
  const stale: string[] = []
  const failed: string[] = []
  for (const { path, make } of files) {
    const file = join(root, path)
    const current = await readFile(file, 'utf8').catch(() => '')
    try {
      const wanted = make(current)
      if (wanted === current) continue
      if (!check) await replace(file, wanted)
      stale.push(path)
    } catch (error) {
      failed.push(`Cannot make "${path}": ${(error as Error).message}`)
    }
  }
  return { stale, failed }
}

const replace = async (file: string, text: string): Promise<void> => {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}

if (import.meta.main) {
  const check = process.argv.includes('--check')
  const { stale, failed } = await generate(resolve(import.meta.dirname, '..'), GENERATED, check)
  const lines = stale.map((path) => (check ? `"${path}" is stale: run "npm run generate"` : `Updated "${path}"`))
  for (const line of [...lines, ...failed]) process.stderr.write(`${line}\n`)
  process.exitCode = failed.length > 0 || (check && stale.length > 0) ? 1 : 0
}
