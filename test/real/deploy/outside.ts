import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { TestContext } from 'node:test'
import { SERVICE_SUBNET } from '../bed/cluster/addresses.ts'
import { command } from '../bed/cluster/command.ts'
import type { Load, LoadOptions, LoadResult } from './load.ts'

/** Ours and the client's address, in a net of its own among those that are for measurements (RFC 2544) and so for nobody. */
const addressesFor = (pid: number): { readonly near: string; readonly far: string } => {
  const net = `198.18.${pid % 250}`
  return { near: `${net}.1`, far: `${net}.2` }
}

/**
 * Begins to ask from a machine of its own: a network namespace that knows neither pods nor node, only a way to the
 * services. The namespace is the client's, and its one cable goes with it, so nothing is left however this test ends.
 */
export const startLoadOutside = async (t: TestContext, options: LoadOptions): Promise<Load> => {
  const client = spawn('unshare', ['--net', process.execPath, join(import.meta.dirname, 'client.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  t.after(() => client.kill('SIGKILL'))
  const { pid } = client
  if (pid === undefined) throw new Error('Cannot start "unshare"')
  client.stdin.on('error', () => undefined)
  const said = client.stdout.setEncoding('utf8')
  await once(said, 'readable')
  said.read()
  const cable = `traffic-${pid}`
  const { near, far } = addressesFor(pid)
  const inside = (...args: readonly string[]): Promise<string> =>
    command('nsenter', ['--net', '--target', String(pid), 'ip', ...args])
  await command('ip', ['link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', String(pid)])
  await command('ip', ['address', 'add', `${near}/30`, 'dev', cable])
  await command('ip', ['link', 'set', cable, 'up'])
  await inside('address', 'add', `${far}/30`, 'dev', 'eth0')
  await inside('link', 'set', 'eth0', 'up')
  await inside('route', 'add', SERVICE_SUBNET, 'via', near)
  client.stdin.write(JSON.stringify(options))
  client.stdin.write('\n')
  return {
    stop: async () => {
      client.stdin.end()
      return JSON.parse(await text(said)) as LoadResult
    },
  }
}
