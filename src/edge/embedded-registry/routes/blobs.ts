import { type FileHandle, open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { blobPath, blobSize, removeBlob } from '../blobs.ts'
import { parseDigest } from '../content-digest.ts'
import { isMissing } from '../durable.ts'
import { type Exchange, type Handler, reply } from '../exchange.ts'
import { type ByteRange, parseRange } from '../range.ts'
import { Refusal } from '../refusal.ts'

/** Blobs up to this size are read at once: a stream costs more than they do. */
const SMALL = 64 * 1024

/** Bytes that a stream reads at once. */
const READ_SIZE = 256 * 1024

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-blobs */
export const headBlob: Handler = async ({ store, name, reference, response }) => {
  const digest = parseDigest(reference)
  const size = await blobSize(store.folder(name), digest)
  if (size === undefined) throw unknownBlob(name, digest)
  reply(response, { status: 200, headers: { ...headersOf(digest), 'content-length': size } })
}

export const getBlob: Handler = async (exchange) => {
  const digest = parseDigest(exchange.reference)
  const file = await openBlob(exchange, digest)
  try {
    const { size } = await file.stat()
    const range = parseRange(exchange.request.headers.range, size)
    if (range === 'unsatisfiable')
      throw new Refusal('SIZE_INVALID', `The blob has ${size} bytes`, {
        status: 416,
        headers: { 'content-range': `bytes */${size}` },
      })
    await sendBlob(exchange, file, { digest, size, ...(range === undefined ? {} : { range }) })
  } finally {
    await file.close()
  }
}

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#deleting-blobs */
export const deleteBlob: Handler = async ({ store, name, reference, response }) => {
  const digest = parseDigest(reference)
  const repository = await store.find(name)
  if (repository?.index.manifests.has(digest))
    throw new Refusal('UNSUPPORTED', `${digest} is a manifest: delete it as one`)
  if (repository === undefined || !(await removeBlob(repository.folder, digest))) throw unknownBlob(name, digest)
  reply(response, { status: 202 })
}

interface Content {
  readonly digest: string
  readonly size: number
  readonly range?: ByteRange
}

const sendBlob = async ({ response }: Exchange, file: FileHandle, { digest, size, range }: Content): Promise<void> => {
  const { start, end } = range ?? { start: 0, end: size - 1 }
  const length = end - start + 1
  const headers = {
    ...headersOf(digest),
    'content-length': length,
    ...(range === undefined ? {} : { 'content-range': `bytes ${start}-${end}/${size}` }),
  }
  const status = range === undefined ? 200 : 206
  if (length <= SMALL) {
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, start)
    if (bytesRead !== length) throw new Error(`Cannot read blob ${digest}: its file became shorter`)
    reply(response, { status, headers, body: buffer })
  } else {
    response.writeHead(status, headers)
    await pipeline(file.createReadStream({ start, end, highWaterMark: READ_SIZE, autoClose: false }), response)
  }
}

const openBlob = async ({ store, name }: Exchange, digest: ReturnType<typeof parseDigest>): Promise<FileHandle> => {
  try {
    return await open(blobPath(store.folder(name), digest), 'r')
  } catch (error) {
    if (isMissing(error)) throw unknownBlob(name, digest)
    throw error
  }
}

const headersOf = (digest: string): Record<string, string> => ({
  'content-type': 'application/octet-stream',
  'docker-content-digest': digest,
  'accept-ranges': 'bytes',
})

const unknownBlob = (name: string, digest: string): Refusal =>
  new Refusal('BLOB_UNKNOWN', `Repository "${name}" has no blob ${digest}`)
