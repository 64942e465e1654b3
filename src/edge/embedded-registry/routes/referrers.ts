import { OCI_INDEX } from '../../../core/oci/media-types.ts'
import { parseDigest } from '../content-digest.ts'
import { type Exchange, type Handler, reply } from '../exchange.ts'
import { type ManifestContent, parseObject, referrerFacts } from '../manifest-content.ts'

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-referrers */
export const listReferrers: Handler = async (exchange) => {
  const wanted = exchange.query.get('artifactType')
  const all = await referrersOf(exchange)
  const manifests = wanted === null ? all : all.filter(({ artifactType }) => artifactType === wanted)
  reply(exchange.response, {
    status: 200,
    headers: { 'content-type': OCI_INDEX, ...(wanted === null ? {} : { 'oci-filters-applied': 'artifactType' }) },
    body: JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests }),
  })
}

interface Referrer extends Omit<ManifestContent, 'needs' | 'subject'> {
  readonly digest: string
  readonly size: number
}

// Reads every manifest: asked for seldom, and so the index needs no field that only we would write.
const referrersOf = async ({ store, name, reference }: Exchange): Promise<readonly Referrer[]> => {
  const digest = parseDigest(reference)
  const repository = await store.find(name)
  const found: Referrer[] = []
  for (const [candidate, { mediaType, size }] of repository?.index.manifests ?? []) {
    const bytes = repository === undefined ? undefined : await store.manifest(repository, candidate)
    const { subject, ...facts } = bytes === undefined ? {} : referrerFacts(parseObject(bytes))
    if (subject === digest) found.push({ mediaType, digest: candidate, size, ...facts })
  }
  return found
}
