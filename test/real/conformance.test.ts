import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { digestOf } from '../../src/core/oci/digest.ts'
import { OCI_LAYER_GZIP, OCI_MANIFEST } from '../../src/core/oci/media-types.ts'
import { call, manifestOf, pushBlob, putManifest, serve, temporaryFolder } from '../edge/embedded-registry/client.ts'
import { findProgram, type Program } from './bed/programs.ts'

interface Run {
  readonly stdout: string
  readonly stderr: string
}

/** Runs a program of the bed; one that is missing fails the test, since nothing else says what this one does. */
const run = async (
  program: Program,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Run> => {
  const found = await findProgram(program)
  if (found.status === 'missing') throw new Error(found.why)
  try {
    return await promisify(execFile)(found.path, args, {
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
      maxBuffer: 64 * 1024 * 1024,
    })
  } catch (error) {
    // The conformance program ends with 1 when a test failed; which one is in what it printed.
    const { code, stdout, stderr } = error as { code: unknown } & Run
    return { stdout, stderr: `${stderr}\nended with ${String(code)}` }
  }
}

/** Lines such as `  Blob get range................:       Pass`, of the counts, the APIs and the kinds of data. */
const statuses = (output: string): readonly (readonly [string, string])[] =>
  output
    .slice(output.indexOf('OCI Conformance Result'))
    .split('\n')
    .flatMap((line) => {
      const [, what, status] = /^ {2}(\S[^.]*)\.*: +(\w+)$/.exec(line) ?? []
      return what === undefined || status === undefined ? [] : [[what, status] as const]
    })

/** What the default version of the spec leaves out of its tests. */
const LEFT_OUT = {
  '': ['Blob upload cancel', 'Manifest put with tag params', 'Sparse Manifests', 'Tag Param', 'Tag Param sha512'],
  dev: ['Sparse Manifests'],
} as const

for (const version of ['', 'dev'] as const)
  test(`the embedded registry passes the conformance program, version "${version}", with nothing skipped`, async (t) => {
    const { host } = await serve(t)
    const { stdout, stderr } = await run('conformance', [], {
      OCI_REGISTRY: host,
      OCI_TLS: 'disabled',
      OCI_VERSION: version,
      OCI_RESULTS_DIR: await temporaryFolder(t),
    })
    assert.match(stdout, /^OCI Conformance Result: Pass$/m, stdout + stderr)
    assert.doesNotMatch(stdout, /: (?:FAIL|Skip|Error)$/m, stdout)
    const all = statuses(stdout)
    assert.deepEqual(
      all.filter(([what]) => /^(?:Skip|FAIL|Error)$/.test(what)),
      [
        ['Skip', '0'],
        ['FAIL', '0'],
        ['Error', '0'],
      ],
    )
    assert.deepEqual(
      all.filter(([, status]) => status === 'Disabled').map(([what]) => what),
      LEFT_OUT[version],
    )
    assert.ok(all.filter(([, status]) => status === 'Pass').length >= 45)
  })

const CONFIG = '{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]},"config":{}}'

/** Pushes an image with a layer; whether that is a tar is not the registry's business, nor skopeo's. */
const push = async (host: string, name: string, tag: string): Promise<string> => {
  const layer = gzipSync('a layer')
  await Promise.all([pushBlob(host, name, CONFIG), pushBlob(host, name, layer)])
  const manifest = manifestOf(CONFIG, {
    layers: [{ mediaType: OCI_LAYER_GZIP, digest: digestOf(layer), size: layer.length }],
  })
  assert.equal((await putManifest(host, `${name}/manifests/${tag}`, manifest)).status, 201)
  return manifest
}

const skopeo = async (...args: readonly string[]): Promise<string> => {
  const { stdout, stderr } = await run('skopeo', ['--insecure-policy', ...args])
  assert.doesNotMatch(stderr, /ended with/)
  return stdout
}

test('skopeo reads a repository in place, while it is served', async (t) => {
  const { host, root } = await serve(t)
  const first = await push(host, 'team/hello', 'v1')
  await push(host, 'team/hello', 'v2')
  await call(host, 'DELETE /v2/team/hello/manifests/v2')
  const target = join(await temporaryFolder(t), 'copy')
  await skopeo('copy', `oci:${join(root, 'team/hello/_oci')}:v1`, `dir:${target}`)
  assert.equal(await readFile(join(target, 'manifest.json'), 'utf8'), first)
})

test('skopeo pushes to the registry, and what it writes into a layout is served', async (t) => {
  const from = await serve(t)
  const manifest = await push(from.host, 'a', 'v1')
  const root = await temporaryFolder(t)
  await mkdir(join(root, 'b', '_oci'), { recursive: true })
  const source = `oci:${join(from.root, 'a/_oci')}:v1`
  await skopeo('copy', source, `oci:${join(root, 'b/_oci')}:v2`)
  const to = await serve(t, root)
  assert.equal((await call(to.host, 'GET /v2/b/manifests/v2')).body.toString(), manifest)
  await skopeo('copy', '--dest-tls-verify=false', source, `docker://${to.host}/c:v3`)
  assert.equal((await call(to.host, 'GET /v2/c/manifests/v3')).body.toString(), manifest)
  assert.equal((await call(to.host, `GET /v2/c/manifests/v3`)).headers['content-type'], OCI_MANIFEST)
})
