import { crc32 } from 'node:zlib'
import { type FileEntry, fileOf } from '../../src/core/image/content.ts'
import { packLayer } from '../../src/core/oci/layer.ts'

/** A package to install, its files by path; those of `executables` can be run. */
export interface FakePackage {
  readonly name: string
  readonly version: string
  readonly files: Readonly<Record<string, string>>
  readonly executables?: readonly string[]
}

/** Packs an npm package as the registry serves it: a gzipped tar with everything below `package/`. */
export const npmTarball = async ({ name, version, files, executables = [] }: FakePackage, manifest: object = {}) => {
  const all = { 'package.json': JSON.stringify({ name, version, ...manifest }), ...files }
  const layer = await packLayer(
    Object.entries(all).map(([path, text]) => {
      const { size, read } = fileOf(path, text)
      const mode = executables.includes(path) ? 0o755 : 0o644
      return { entry: { type: 'file', path: `package/${path}`, mode, uid: 0, gid: 0, size }, read }
    }),
  )
  return layer.bytes
}

export interface FakeWheel extends FakePackage {
  readonly requires?: readonly string[]
  /** Of the file name; any interpreter and platform when left out. */
  readonly tag?: string
}

/** Returns the file name pip wants a wheel to have. */
export const wheelName = ({ name, version, tag = 'py3-none-any' }: FakeWheel): string => `${name}-${version}-${tag}.whl`

/** Packs a Python wheel: a zip with its metadata. https://packaging.python.org/en/latest/specifications/binary-distribution-format/ */
export const wheel = (source: FakeWheel): Uint8Array => {
  const { name, version, files, executables = [], requires = [], tag = 'py3-none-any' } = source
  const info = `${name}-${version}.dist-info`
  const all: Record<string, string> = {
    ...files,
    [`${info}/METADATA`]: [
      'Metadata-Version: 2.1',
      `Name: ${name}`,
      `Version: ${version}`,
      ...requires.map((requirement) => `Requires-Dist: ${requirement}`),
      '',
    ].join('\n'),
    [`${info}/WHEEL`]: `Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: ${tag}\n`,
  }
  const record = [...Object.keys(all), `${info}/RECORD`].map((path) => `${path},,\n`).join('')
  return zip({ ...all, [`${info}/RECORD`]: record }, executables)
}

/** As {@link wheel}, as a file beside a requirements.txt. */
export const wheelFile = (source: FakeWheel): FileEntry => fileOf(wheelName(source), wheel(source))

// https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, stored entries only
const zip = (files: Readonly<Record<string, string>>, executables: readonly string[]): Uint8Array => {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [path, text] of Object.entries(files)) {
    const [name, data] = [Buffer.from(path), Buffer.from(text)]
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    shared.writeUInt16LE(DATE_1980, 8)
    shared.writeUInt32LE(crc32(data), 10)
    shared.writeUInt32LE(data.length, 14)
    shared.writeUInt32LE(data.length, 18)
    shared.writeUInt16LE(name.length, 22)
    const rest = Buffer.alloc(14)
    rest.writeUInt16LE(executables.includes(path) ? 0o100755 : 0o100644, 8)
    rest.writeUInt32LE(offset, 10)
    bodies.push(Buffer.from('PK\x03\x04'), shared, name, data)
    directory.push(Buffer.from('PK\x01\x02\x14\x03'), shared, rest, name)
    offset += 30 + name.length + data.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  const count = Object.keys(files).length
  end.writeUInt16LE(count, 4)
  end.writeUInt16LE(count, 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...bodies, central, Buffer.from('PK\x05\x06'), end])
}

const DATE_1980 = 0x21
