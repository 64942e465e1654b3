import { getState, saveState, setFailed } from '@actions/core'
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

/** One file is both steps, since both need most of it; the first leaves word that it was there. */
const isPost = getState('main') === 'ran'
const host = { env: process.env, cwd: process.cwd(), stdin: process.stdin, signal: controller.signal }

try {
  if (isPost) await runPost(host)
  else {
    saveState('main', 'ran')
    const { command, raw } = readInputs()
    await runStep(command, raw, host)
  }
} catch (error) {
  const { code, lines } = exitCodeOf(error, controller.signal)
  setFailed(lines.join('\n'))
  process.exitCode = code
}
