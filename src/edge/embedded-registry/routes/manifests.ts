import { isTag } from '../../../core/oci/reference.ts'
import { blobSize } from '../blobs.ts'
import { algorithmOf, type ContentDigest, contentDigestOf, parseDigest } from '../content-digest.ts'
import { type Exchange, type Handler, readBody, reply } from '../exchange.ts'
import type { ManifestRecord } from '../layout.ts'
import { type ManifestContent, parseManifest } from '../manifest-content.ts'
import { Refusal } from '../refusal.ts'
import type { Repository } from '../repository.ts'

/** In bytes: what the spec asks a registry to take at least, so that what works here works elsewhere. */
const MAX_MANIFEST = 4 * 1024 * 1024

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests */
export const headManifest: Handler = async (exchange) => {
  const { digest, record } = await lookUp(exchange)
  reply(exchange.response, { status: 200, headers: { ...headersOf(digest, record), 'content-length': record.size } })
}

export const getManifest: Handler = async (exchange) => {
  const { repository, digest, record } = await lookUp(exchange)
  const body = await exchange.store.manifest(repository, digest)
  if (body === undefined) throw unknownManifest(exchange)
  reply(exchange.response, { status: 200, headers: headersOf(digest, record), body })
}

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-manifests */
export const putManifest: Handler = async (exchange) => {
  const { request, response, store, name } = exchange
  const { wanted, tags } = targetOf(exchange)
  const bytes = await readBody(request, MAX_MANIFEST)
  const digest = contentDigestOf(wanted === undefined ? 'sha256' : algorithmOf(wanted), bytes)
  if (wanted !== undefined && wanted !== digest)
    throw new Refusal('DIGEST_INVALID', `The manifest sent is ${digest}, not ${wanted}`)
  const content = parseManifest(bytes, request.headers['content-type'])
  await checkNeeds(store.folder(name), content)
  const repository = await store.create(name)
  await store.inTurn(turnOf(name, digest), async () => {
    await store.writeManifest(repository, digest, bytes)
    await repository.change((draft) => {
      draft.manifests.set(digest, { mediaType: content.mediaType, size: bytes.length })
      for (const tag of tags) draft.tags.set(tag, digest)
    })
  })
  reply(response, { status: 201, headers: acceptedHeaders(exchange, digest, content) })
}

/** A tag takes its name away, a digest the manifest with all its names. */
export const deleteManifest: Handler = async (exchange) => {
  const { response, store, name, reference } = exchange
  const repository = await store.find(name)
  if (repository === undefined) throw unknownManifest(exchange)
  if (isTag(reference))
    await repository.change(({ tags }) => {
      if (!tags.delete(reference)) throw unknownManifest(exchange)
    })
  else await removeManifest(exchange, repository, parseDigest(reference))
  reply(response, { status: 202 })
}

const removeManifest = ({ store, name, ...exchange }: Exchange, repository: Repository, digest: ContentDigest) =>
  store.inTurn(turnOf(name, digest), async () => {
    await repository.change(({ manifests, tags }) => {
      if (!manifests.delete(digest)) throw unknownManifest({ name, reference: exchange.reference })
      for (const [tag, tagged] of tags) if (tagged === digest) tags.delete(tag)
    })
    await store.removeManifest(repository, digest)
  })

interface Found {
  readonly repository: Repository
  readonly digest: ContentDigest
  readonly record: ManifestRecord
}

const lookUp = async (exchange: Exchange): Promise<Found> => {
  const { store, name, reference } = exchange
  const repository = await store.find(name)
  const digest = isTag(reference) ? repository?.index.tags.get(reference) : parseDigest(reference)
  const record = digest === undefined ? undefined : repository?.index.manifests.get(digest)
  if (repository === undefined || digest === undefined || record === undefined) throw unknownManifest(exchange)
  return { repository, digest, record }
}

interface Target {
  readonly wanted?: ContentDigest
  readonly tags: readonly string[]
}

// A manifest sent by its digest may bring names along: `?tag=a&tag=b`.
const targetOf = ({ reference, query }: Exchange): Target => {
  if (isTag(reference)) return { tags: [reference] }
  const wanted = parseDigest(reference)
  const tags = query.getAll('tag')
  const wrong = tags.find((tag) => !isTag(tag))
  if (wrong !== undefined) throw new Refusal('MANIFEST_INVALID', `"${wrong}" is not a tag`)
  return { wanted, tags }
}

const checkNeeds = async (folder: string, { needs }: ManifestContent): Promise<void> => {
  const sizes = await Promise.all(needs.map(({ digest }) => blobSize(folder, digest)))
  const missing = needs.find((_, at) => sizes[at] === undefined)
  if (missing !== undefined)
    throw new Refusal('MANIFEST_BLOB_UNKNOWN', `The manifest needs ${missing.digest}: send that before`, {
      detail: { digest: missing.digest },
    })
  const wrong = needs.findIndex(({ size }, at) => sizes[at] !== size)
  if (wrong !== -1)
    throw new Refusal('SIZE_INVALID', `${needs[wrong]?.digest} has ${sizes[wrong]} bytes, not ${needs[wrong]?.size}`)
}

const acceptedHeaders = ({ name, query }: Exchange, digest: ContentDigest, { subject }: ManifestContent) => ({
  location: `/v2/${name}/manifests/${digest}`,
  'docker-content-digest': digest,
  ...(subject === undefined ? {} : { 'oci-subject': subject }),
  ...(query.has('tag') ? { 'oci-tag': query.getAll('tag') } : {}),
})

const headersOf = (digest: ContentDigest, { mediaType }: ManifestRecord) => ({
  'content-type': mediaType,
  'docker-content-digest': digest,
})

const turnOf = (name: string, digest: ContentDigest): string => `${name}@${digest}`

const unknownManifest = ({ name, reference }: Pick<Exchange, 'name' | 'reference'>): Refusal =>
  new Refusal('MANIFEST_UNKNOWN', `Repository "${name}" has no manifest "${reference}"`)
