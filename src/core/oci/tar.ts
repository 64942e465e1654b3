/** One entry of a tar archive, all its metadata chosen by us. Owner, group and time are fixed per entry, never read from disk. */
export interface TarEntry {
  readonly type: 'directory' | 'file' | 'symlink'
  /** Relative, without `./`; a directory's ends with `/`. */
  readonly path: string
  readonly mode: number
  readonly uid: number
  readonly gid: number
  /** In bytes; 0 but for files. */
  readonly size: number
  readonly target?: string
}

/**
 * 1980-01-01T00:00:01Z, the modification time of all we write, in seconds: at 0 Python's zipfile fails and every .pyc
 * counts as stale.
 */
export const MTIME = 315_532_801

export const BLOCK = 512

/** The two empty blocks that end an archive. */
export const END_OF_ARCHIVE = new Uint8Array(2 * BLOCK)

/**
 * Returns the header blocks of `entry`: ustar, with a pax record before it where ustar has no room or no letters for a
 * name. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html
 */
export const tarHeader = (entry: TarEntry): Uint8Array => {
  const records = paxRecords(entry)
  if (records === '') return ustar(entry)
  const body = Buffer.from(records)
  const head = ustar({ ...entry, type: 'file', path: 'PaxHeader', size: body.length, mode: 0o644 }, 'x')
  return Buffer.concat([head, body, padding(body.length), ustar(entry)])
}

/** Returns the zeros that fill `size` bytes up to whole blocks. */
export const padding = (size: number): Uint8Array => new Uint8Array((BLOCK - (size % BLOCK)) % BLOCK)

const NAME_LENGTH = 100
const PREFIX_LENGTH = 155

const paxRecords = ({ path, target = '', size }: TarEntry): string =>
  (fits(path) ? '' : paxRecord('path', path)) +
  (isPlain(target) && target.length <= NAME_LENGTH ? '' : paxRecord('linkpath', target)) +
  (size < 8 ** 11 ? '' : paxRecord('size', String(size)))

/** `<length> <key>=<value>\n`, where the length counts its own digits too, in bytes. */
const paxRecord = (key: string, value: string): string => {
  const rest = Buffer.byteLength(` ${key}=${value}\n`)
  let length = rest + String(rest).length
  while (String(length).length + rest !== length) length = rest + String(length).length
  return `${length} ${key}=${value}\n`
}

const fits = (path: string): boolean => isPlain(path) && splitPath(path) !== undefined

const isPlain = (text: string): boolean => /^[\x20-\x7e]*$/.test(text)

/** Splits at a slash so that both parts have room; undefined when no slash does. */
const splitPath = (path: string): { readonly prefix: string; readonly name: string } | undefined => {
  if (path.length <= NAME_LENGTH) return { prefix: '', name: path }
  const slash = path.slice(0, -1).lastIndexOf('/', PREFIX_LENGTH)
  const name = path.slice(slash + 1)
  return slash <= 0 || name.length > NAME_LENGTH ? undefined : { prefix: path.slice(0, slash), name }
}

const TYPE_FLAG = { file: '0', symlink: '2', directory: '5' } as const

const ustar = (entry: TarEntry, flag: string = TYPE_FLAG[entry.type]): Uint8Array => {
  const block = Buffer.alloc(BLOCK)
  const { prefix, name } = (isPlain(entry.path) ? splitPath(entry.path) : undefined) ?? {
    prefix: '',
    name: shorten(entry.path),
  }
  block.write(name, 0, NAME_LENGTH, 'latin1')
  writeOctal(block, entry.mode, 100, 8)
  writeOctal(block, entry.uid, 108, 8)
  writeOctal(block, entry.gid, 116, 8)
  writeOctal(block, entry.size < 8 ** 11 ? entry.size : 0, 124, 12)
  writeOctal(block, MTIME, 136, 12)
  block.fill(' ', 148, 156)
  block.write(flag, 156, 'latin1')
  if (flag === TYPE_FLAG.symlink) block.write(shorten(entry.target ?? ''), 157, NAME_LENGTH, 'latin1')
  block.write('ustar\0', 257, 'latin1')
  block.write('00', 263, 'latin1')
  block.write(prefix, 345, PREFIX_LENGTH, 'latin1')
  writeOctal(
    block,
    block.reduce((sum, byte) => sum + byte, 0),
    148,
    7,
  )
  return block
}

/** What a reader without pax sees of a name that does not fit. */
const shorten = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, '_').slice(0, NAME_LENGTH)

const writeOctal = (block: Buffer, value: number, offset: number, length: number): void => {
  block.write(`${value.toString(8).padStart(length - 1, '0')}\0`, offset, length, 'latin1')
}
