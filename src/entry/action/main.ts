import { basename } from 'node:path'
import { setFailed } from '@actions/core'
import { exitCodeOf } from '../exit-code.ts'
import { readInputs } from './inputs.ts'
import { runPost } from './post.ts'
import { runStep } from './step.ts'

/** The runner kills 10 s after its first signal; what could not be ended by then is the post step's. In milliseconds. */
const LAST_MOMENT = 5_000

const controller = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const)
  process.once(name, () => {
    controller.abort(new DOMException(`Stopped by ${name}`, 'AbortError'))
    setTimeout(() => process.exit(130), LAST_MOMENT).unref()
  })

/**
 * One program is both steps, since both need most of it. Its name tells which: a main step that was ended before it
 * could leave word would else be run again, as its own post step.
 */
const isPost = basename(process.argv[1] ?? '') === 'post.js'
const host = { env: process.env, cwd: process.cwd(), stdin: process.stdin, signal: controller.signal }

try {
  if (isPost) await runPost(host)
  else {
    const { command, raw } = readInputs()
    await runStep(command, raw, host)
  }
} catch (error) {
  const { code, lines } = exitCodeOf(error, controller.signal)
  setFailed(lines.join('\n'))
  process.exitCode = code
}
