import { writeFile } from 'node:fs/promises'
import { formatMessage } from '../../core/build/job/plan.ts'
import { buildInPod } from './build.ts'

// The kubelet gives what stands in this file to whoever looks at the pod.
// https://kubernetes.io/docs/tasks/debug/debug-application/determine-pod-failure-reason/
const MESSAGE = '/dev/termination-log'

const { exitCode, message } = await buildInPod(
  { plan: '/builder/plan.json', root: '/kubeless', env: process.env },
  new AbortController().signal,
)
if (message.kind === 'error') process.stderr.write(`${message.message}\n`)
await writeFile(MESSAGE, formatMessage(message))
process.exitCode = exitCode
