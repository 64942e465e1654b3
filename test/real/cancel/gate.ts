import { createServer, type ServerResponse } from 'node:http'
import type { TestContext } from 'node:test'
import { closeServer, listen } from '../../fakes/loopback.ts'

/** A door on the bed's address at which installs knock, and wait until it is opened. */
export interface Gate {
  /** A package.json whose install does nothing but that. */
  readonly packageJson: (name: string) => string
  /** Settles when so many have knocked. */
  knocked(count?: number): Promise<void>
  open(): void
}

export const openGate = async (t: TestContext, address: string): Promise<Gate> => {
  const waiting: ServerResponse[] = []
  const watchers = new Set<() => void>()
  let knocks = 0
  let open = false
  const server = createServer((_, response) => {
    knocks += 1
    if (open) response.end()
    else waiting.push(response)
    for (const look of watchers) look()
  })
  const host = await listen(server, address)
  t.after(() => closeServer(server))
  return {
    packageJson: (name) =>
      JSON.stringify({ name, scripts: { preinstall: `node -e "fetch('http://${host}/').then((r) => r.text())"` } }),
    knocked: (count = 1) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (knocks >= count) resolve()
        }
        watchers.add(look)
        look()
      }),
    open: () => {
      open = true
      for (const response of waiting.splice(0)) response.end()
    },
  }
}
