import { loadavg } from 'node:os'
import { type Ground, openGround } from './cluster/ground.ts'
import { handlerBuilds, handlerDeploys } from './cluster/handlers.ts'
import { jobTimes } from './cluster/jobs.ts'
import { sets } from './cluster/sets.ts'

/** The parts of the run, by the word that picks one: `node bench/cluster.ts jobs`. */
const PARTS: Readonly<Record<string, (ground: Ground) => Promise<readonly string[]>>> = {
  jobs: jobTimes,
  builds: handlerBuilds,
  deploys: handlerDeploys,
  sets,
}

const say = (line: string): void => void process.stdout.write(`${line}\n`)
const load = (): string => loadavg().map((value) => value.toFixed(1))[0] ?? ''

const wanted = process.argv.slice(2)
const ground = await openGround()
try {
  for (const [name, part] of Object.entries(PARTS)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue
    const before = load()
    for (const line of await part(ground)) say(line)
    say(`  load of this machine meanwhile: ${before} to ${load()}`)
  }
} finally {
  await ground.close()
}
