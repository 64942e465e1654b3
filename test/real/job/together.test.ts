import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { mirrorOf } from '../bed/bases.ts'
import { type AuditEntry, type Bed, bedFor } from '../bed/cluster.ts'
import { type Desk, openDesk, specOf } from '../bed/desk.ts'

/** The command line over a folder, building by Jobs in a namespace of the bed. */
interface Shop {
  readonly bed: Bed
  readonly desk: Desk
  readonly namespace: string
  /** Successful requests about Jobs that came at or after `since`, in their order. */
  jobs(verb: 'create' | 'delete', since: Date): Promise<readonly AuditEntry[]>
}

const openShop = async (t: TestContext): Promise<Shop | undefined> => {
  const bed = await bedFor(t)
  if (bed === undefined) return undefined
  const namespace = await bed.namespace(t, { prefix: 'together', enforce: 'restricted' })
  const flags = [
    '--kubeconfig',
    bed.kubeconfig,
    '--namespace',
    namespace,
    '--registry',
    `${bed.registry}/${namespace}`,
    '--insecure-registries',
    bed.registry,
    ...mirrorOf(bed.registry),
    '--runtimes',
    'runtimes.json',
  ]
  const desk = await openDesk(t, { flags })
  await desk.write('runtimes.json', JSON.stringify(RUNTIMES))
  return {
    bed,
    desk,
    namespace,
    jobs: async (verb, since) =>
      (await bed.audit(since)).filter(
        (entry) =>
          entry.namespace === namespace && entry.resource === 'jobs' && entry.verb === verb && entry.code < 300,
      ),
  }
}

/** A runtime whose install takes no time of its own: what is looked at is how many there are. */
const RUNTIMES = [
  {
    ID: 'quick',
    depName: 'package.json',
    fileNameSuffix: '.js',
    versions: [
      {
        version: '1',
        images: [
          {
            phase: 'installation',
            image: 'library/node:24-slim',
            command: 'mkdir node_modules && cp package.json node_modules/own.json',
          },
          { phase: 'runtime', image: 'library/node:24-slim' },
        ],
      },
    ],
  },
]

const writeFunction = async ({ desk }: Shop, name: string, round: number): Promise<void> => {
  await desk.write(`${name}/function.yaml`, specOf(name, 'quick1', 'handler.run'))
  await desk.write(`${name}/handler.js`, `exports.run = () => '${name} ${round}'\n`)
}

/** Gives a function something to install that is like no other's. */
const writeInstall = ({ desk }: Shop, name: string, round: number): Promise<void> =>
  desk.write(`${name}/package.json`, JSON.stringify({ name, scripts: { preinstall: `echo ${round}` } }))

const tagsOf = async ({ bed, namespace }: Shop, repository: string): Promise<readonly string[]> => {
  const answer = await fetch(`http://${bed.registry}/v2/${namespace}/${repository}/tags/list`)
  return ((await answer.json()) as { readonly tags: readonly string[] }).tags
}

/** Rounds of each of two repositories, which go on side by side. */
const ROUNDS = 10

test('K3 two runs at once make one Job and one tag a function, and both succeed, twenty times', async (t) => {
  const shops = [await openShop(t), await openShop(t)]
  await Promise.all(shops.map(async (shop) => shop === undefined || meet(shop)))
})

const meet = async (shop: Shop): Promise<void> => {
  const names = ['installed', 'plain']
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const name of names) await writeFunction(shop, name, round)
    await writeInstall(shop, 'installed', round)
    const since = new Date()
    const digests: readonly string[] = await Promise.all([digestsOf(shop), digestsOf(shop)])
    assert.equal(digests[0], digests[1])
    assert.equal((await shop.jobs('create', since)).length, 1, `Round ${round}`)
  }
  for (const name of names) {
    const hashes: readonly string[] = (await tagsOf(shop, name)).filter((tag) => /^[0-9a-f]{64}$/.test(tag))
    assert.equal(hashes.length, ROUNDS)
  }
  const layers = (await tagsOf(shop, 'shared_layers')).filter((tag) => tag.startsWith('deps-'))
  assert.equal(layers.length, ROUNDS)
}

/** Builds, or finds built; returns what each function is then. */
const digestsOf = async ({ desk }: Shop): Promise<string> => {
  const { functions } = await desk.build()
  return functions.map(({ name, digest }) => `${name} ${digest}`).join(', ')
}

const FUNCTIONS = 50
const PLACES = 4

test('fifty functions with installs of their own never have more Jobs than max-parallel says', async (t) => {
  const shop = await openShop(t)
  if (shop === undefined) return
  const names = Array.from({ length: FUNCTIONS }, (_, index) => `function-${index}`)
  for (const name of names) {
    await writeFunction(shop, name, 0)
    await writeInstall(shop, name, 0)
  }
  const since = new Date()
  const built = await shop.desk.build('--max-parallel', String(PLACES))
  assert.equal(built.count('built'), FUNCTIONS)
  const made = await shop.jobs('create', since)
  assert.equal(made.length, FUNCTIONS)
  assert.equal(mostAtOnce(made, await shop.jobs('delete', since)), PLACES)
})

/** How many Jobs there were between the requests that made and deleted them, at most. */
const mostAtOnce = (made: readonly AuditEntry[], deleted: readonly AuditEntry[]): number => {
  const steps = [
    ...made.map(({ time }) => ({ time, step: 1 })),
    ...deleted.map(({ time }) => ({ time, step: -1 })),
  ].sort((a, b) => (a.time < b.time ? -1 : 1))
  let now = 0
  return Math.max(...steps.map(({ step }) => (now += step)))
}
