import { ActionError } from '../errors.ts'

/** What a header block says, with the pax records before it. */
export interface TarHeader {
  /** `0` a file, `1` a hard link, `2` a symbolic link, `5` a directory, `x` pax records. */
  readonly flag: string
  /** As written. */
  readonly path: string
  readonly mode: number
  /** In bytes, of the data after the block. */
  readonly size: number
  /** Of a link. */
  readonly target: string
}

/** Records that stand for the fields of the next header. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html */
export type Pax = Readonly<Record<string, string>>

/** Reads one ustar header. */
export const parseTarHeader = (header: Buffer, pax: Pax): TarHeader => {
  const prefix = text(header, 345, 155)
  const name = text(header, 0, 100)
  return {
    flag: header.toString('latin1', 156, 157),
    path: pax['path'] ?? (prefix === '' ? name : `${prefix}/${name}`),
    mode: octal(header, 100, 8),
    size: Number(pax['size'] ?? octal(header, 124, 12)),
    target: pax['linkpath'] ?? text(header, 157, 100),
  }
}

/** Reads the data of a pax header. Throws BUILD_FAILED when a record is cut. */
export const parsePax = (data: Uint8Array): Pax => {
  const records: Record<string, string> = {}
  let rest = Buffer.from(data)
  while (rest.length > 0) {
    const space = rest.indexOf(' ')
    const length = Number(rest.toString('latin1', 0, Math.max(space, 0)))
    if (space < 1 || !(length > space) || length > rest.length) throw brokenTar('a pax record is cut')
    const [key = '', ...value] = rest.toString('utf8', space + 1, length - 1).split('=')
    records[key] = value.join('=')
    rest = rest.subarray(length)
  }
  return records
}

/** Makes the error for an archive that is not as we expect it. */
export const brokenTar = (why: string): ActionError => new ActionError('BUILD_FAILED', `Cannot read a layer: ${why}`)

const text = (block: Buffer, offset: number, length: number): string => {
  const field = block.subarray(offset, offset + length)
  const end = field.indexOf(0)
  return field.toString('latin1', 0, end === -1 ? length : end)
}

const octal = (block: Buffer, offset: number, length: number): number =>
  Number.parseInt(text(block, offset, length).trim() || '0', 8)
