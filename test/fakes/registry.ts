import { ActionError } from '../../src/core/errors.ts'
import { type Digest, digestOf } from '../../src/core/oci/digest.ts'
import { formatReference, formatRepository, type Reference, type Repository } from '../../src/core/oci/reference.ts'
import { type Descriptor, type FetchedManifest, isIndex } from '../../src/core/oci/types.ts'
import { readManifest } from '../../src/core/registry/manifest.ts'
import { RegistryRefusal } from '../../src/core/registry/refusal.ts'
import type {
  ManifestAnswer,
  OutgoingManifest,
  Registry,
  RepositoryAccess,
  Transfer,
  UploadBlob,
} from '../../src/ports.ts'

export type Verb = Exclude<keyof Registry, 'close' | 'expect'>

/** One call of the port, and what it was about: a reference, or `repository@digest`. */
export interface RegistryCall {
  readonly verb: Verb
  readonly what: string
}

/** All registries of a run, in memory. */
export interface FakeRegistry extends Registry {
  readonly calls: readonly RegistryCall[]
  readonly expected: readonly RepositoryAccess[]
  /** How often a verb was called; with `part`, only calls whose subject holds it. */
  count(verb: Verb, part?: string): number
  /** The tags of a repository, sorted. */
  tags(repository: Repository): readonly string[]
  /** Takes a blob away, as a registry's broken storage does; the manifests that name it stay. */
  loseBlob(repository: Repository, digest: Digest): void
  /** Takes a tag away; the manifest stays, under its digest. */
  removeTag(reference: Reference): void
  /** From now on nobody can say anything about references whose text holds `part`, and nothing can be written there. */
  failFor(part: string): void
}

interface Stored {
  readonly blobs: Map<Digest, Uint8Array>
  readonly manifests: Map<Digest, FetchedManifest>
  readonly tags: Map<string, Digest>
}

/** Makes an empty registry that keeps to the rules of real ones: a manifest needs its blobs, a mount its source. */
export const fakeRegistry = (): FakeRegistry => {
  const repositories = new Map<string, Stored>()
  const calls: RegistryCall[] = []
  const expected: RepositoryAccess[] = []
  const failing: string[] = []

  const at = (repository: Repository): Stored => {
    const name = formatRepository(repository)
    const stored = repositories.get(name) ?? { blobs: new Map(), manifests: new Map(), tags: new Map() }
    repositories.set(name, stored)
    return stored
  }
  const called = (verb: Verb, what: string, signal: AbortSignal): ActionError | undefined => {
    signal.throwIfAborted()
    calls.push({ verb, what })
    return failing.some((part) => what.includes(part)) ? refused(verb, what, 500, { code: 'UNKNOWN' }) : undefined
  }
  const fail = (verb: Verb, what: string, signal: AbortSignal): void => {
    const failure = called(verb, what, signal)
    if (failure !== undefined) throw failure
  }
  const find = (verb: Verb, reference: Reference, signal: AbortSignal): ManifestAnswer => {
    const error = called(verb, formatReference(reference), signal)
    if (error !== undefined) return { status: 'unknown', error }
    const stored = at(reference)
    const digest = reference.digest ?? stored.tags.get(reference.tag ?? 'latest')
    const manifest = digest === undefined ? undefined : stored.manifests.get(digest)
    return manifest === undefined ? { status: 'absent' } : { status: 'present', manifest }
  }
  const put = (reference: Reference, { mediaType, bytes }: OutgoingManifest): void => {
    const manifest = readManifest(bytes, mediaType)
    const stored = at(reference)
    const missing = needsOf(manifest).find((digest) => !stored.blobs.has(digest) && !stored.manifests.has(digest))
    const what = formatReference(reference)
    if (missing !== undefined)
      throw refused('putManifest', what, 400, { code: 'MANIFEST_BLOB_UNKNOWN', digests: [missing] })
    stored.manifests.set(manifest.digest, manifest)
    if (reference.tag !== undefined) stored.tags.set(reference.tag, manifest.digest)
  }

  return {
    calls,
    expected,
    expect: (access) => void expected.push(...access),
    manifest: async (reference, signal) => find('manifest', reference, signal),
    digest: async (reference, signal) => {
      const answer = find('digest', reference, signal)
      return answer.status === 'present' ? { status: 'present', digest: answer.manifest.digest } : answer
    },
    blob: async (repository, { digest }, signal) => {
      fail('blob', `${formatRepository(repository)}@${digest}`, signal)
      const bytes = at(repository).blobs.get(digest)
      if (bytes === undefined) throw refused('blob', formatRepository(repository), 404, { code: 'BLOB_UNKNOWN' })
      return bytes
    },
    upload: async (repository, blob, signal) => {
      fail('upload', subject(repository, blob.descriptor), signal)
      return store(at(repository), blob, 'uploaded')
    },
    copy: async (from, to, descriptor, signal) => {
      fail('copy', subject(to, descriptor), signal)
      const bytes = at(from).blobs.get(descriptor.digest)
      if (bytes === undefined) throw refused('copy', formatRepository(from), 404, { code: 'BLOB_UNKNOWN' })
      if (formatRepository(from) === formatRepository(to)) return { how: 'known', bytes: 0 }
      const landed = [...repositories].some(
        ([name, { blobs }]) => name.startsWith(`${to.registry}/`) && blobs.has(descriptor.digest),
      )
      const transfer = store(at(to), { descriptor, bytes }, landed ? 'mounted' : 'streamed')
      return landed ? { ...transfer, bytes: 0 } : transfer
    },
    putManifest: async (reference, manifest, signal) => {
      fail('putManifest', formatReference(reference), signal)
      put(reference, manifest)
    },
    close: () => undefined,
    count: (verb, part = '') => calls.filter((call) => call.verb === verb && call.what.includes(part)).length,
    tags: (repository) => [...at(repository).tags.keys()].sort(),
    loseBlob: (repository, digest) => void at(repository).blobs.delete(digest),
    removeTag: (reference) => void at(reference).tags.delete(reference.tag ?? 'latest'),
    failFor: (part) => void failing.push(part),
  }
}

const subject = (repository: Repository, { digest }: Descriptor): string => `${formatRepository(repository)}@${digest}`

const store = (stored: Stored, { descriptor, bytes }: UploadBlob, how: Transfer['how']): Transfer => {
  if (digestOf(bytes) !== descriptor.digest) throw refused('upload', descriptor.digest, 400, { code: 'DIGEST_INVALID' })
  stored.blobs.set(descriptor.digest, bytes)
  return { how, bytes: bytes.length }
}

const needsOf = ({ content }: FetchedManifest): readonly Digest[] =>
  (isIndex(content) ? content.manifests : [content.config, ...content.layers]).map(({ digest }) => digest)

const refused = (
  verb: Verb,
  what: string,
  status: number,
  { code, digests = [] }: { readonly code: string; readonly digests?: readonly Digest[] },
): ActionError => {
  const facts = { method: verb, what, registry: what.split('/')[0] ?? '', status }
  const cause = new RegistryRefusal({ ...facts, faults: [{ code, message: '', digests }] })
  return new ActionError('REGISTRY_FAILED', `Cannot ${verb} "${what}": ${status} ${code}`, { cause })
}
