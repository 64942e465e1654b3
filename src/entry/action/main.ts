import { setFailed } from '@actions/core'
import { exitCodeOf } from '../exit-code.ts'
import { readInputs } from './inputs.ts'
import { runStep } from './step.ts'

const controller = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const)
  process.once(name, () => controller.abort(new DOMException(`Stopped by ${name}`, 'AbortError')))

try {
  const { command, raw } = readInputs()
  await runStep(command, raw, { env: process.env, cwd: process.cwd(), stdin: process.stdin, signal: controller.signal })
} catch (error) {
  const { code, lines } = exitCodeOf(error, controller.signal)
  setFailed(lines.join('\n'))
  process.exitCode = code
}
