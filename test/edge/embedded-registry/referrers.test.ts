import assert from 'node:assert/strict'
import { test } from 'node:test'
import { digestOf } from '../../../src/core/oci/digest.ts'
import { OCI_CONFIG, OCI_INDEX, OCI_MANIFEST } from '../../../src/core/oci/media-types.ts'
import { call, indexOf, manifestOf, pushBlob, putManifest, serve } from './client.ts'

const SUBJECT = manifestOf('{}', { annotations: { of: 'subject' } })
const subject = { mediaType: OCI_MANIFEST, digest: digestOf(SUBJECT), size: SUBJECT.length }

const referrers = async (host: string, query = '') => {
  const answer = await call(host, `GET /v2/a/referrers/${subject.digest}${query}`)
  const { manifests } = JSON.parse(answer.body.toString()) as {
    manifests: readonly Readonly<Record<string, unknown>>[]
  }
  return { ...answer, manifests }
}

test('referrers: lists what names the subject, with type and annotations', async (t) => {
  const { host } = await serve(t)
  await pushBlob(host, 'a', '{}')
  const signature = manifestOf('{}', { subject, artifactType: 'x/signature', annotations: { by: 'me' } })
  const put = await putManifest(host, `a/manifests/${digestOf(signature)}`, signature)
  // The subject may come later than what refers to it.
  assert.deepEqual([put.status, put.headers['oci-subject']], [201, subject.digest])
  await putManifest(host, 'a/manifests/v1', SUBJECT)
  const { headers, manifests } = await referrers(host)
  assert.equal(headers['content-type'], OCI_INDEX)
  assert.deepEqual(manifests, [
    {
      mediaType: OCI_MANIFEST,
      digest: digestOf(signature),
      size: signature.length,
      artifactType: 'x/signature',
      annotations: { by: 'me' },
    },
  ])
})

test('referrers: filters by type, which is the config of an image that says none', async (t) => {
  const { host } = await serve(t)
  await pushBlob(host, 'a', '{}')
  const image = manifestOf('{}', { subject })
  const index = indexOf([], { subject, artifactType: 'x/list' })
  await putManifest(host, 'a/manifests/image', image)
  await putManifest(host, 'a/manifests/index', index, OCI_INDEX)
  assert.equal((await referrers(host)).manifests.length, 2)
  const filtered = await referrers(host, `?artifactType=${encodeURIComponent(OCI_CONFIG)}`)
  assert.equal(filtered.headers['oci-filters-applied'], 'artifactType')
  assert.deepEqual(
    filtered.manifests.map(({ digest }) => digest),
    [digestOf(image)],
  )
})

test('referrers: a deleted one is gone', async (t) => {
  const { host } = await serve(t)
  await pushBlob(host, 'a', '{}')
  const image = manifestOf('{}', { subject })
  await putManifest(host, 'a/manifests/image', image)
  await call(host, `DELETE /v2/a/manifests/${digestOf(image)}`)
  assert.deepEqual((await referrers(host)).manifests, [])
})

test('referrers: of a repository that is not there are an empty index', async (t) => {
  const { host } = await serve(t)
  const { status, manifests } = await referrers(host)
  assert.deepEqual([status, manifests], [200, []])
})

test('referrers: of what is no digest are DIGEST_INVALID', async (t) => {
  const { host } = await serve(t)
  assert.equal((await call(host, 'GET /v2/a/referrers/latest')).code, 'DIGEST_INVALID')
})
