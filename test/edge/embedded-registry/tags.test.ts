import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call, pushBlob, pushImage, serve } from './client.ts'

const list = async (host: string, path: `/${string}`): Promise<{ tags: string[]; next: string | undefined }> => {
  const { body, headers } = await call(host, `GET ${path}`)
  const { tags } = JSON.parse(body.toString()) as { tags: string[] }
  return { tags, next: /^<([^>]+)>; rel="next"$/.exec(String(headers.link))?.[1] }
}

test('tags: are listed in order, page by page', async (t) => {
  const { host } = await serve(t)
  for (const tag of ['c', 'a', 'B', 'e', 'd']) await pushImage(host, 'x/y', tag, '{}')
  assert.deepEqual(await list(host, '/v2/x/y/tags/list'), { tags: ['B', 'a', 'c', 'd', 'e'], next: undefined })
  const first = await list(host, '/v2/x/y/tags/list?n=2')
  assert.deepEqual(first, { tags: ['B', 'a'], next: '/v2/x/y/tags/list?n=2&last=a' })
  const second = await list(host, first.next as `/${string}`)
  assert.deepEqual(second.tags, ['c', 'd'])
  assert.deepEqual(await list(host, second.next as `/${string}`), { tags: ['e'], next: undefined })
})

test('tags: begin after `last`, also when that is no tag', async (t) => {
  const { host } = await serve(t)
  for (const tag of ['a', 'c']) await pushImage(host, 'x', tag, '{}')
  assert.deepEqual((await list(host, '/v2/x/tags/list?last=b')).tags, ['c'])
})

test('tags: none are asked for, none are given', async (t) => {
  const { host } = await serve(t)
  await pushImage(host, 'x', 'a')
  assert.deepEqual(await list(host, '/v2/x/tags/list?n=0'), { tags: [], next: undefined })
})

test('tags: a repository without manifests has none, a repository that is not there is NAME_UNKNOWN', async (t) => {
  const { host } = await serve(t)
  await pushBlob(host, 'x', 'only a blob')
  assert.deepEqual((await list(host, '/v2/x/tags/list')).tags, [])
  assert.equal((await call(host, 'GET /v2/y/tags/list')).code, 'NAME_UNKNOWN')
})

for (const n of ['-1', 'x', '1e9', ''])
  test(`tags: n="${n}" is 400`, async (t) => {
    const { host } = await serve(t)
    await pushBlob(host, 'x', 'only a blob')
    assert.equal((await call(host, `GET /v2/x/tags/list?n=${n}`)).status, 400)
  })
