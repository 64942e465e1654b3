import { appendFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { error as annotateError, info, setOutput, warning as annotateWarning } from '@actions/core'
import { annotationsOf } from '../../core/report/annotations.ts'
import { outputsOf } from '../../core/report/outputs.ts'
import type { Report } from '../../core/report/report.ts'
import { summaryOf } from '../../core/report/summary.ts'
import { problemLines } from '../../core/report/text.ts'
import { evidenceFolder } from '../evidence-folder.ts'

export interface PublishOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly durationMs: number
  /** Of the workspace. */
  readonly prefix: string
}

/** Shows a report to people (log, annotations, summary) and to later steps (outputs, file). */
export const publish = async (report: Report, { env, durationMs, prefix }: PublishOptions): Promise<void> => {
  const path = join(env['RUNNER_TEMP'] ?? tmpdir(), 'function-images-report.json')
  await writeFile(path, `${JSON.stringify(report, undefined, 2)}\n`)
  const evidence = report.rollouts.some((rollout) => rollout.evidence !== undefined) ? evidenceFolder(env) : ''
  const outputs = { report: path, evidence, ...outputsOf(report, prefix) }
  for (const [name, value] of Object.entries(outputs)) setOutput(name, value)
  annotate(report)
  const file = env['GITHUB_STEP_SUMMARY']
  if (file !== undefined && file !== '')
    await appendFile(file, summaryOf(report, { durationMs, where: namespacesOf(report) }))
}

const annotate = ({ problems }: Report): void => {
  for (const problem of problems) for (const line of problemLines(problem)) info(line)
  const { annotations, more } = annotationsOf(problems)
  for (const { severity, message, ...place } of annotations)
    (severity === 'error' ? annotateError : annotateWarning)(message, place)
  if (more > 0) info(`${more} more are in the summary and the report`)
}

const MAX_NAMESPACES = 3

const namespacesOf = ({ functions }: Report): string => {
  const names = [...new Set(functions.map(({ namespace }) => namespace))].sort()
  return names.length > MAX_NAMESPACES ? `${names.length} namespaces` : names.join(', ')
}
