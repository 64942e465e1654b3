// Asks as the first line of its input says, from the network it is in, and prints what came of it when the input ends.
import { createInterface } from 'node:readline'
import { type Load, type LoadOptions, startLoad } from './load.ts'

let load: Load | undefined
process.stdout.write('here\n')
for await (const line of createInterface({ input: process.stdin })) load ??= startLoad(JSON.parse(line) as LoadOptions)
process.stdout.write(JSON.stringify(await load?.stop()))
