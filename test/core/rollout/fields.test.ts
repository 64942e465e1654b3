import assert from 'node:assert/strict'
import { test } from 'node:test'
import { differences } from '../../../src/core/rollout/fields.ts'

const SAME: Readonly<Record<string, readonly [wanted: object, found: object]>> = {
  'a default that the server added': [{ spec: { a: 1 } }, { spec: { a: 1, b: 2 } }],
  'memory in another unit': [{ limits: { memory: '0.5Gi' } }, { limits: { memory: '512Mi' } }],
  'processor time as a number': [{ requests: { cpu: 0.1 } }, { requests: { cpu: '100m' } }],
  'a volume’s limit in another unit': [{ emptyDir: { sizeLimit: '1024Mi' } }, { emptyDir: { sizeLimit: '1Gi' } }],
  'empty text that vanished': [{ env: [{ name: 'A', value: '' }] }, { env: [{ name: 'A' }] }],
  'an empty list that vanished': [{ args: [] }, {}],
  'a false that vanished': [{ hostNetwork: false }, {}],
  'a mapping of nothing': [{ securityContext: {} }, {}],
  'a container that somebody added': [
    { containers: [{ name: 'a', image: 'x' }] },
    { containers: [{ name: 'sidecar' }, { name: 'a', image: 'x' }] },
  ],
  'ports of one number and two protocols': [
    { ports: [{ port: 1, protocol: 'UDP' }, { port: 1 }] },
    { ports: [{ port: 1 }, { port: 1, protocol: 'UDP' }] },
  ],
}

for (const [what, [wanted, found]] of Object.entries(SAME))
  test(`differences() does not count ${what}`, () => assert.deepEqual(differences(wanted, found), []))

const OTHER: Readonly<Record<string, readonly [path: string, wanted: object, found: object]>> = {
  'another image': [
    'containers[a].image',
    { containers: [{ name: 'a', image: 'x' }] },
    { containers: [{ name: 'a', image: 'y' }] },
  ],
  'a variable’s text that only looks like a quantity': [
    'env[A].value',
    { env: [{ name: 'A', value: '0.5Gi' }] },
    { env: [{ name: 'A', value: '512Mi' }] },
  ],
  'a container that is gone': ['containers[a]', { containers: [{ name: 'a' }] }, { containers: [] }],
  'replicas of zero': ['replicas', { replicas: 0 }, { replicas: 3 }],
  'more memory': ['limits.memory', { limits: { memory: '1Gi' } }, { limits: { memory: '512Mi' } }],
  'a longer command': ['command', { command: ['a'] }, { command: ['a', 'b'] }],
  'a command in another order': ['command[0]', { command: ['a', 'a'] }, { command: ['b', 'a'] }],
  'text that somebody wrote where none is wanted': ['value', { value: '' }, { value: 'x' }],
}

for (const [what, [path, wanted, found]] of Object.entries(OTHER))
  test(`differences() counts ${what}`, () => assert.equal(differences(wanted, found)[0]?.path, path))
