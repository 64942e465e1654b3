// Stands in for a reader at a terminal: gives commands the base images of the test, and stops what would go on for ever.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'

const [command = '', ...rest] = process.argv.slice(2)
const mirror = process.env['READER_MIRROR']
const reads = ['plan', 'build', 'render', 'lock', 'run'].includes(command) && !rest.includes('--help')
const words = [command, ...rest, ...(reads && mirror !== undefined ? ['--image-mirrors', mirror] : [])]
const cli = resolve(import.meta.dirname, '../../src/entry/cli/main.ts')
const child = spawn(process.execPath, [cli, ...words], { stdio: ['inherit', 'pipe', 'inherit'] })
const served = command === 'run' || command === 'registry'
let stopped = false
child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
  process.stdout.write(chunk)
  if (!served || !/answers at|Registry at/.test(chunk)) return
  stopped = true
  child.kill('SIGINT')
})
const [code] = (await once(child, 'close')) as [number | null]
process.exitCode = stopped ? 0 : (code ?? 1)
