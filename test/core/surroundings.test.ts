import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gitHubSurroundings, isPublic } from '../../src/core/surroundings.ts'

const around = (env: Readonly<Record<string, string>>, event: unknown = {}): ReturnType<typeof gitHubSurroundings> =>
  gitHubSurroundings({ env: { GITHUB_REPOSITORY: 'Acme/My.Repo', ...env }, event })

test('gitHubSurroundings() takes the repository’s own packages, in lower case', () => {
  assert.equal(around({}).registry, 'ghcr.io/acme/my.repo')
  assert.equal(
    around({ GITHUB_SERVER_URL: 'https://git.acme.example' }).registry,
    'containers.git.acme.example/acme/my.repo',
  )
  assert.equal(gitHubSurroundings({ env: {}, event: undefined }).registry, undefined)
})

test('gitHubSurroundings() takes the branch, or the pull request, as channel', () => {
  assert.equal(around({ GITHUB_REF: 'refs/heads/x', GITHUB_REF_NAME: 'x' }).channel, 'x')
  assert.equal(around({ GITHUB_REF: 'refs/pull/12/merge', GITHUB_REF_NAME: '12/merge' }).channel, 'pr-12')
})

test('gitHubSurroundings() compares with the default branch of the event', () => {
  assert.equal(around({}, { repository: { default_branch: 'trunk' } }).defaultChannel, 'trunk')
  for (const event of [undefined, null, 'x', { repository: null }])
    assert.equal(around({}, event).defaultChannel, 'main')
})

test('isPublic() believes only what the event says', () => {
  assert.equal(isPublic({ event: { repository: { private: false } } }), true)
  assert.equal(isPublic({ event: { repository: { private: true } } }), false)
  assert.equal(isPublic({ event: undefined }), false)
})
