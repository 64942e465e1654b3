import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type FakePackage, npmTarball } from './packages.ts'

export interface NpmRegistry {
  /** With a `/` at its end. */
  readonly url: string
  /** `GET /path token` of each request, in order. */
  readonly requests: readonly string[]
  readonly close: () => Promise<void>
}

/** Serves one npm package on loopback, and 404 for any other. */
export const openNpmRegistry = async (source: FakePackage): Promise<NpmRegistry> => {
  const tarball = Buffer.from(await npmTarball(source))
  const requests: string[] = []
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '')
    requests.push([request.method, path, request.headers.authorization].filter((part) => part !== undefined).join(' '))
    if (path === '/tarball.tgz') return response.end(tarball)
    const found = path === `/${source.name}`
    response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' })
    return response.end(JSON.stringify(found ? packument(source, tarball, url) : {}))
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url, requests, close }
}

// https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md
const packument = ({ name, version }: FakePackage, tarball: Buffer, url: string): object => {
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`
  const manifest = { name, version, dist: { tarball: `${url}tarball.tgz`, integrity } }
  return { name, 'dist-tags': { latest: version }, versions: { [version]: manifest } }
}
