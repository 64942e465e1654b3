import { type Handler, reply } from '../exchange.ts'
import { Refusal } from '../refusal.ts'

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-tags */
export const listTags: Handler = async ({ store, name, query, response }) => {
  const repository = await store.find(name)
  if (repository === undefined) throw new Refusal('NAME_UNKNOWN', `There is no repository "${name}"`)
  const last = query.get('last') ?? ''
  const rest = [...repository.index.tags.keys()].filter((tag) => tag > last).sort()
  const tags = rest.slice(0, limitOf(query))
  const end = tags.at(-1)
  const more = end !== undefined && tags.length < rest.length
  const next = new URLSearchParams({ n: String(tags.length), last: end ?? '' })
  reply(response, {
    status: 200,
    headers: {
      'content-type': 'application/json',
      ...(more ? { link: `</v2/${name}/tags/list?${next.toString()}>; rel="next"` } : {}),
    },
    body: JSON.stringify({ name, tags }),
  })
}

const limitOf = (query: URLSearchParams): number => {
  const n = query.get('n')
  if (n === null) return Infinity
  if (!/^\d{1,9}$/.test(n)) throw new Refusal('UNSUPPORTED', `Cannot list "${n}" tags: write a count`, { status: 400 })
  return Number(n)
}
