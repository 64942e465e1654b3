// Serves the folder of the first argument until it is killed, and says where.
import { openRegistry } from '../../../src/edge/embedded-registry/server.ts'

const { host } = await openRegistry({ root: process.argv[2] ?? '' })
process.stdout.write(`${host}\n`)
