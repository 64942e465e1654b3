import { createHash } from 'node:crypto'
import type { Path } from './document.ts'
import type { SpecReader } from './reader.ts'

/** The types whose content stands in the spec itself; the others are fetched or unpacked. */
const INLINE: ReadonlySet<string> = new Set(['', 'text', 'base64'])

/** `url+zip`, `base64+compressedtar+deps`, …: a place and what is done to what is there. */
const KNOWN = /^(?:text|base64|url)(?:\+(?:zip|compressedtar|deps))*$/

const TYPE: Path = ['spec', 'function-content-type']
const CODE: Path = ['spec', 'function']
const CHECKSUM: Path = ['spec', 'checksum']

/** Returns the bytes of a Kubeless function's inline code, decoded and checked against `checksum` when there is one. */
export const readContent = (reader: SpecReader): Uint8Array | undefined => {
  const type = reader.text(TYPE) ?? ''
  const code = reader.required(
    CODE,
    'Put the code there, or keep it in a file and use kind Function of function-images.github.io/v1alpha1',
  )
  if (!INLINE.has(type)) return refuseType(reader, type)
  if (code === undefined) return undefined
  const bytes = type === 'base64' ? decode(reader, code) : new TextEncoder().encode(code)
  if (bytes !== undefined) checkSum(reader, bytes)
  return bytes
}

const refuseType = (reader: SpecReader, type: string): undefined => {
  const shown = JSON.stringify(type)
  if (!KNOWN.test(type))
    return reader.error(TYPE, `Cannot use ${shown} as function-content-type`, 'Write text or base64')
  const hint = 'Keep the files in the repository and use kind Function of function-images.github.io/v1alpha1'
  return reader.error(TYPE, `Cannot build function-content-type ${shown}: this release does not support it yet`, hint)
}

const decode = (reader: SpecReader, code: string): Uint8Array | undefined => {
  // Line ends are all that `base64 -d` skips.
  const text = code.replaceAll(/[\r\n]/g, '')
  const bytes = Buffer.from(text, 'base64')
  // Node skips what is not base64; writing the bytes again shows whether it did.
  if (bytes.toString('base64') === text) return bytes
  return reader.error(CODE, 'Cannot decode "spec.function": it is not base64', 'Encode the file anew: base64 FILE')
}

const checkSum = (reader: SpecReader, bytes: Uint8Array): void => {
  const written = reader.text(CHECKSUM)
  if (written === undefined) return
  const [, wanted] = /^sha256:([0-9a-f]{64})$/i.exec(written) ?? []
  const actual = createHash('sha256').update(bytes).digest('hex')
  if (wanted === undefined) {
    reader.error(
      CHECKSUM,
      `Cannot use ${JSON.stringify(written)} as checksum`,
      'Write "sha256:" and 64 hex digits, or remove it',
    )
  } else if (wanted.toLowerCase() !== actual) {
    reader.error(
      CHECKSUM,
      `Cannot use the code: its checksum is sha256:${actual}`,
      'Write that one, or restore the code',
    )
  }
}
