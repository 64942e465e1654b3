import assert from 'node:assert/strict'
import { test } from 'node:test'
import { podOf, type Sample, withPod } from './samples.ts'

const envOf = (sample: Sample): readonly string[] =>
  (podOf(sample).containers[0]?.env ?? []).map(
    ({ name, value, valueFrom }) => `${name}=${value ?? JSON.stringify(valueFrom)}`,
  )

const withEnv = (env: readonly object[], more: object = {}): Sample => withPod({ containers: [{ env }] }, more)

const valueOf = (sample: Sample, name: string): string | undefined =>
  envOf(sample)
    .find((variable) => variable.startsWith(`${name}=`))
    ?.slice(name.length + 1)

test('functionObjects() gives the variables of the contract, in its order', () => {
  assert.deepEqual(envOf(withEnv([{ name: 'B', value: 'b' }, { name: 'A' }])), [
    'B=b',
    'A=undefined',
    'FUNC_HANDLER=run',
    'MOD_NAME=hello',
    'FUNC_TIMEOUT=180',
    'FUNC_RUNTIME=nodejs24',
    'FUNC_MEMORY_LIMIT=0',
    'FUNC_PORT=8080',
    'KUBELESS_INSTALL_VOLUME=/kubeless',
    'NODE_PATH=/kubeless/node_modules',
  ])
})

test('functionObjects() gives python’s own variables last', () => {
  assert.deepEqual(envOf({ runtime: 'python3.13' }).slice(-2), [
    'PYTHONPATH=/kubeless/lib/python3.13/site-packages:/kubeless',
    'PYTHONUNBUFFERED=1',
  ])
})

test('functionObjects() keeps variables that take their value from elsewhere', () => {
  const valueFrom = { secretKeyRef: { name: 's', key: 'k' } }
  assert.equal(envOf(withEnv([{ name: 'A', valueFrom }]))[0], `A=${JSON.stringify(valueFrom)}`)
})

test('functionObjects() gives each variable once: the last value, in the place of the first', () => {
  const env = [
    { name: 'A', value: '1' },
    { name: 'B', value: '$(A)' },
    { name: 'A', value: '2' },
  ]
  assert.deepEqual(envOf(withEnv(env)).slice(0, 2), ['A=2', 'B=$(A)'])
})

test('functionObjects() lets no variable of the spec take the place of the contract’s', () => {
  const env = [
    { name: 'FUNC_PORT', value: '1' },
    { name: 'NODE_PATH', value: '/x' },
  ]
  assert.deepEqual(envOf(withEnv(env)).slice(0, 2), ['FUNC_PORT=8080', 'NODE_PATH=/kubeless/node_modules'])
})

const VALUES: readonly (readonly [string, Sample, string, string])[] = [
  ['the timeout as written', { spec: { timeout: '30' } }, 'FUNC_TIMEOUT', '30'],
  ['the runtime as written', { runtime: 'python3.12' }, 'FUNC_RUNTIME', 'python3.12'],
  [
    'the memory limit as Kubernetes writes it',
    withPod({ containers: [{ resources: { limits: { memory: '0.5Gi' } } }] }),
    'FUNC_MEMORY_LIMIT',
    '512Mi',
  ],
  [
    'a memory limit that is a number',
    withPod({ containers: [{ resources: { limits: { memory: 1000 } } }] }),
    'FUNC_MEMORY_LIMIT',
    '1k',
  ],
  [
    'the port that the Service’s first port leads to',
    {
      spec: {
        service: {
          ports: [
            { port: 80, targetPort: 9000 },
            { port: 81, targetPort: 1 },
          ],
        },
      },
    },
    'FUNC_PORT',
    '9000',
  ],
  [
    'the Service’s own port when it names no target',
    { spec: { service: { ports: [{ port: 80 }] } } },
    'FUNC_PORT',
    '80',
  ],
  [
    'the container’s port that the Service names',
    withPod(
      { containers: [{ ports: [{ name: 'web', containerPort: 3000 }] }] },
      { service: { ports: [{ port: 80, targetPort: 'web' }] } },
    ),
    'FUNC_PORT',
    '3000',
  ],
  [
    'a handler that Kubernetes would take for a reference',
    { spec: { handler: 'hello.a$$b' } },
    'FUNC_HANDLER',
    'a$$$$b',
  ],
]

for (const [what, sample, name, expected] of VALUES)
  test(`functionObjects() gives ${what} in ${name}`, () => {
    assert.equal(valueOf(sample, name), expected)
  })
