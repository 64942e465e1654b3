import { adoptBlob, blobSize, mountBlob } from '../blobs.ts'
import { type ContentDigest, parseDigest } from '../content-digest.ts'
import { bodyOf, type Exchange, type Handler, reply } from '../exchange.ts'
import { isRepositoryPath } from '../../../core/oci/reference.ts'
import { parseChunkRange } from '../range.ts'
import { Refusal } from '../refusal.ts'
import type { UploadSession } from '../upload-session.ts'

/** Begins an upload, or does all of it: by mount, or with the body at hand. https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-blobs */
export const postUpload: Handler = async (exchange) => {
  const { query, uploads, name } = exchange
  const mount = query.get('mount')
  if (mount !== null && (await mounted(exchange, parseDigest(mount)))) return created(exchange, parseDigest(mount))
  const digest = query.get('digest')
  const parsed = digest === null ? undefined : parseDigest(digest)
  const session = await uploads.begin(name)
  if (parsed === undefined) progress(exchange, session, 202)
  else await finish(exchange, session, parsed)
}

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-a-blob-in-chunks */
export const patchUpload: Handler = async (exchange) => {
  const session = sessionOf(exchange)
  checkChunk(exchange, session)
  await session.append(bodyOf(exchange.request))
  progress(exchange, session, 202)
}

export const putUpload: Handler = async (exchange) => {
  const session = sessionOf(exchange)
  const digest = parseDigest(exchange.query.get('digest'))
  checkChunk(exchange, session)
  await finish(exchange, session, digest)
}

export const getUpload: Handler = async (exchange) => progress(exchange, sessionOf(exchange), 204)

export const deleteUpload: Handler = async (exchange) => {
  await exchange.uploads.end(sessionOf(exchange))
  reply(exchange.response, { status: 204 })
}

const sessionOf = ({ uploads, name, reference }: Exchange): UploadSession => uploads.find(name, reference)

// A hard link: the bytes are on the disk once, and each repository can delete its own.
const mounted = async ({ store, query, name }: Exchange, digest: ContentDigest): Promise<boolean> => {
  const source = query.get('from')
  const from =
    source === null ? await store.layoutWith(digest) : isRepositoryPath(source) ? store.folder(source) : undefined
  if (from === undefined || (await blobSize(from, digest)) === undefined) return false
  const { folder } = await store.create(name)
  return mountBlob({ from, to: folder, digest, temporary: store.temporary() })
}

const finish = async (exchange: Exchange, session: UploadSession, digest: ContentDigest): Promise<void> => {
  const { request, store, uploads, name } = exchange
  try {
    const file = await session.finish(bodyOf(request), digest)
    const { folder } = await store.create(name)
    await adoptBlob(folder, file, digest)
  } finally {
    if (session.ended) await uploads.end(session)
  }
  created(exchange, digest)
}

const created = ({ response, name }: Exchange, digest: ContentDigest): void =>
  reply(response, {
    status: 201,
    headers: { location: `/v2/${name}/blobs/${digest}`, 'docker-content-digest': digest },
  })

const progress = ({ response, name }: Exchange, session: UploadSession, status: number): void =>
  reply(response, { status, headers: stateOf(name, session) })

const stateOf = (name: string, { id, size }: UploadSession): Record<string, string> => ({
  location: `/v2/${name}/blobs/uploads/${id}`,
  range: `0-${Math.max(0, size - 1)}`,
  'docker-upload-uuid': id,
})

// Before the body is read: a chunk that does not follow the one before is refused, and the upload goes on.
const checkChunk = ({ request, name }: Exchange, session: UploadSession): void => {
  const header = request.headers['content-range']
  if (header === undefined) return
  const range = parseChunkRange(header)
  if (range === undefined) throw new Refusal('BLOB_UPLOAD_INVALID', `Cannot read Content-Range "${header}"`)
  if (range.start !== session.size)
    throw new Refusal('BLOB_UPLOAD_INVALID', `The next byte of this upload is ${session.size}, not ${range.start}`, {
      status: 416,
      headers: stateOf(name, session),
    })
  if (Number(request.headers['content-length']) !== range.end - range.start + 1)
    throw new Refusal('SIZE_INVALID', `Content-Length and Content-Range "${header}" do not agree`)
}
