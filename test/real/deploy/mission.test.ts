import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ActRun, type ActStep, addAction, makeRepository, runAct, type WorkflowRepository } from '../bed/act.ts'
import { type AuditEntry, type Bed, bedFor } from '../bed/cluster.ts'
import { programFor } from '../bed/programs.ts'
import { serviceAddress } from './service-address.ts'

const PLAIN = ['auth', 'cart', 'hello', 'list']
const INSTALLED = ['mail', 'pay', 'search']
const PYTHON = ['resize', 'score']
const PYTHON_INSTALLED = ['ship']
const NAMES = [...PLAIN, ...INSTALLED, ...PYTHON, ...PYTHON_INSTALLED].sort()

const specOf = (name: string, runtime: string): string =>
  `apiVersion: function-images.github.io/v1alpha1\nkind: Function\nmetadata: {name: ${name}}\nspec: {runtime: ${runtime}, handler: ${name}.main}\n`

const nodeHandler = (reply: string): string => `exports.main = async () => '${reply}'\n`

const filesOf = ({ npm, pypi }: Bed): Readonly<Record<string, string>> => {
  const files: Record<string, string> = {}
  for (const name of [...PLAIN, ...INSTALLED]) {
    files[`functions/${name}/function.yaml`] = specOf(name, 'nodejs24')
    files[`functions/${name}/${name}.js`] = nodeHandler(`${name} one`)
  }
  for (const name of INSTALLED) {
    files[`functions/${name}/package.json`] = JSON.stringify({ dependencies: { greeting: '1.0.0' } })
    files[`functions/${name}/.npmrc`] = `registry=${npm.url}\n`
    files[`functions/${name}/${name}.js`] =
      `const greet = require('greeting')\nexports.main = async () => greet('${name} one')\n`
  }
  for (const name of [...PYTHON, ...PYTHON_INSTALLED]) {
    files[`functions/${name}/function.yaml`] = specOf(name, 'python3.13')
    files[`functions/${name}/${name}.py`] = `def main(event, context):\n    return "${name} one"\n`
  }
  for (const name of PYTHON_INSTALLED) {
    files[`functions/${name}/requirements.txt`] =
      `--index-url ${pypi}\n--trusted-host ${new URL(pypi).hostname}\npart==2.0\n`
    files[`functions/${name}/${name}.py`] =
      `import part\n\ndef main(event, context):\n    return f"${name} {part.VALUE}"\n`
  }
  return files
}

const workflow = (bed: Bed, namespace: string): string => `
on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
      - id: deploy
        uses: ./action
        with:
          command: deploy
          kubeconfig: ${bed.kubeconfig}
          namespace: ${namespace}
          registry: ${bed.registry}/${namespace}
          insecure-registries: ${bed.registry}
          image-mirrors: docker.io=${bed.registry}/hub
`

test('one workflow builds by Jobs, deploys, leaves alone what is unchanged, and takes back what fails', async (t) => {
  const act = await programFor(t, 'act')
  const bed = await bedFor(t)
  if (act === undefined || bed === undefined) return
  const namespace = await bed.namespace(t, { enforce: 'restricted', prefix: 'mission' })
  const repository = await makeRepository('Acme/Shop', {
    ...filesOf(bed),
    '.github/workflows/deploy.yml': workflow(bed, namespace),
  })
  t.after(() => repository.close())
  await addAction(repository)
  await repository.commit()
  const push = async (): Promise<Push> => pushed(bed, repository, { act, namespace, signal: t.signal })

  await t.test('the first push builds by Jobs and deploys, and each function answers through its Service', async () => {
    const { run, step, requests } = await push()
    assert.equal(run.exitCode, 0, run.raw)
    assert.deepEqual(
      listOf(step, 'built'),
      NAMES.map((name) => `${namespace}/${name}`),
    )
    // Three functions share what npm installs.
    assert.equal(jobsMade(requests), 2)
    for (const name of NAMES) assert.match(await reply(bed, namespace, name), new RegExp(name), name)
  })

  await t.test('a second push with nothing changed starts no Job and writes nothing', async () => {
    const { run, step, requests } = await push()
    assert.equal(run.exitCode, 0, run.raw)
    assert.equal(listOf(step, 'skipped').length, NAMES.length)
    assert.deepEqual(requests.filter(isWrite), [])
    assert.ok(requests.length <= 12, requests.map(({ verb, resource }) => `${verb} ${resource}`).join(', '))
  })

  await t.test('a changed handler is live without a Job', async () => {
    await write(
      repository,
      'pay/pay.js',
      `const greet = require('greeting')\nexports.main = async () => greet('pay two')\n`,
    )
    const { run, step, requests } = await push()
    assert.equal(run.exitCode, 0, run.raw)
    assert.deepEqual([listOf(step, 'built'), jobsMade(requests)], [[`${namespace}/pay`], 0])
    await becomes(bed, namespace, 'pay', /pay two/)
  })

  await t.test('a changed requirements file makes exactly one Job', async () => {
    const text = `--index-url ${bed.pypi}\n--trusted-host ${new URL(bed.pypi).hostname}\npart==2.0 # again\n`
    await write(repository, 'ship/requirements.txt', text)
    const { run, step, requests } = await push()
    assert.equal(run.exitCode, 0, run.raw)
    assert.deepEqual([listOf(step, 'built'), jobsMade(requests)], [[`${namespace}/ship`], 1])
  })

  await t.test('handlers that cannot load or crash are taken back, the old ones answering throughout', async () => {
    await write(repository, 'hello/hello.js', `require('./missing')\n${nodeHandler('hello two')}`)
    const crash = `setTimeout(() => { throw new Error('it went off') }, 1500)\n`
    await write(repository, 'list/list.js', `${crash}${nodeHandler('list two')}`)
    const before = await podsOf(bed, namespace)
    const watched = ['hello', 'list'].map((name) => watchOld(bed, namespace, { name, reply: `${name} one` }))
    const { run, step } = await push()
    const gaps = await Promise.all(watched.map(({ longestGap }) => longestGap()))
    assert.equal(run.exitCode, 1, run.raw)
    assert.equal(step.result, 'failure')
    assert.deepEqual(await podsOf(bed, namespace), before, 'an old pod was taken away')
    for (const gap of gaps) assert.ok(gap < MAX_GAP, `${gap} answers in a row were not the old reply`)
    for (const [name, said] of [
      ['hello', "Cannot find module './missing'"],
      ['list', 'it went off'],
    ] as const) {
      const found = step.annotations.filter(
        ({ properties }) => properties['file'] === `functions/${name}/function.yaml`,
      )
      assert.ok(
        found.some(({ level, message }) => level === 'error' && message.includes(said)),
        JSON.stringify(step.annotations),
      )
      assert.equal(await reply(bed, namespace, name), `${name} one`)
    }
    const states = JSON.parse(step.outputs['rollouts'] ?? '{}') as Readonly<Record<string, string>>
    for (const name of ['hello', 'list']) assert.equal(states[`${namespace}/Deployment/${name}`], 'rolled-back')
    assert.match(step.summary, /↩︎/)
    assert.match(step.outputs['evidence'] ?? '', /function-images-evidence$/)
  })
})

/** While a bad version that got ready is tried, it gets every second request: by chance that many in a row never. */
const MAX_GAP = 40

interface Push {
  readonly run: ActRun
  readonly step: ActStep
  /** Of the run, in its namespace. */
  readonly requests: readonly AuditEntry[]
}

const pushed = async (
  bed: Bed,
  repository: WorkflowRepository,
  { act, namespace, signal }: { readonly act: string; readonly namespace: string; readonly signal: AbortSignal },
): Promise<Push> => {
  await repository.commit()
  const since = new Date()
  const run = await runAct({ program: act, repository, secrets: { GITHUB_TOKEN: 'none' }, signal })
  const step = run.steps.find(({ id, stage }) => id === 'deploy' && stage === 'Main') ?? assert.fail(run.raw)
  const requests = (await bed.audit(since)).filter((entry) => entry.user === 'admin' && entry.namespace === namespace)
  return { run, step, requests }
}

const write = (repository: WorkflowRepository, path: string, text: string): Promise<void> =>
  writeFile(join(repository.folder, 'functions', path), text)

const listOf = (step: ActStep, output: string): readonly string[] =>
  JSON.parse(step.outputs[output] ?? 'null') as readonly string[]

/** Reviews are asked by POST, and store nothing. */
const isWrite = ({ verb, resource }: AuditEntry): boolean =>
  ['create', 'update', 'patch', 'delete', 'deletecollection'].includes(verb) && !resource.startsWith('selfsubject')

const jobsMade = (requests: readonly AuditEntry[]): number =>
  requests.filter(({ verb, resource, code }) => verb === 'create' && resource === 'jobs' && code === 201).length

/** The pods of the two functions that are ready, by name. */
const podsOf = async ({ kubectl }: Bed, namespace: string): Promise<readonly string[]> => {
  const filter = '{range .items[?(@.status.containerStatuses[0].ready==true)]}{.metadata.name}{"\\n"}{end}'
  const flags = ['--namespace', namespace, '--selector=function in (hello,list)', `--output=jsonpath=${filter}`]
  return (await kubectl(['get', 'pods', ...flags])).split('\n').filter(Boolean).sort()
}

const reply = async (bed: Bed, namespace: string, name: string): Promise<string> => {
  const response = await fetch(await serviceAddress(bed, namespace, name), { signal: AbortSignal.timeout(10_000) })
  return response.text()
}

/** The old pod serves on for some seconds after its successor is complete, and nodes learn of that one by one. */
const becomes = async (bed: Bed, namespace: string, name: string, wanted: RegExp): Promise<void> => {
  for (let tries = 0; tries < 50; tries += 1) {
    if (wanted.test(await reply(bed, namespace, name))) return
    await sleep(200)
  }
  assert.match(await reply(bed, namespace, name), wanted)
}

/** Asks again and again, and tells how many answers at most came one after the other without the old reply among them. */
const watchOld = (
  bed: Bed,
  namespace: string,
  { name, reply: old }: { readonly name: string; readonly reply: string },
): { readonly longestGap: () => Promise<number> } => {
  const ended = new AbortController()
  const watching = (async (): Promise<number> => {
    const url = await serviceAddress(bed, namespace, name)
    let [gap, longest] = [0, 0]
    while (!ended.signal.aborted) {
      const headers = { connection: 'close', 'x-turn': randomBytes(4).toString('hex') }
      const text = await fetch(url, { headers, signal: AbortSignal.timeout(1_000) }).then(
        (response) => response.text(),
        () => '',
      )
      gap = text === old ? 0 : gap + 1
      longest = Math.max(longest, gap)
      await sleep(50)
    }
    return longest
  })()
  return {
    longestGap: () => {
      ended.abort()
      return watching
    },
  }
}
