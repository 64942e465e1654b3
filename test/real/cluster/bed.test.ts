import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NODE, PYTHON } from '../bed/bases.ts'
import { command } from '../bed/cluster/command.ts'
import { bedFor } from '../bed/cluster.ts'
import { runPod } from '../bed/pod.ts'
import { findProgram } from '../bed/programs.ts'

const MANIFEST = JSON.stringify({ dependencies: { greeting: '^1.0.0', '@private/secret': '2.0.0' } })

test('the image for Node installs what a lock names, a package behind a token too, in a restricted namespace', async (t) => {
  const bed = await bedFor(t)
  if (bed === undefined) return
  const namespace = await bed.namespace(t, { enforce: 'restricted' })
  const script = `
    set -e
    echo "$MANIFEST" > package.json
    echo "$SETTINGS" > .npmrc
    npm install --package-lock-only --loglevel=error > /dev/null
    npm ci --loglevel=error > /dev/null
    node -e "console.log(require('greeting')('Ada'), require('@private/secret'), process.getuid())"`
  const address = bed.npm.url.replace('http:', '')
  const settings = [`registry=${bed.npm.url}`, `${address}:_authToken=${bed.npm.token}`].join('\n')
  const env = { MANIFEST, SETTINGS: settings }
  assert.deepEqual(await runPod(bed, namespace, { image: NODE, script, env }), {
    phase: 'Succeeded',
    log: 'Hello, Ada! 42 1000\n',
  })
})

test('the image for Python installs what requirements name, in a restricted namespace', async (t) => {
  const bed = await bedFor(t)
  if (bed === undefined) return
  const namespace = await bed.namespace(t, { enforce: 'restricted' })
  const script = `
    set -e
    echo 'tool==1.0' > requirements.txt
    pip install --quiet --prefix /kubeless -r requirements.txt
    PYTHONPATH=/kubeless/lib/python3.13/site-packages python -c 'import os, part, tool; print(part.VALUE, os.getuid())'`
  const env = { PIP_INDEX_URL: bed.pypi, PIP_TRUSTED_HOST: new URL(bed.pypi).hostname, PIP_NO_CACHE_DIR: '1' }
  assert.deepEqual(await runPod(bed, namespace, { image: PYTHON, script, env }), {
    phase: 'Succeeded',
    log: '2 1000\n',
  })
})

test('accountWith() gives the rights of its rules in its namespace and no others', async (t) => {
  const bed = await bedFor(t)
  if (bed === undefined) return
  const [own, other] = [await bed.namespace(t), await bed.namespace(t)]
  const path = await bed.accountWith(t, own, [{ apiGroups: [''], resources: ['configmaps'], verbs: ['list'] }])
  const get = async (...words: readonly string[]): Promise<string> => {
    const found = await findProgram('kubectl')
    assert.equal(found.status, 'found')
    return command(found.path, ['--kubeconfig', path, 'get', ...words])
  }
  assert.match(await get('configmaps'), /kube-root-ca\.crt/)
  await assert.rejects(get('pods'), /forbidden/)
  await assert.rejects(get('configmaps', '--namespace', other), /forbidden/)
})

test('audit() returns each request since a time once, with who asked for what, and the answer', async (t) => {
  const bed = await bedFor(t)
  if (bed === undefined) return
  const namespace = await bed.namespace(t)
  const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace } }
  await bed.kubectl(['create', '--filename', '-'], JSON.stringify(config))
  const since = new Date()
  await assert.rejects(bed.kubectl(['get', 'configmap', 'b', '--namespace', namespace]))
  await bed.kubectl(['wait', '--for=jsonpath={.metadata.name}=a', 'configmap/a', '--namespace', namespace])
  await bed.kubectl(['delete', 'configmap', 'a', '--namespace', namespace])
  const entries = (await bed.audit(since)).filter((one) => one.namespace === namespace && one.user === 'bed')
  assert.deepEqual(
    entries
      .slice(0, 1)
      .concat(entries.filter(({ verb }) => verb === 'delete'))
      .map(({ verb, resource, name, code }) => [verb, resource, name, code]),
    [
      ['get', 'configmaps', 'b', 404],
      ['delete', 'configmaps', 'a', 200],
    ],
  )
  assert.equal(new Set(entries.map(({ uri, time }) => `${uri} ${time}`)).size, entries.length)
})
