import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kubeless, native, parse, shown } from './specs.ts'

const pod = (text: string): string => `  deployment:\n    spec:\n      template:\n        spec:\n          ${text}\n`

/** Lines of a Kubeless spec from 10 on, and what is said of them. */
const WRONG: readonly (readonly [string, string])[] = [
  ['  deployment: x\n', '10:15 error: Cannot read "spec.deployment": it must be a mapping'],
  ['  deployment:\n    spec: [1]\n', '11:11 error: Cannot read "spec.deployment.spec": it must be a mapping'],
  [
    '  deployment:\n    metadata:\n      labels: 1\n',
    '12:15 error: Cannot read "spec.deployment.metadata.labels": it must be a mapping',
  ],
  [
    pod('containers: {a: b}'),
    '14:23 error: Cannot read "spec.deployment.spec.template.spec.containers": it must be a list',
  ],
  [
    pod('containers: [a]'),
    '14:24 error: Cannot read "spec.deployment.spec.template.spec.containers[0]": it must be a mapping',
  ],
  [pod('containers: [~]'), '14:24 error: Cannot read "spec.deployment.spec.template.spec.containers[0]": it is empty'],
  [
    pod('containers: [{resources: {limits: 1}}]'),
    '14:45 error: Cannot read "spec.deployment.spec.template.spec.containers[0].resources.limits": it must be a mapping',
  ],
  [
    pod('securityContext: yes please'),
    '14:28 error: Cannot read "spec.deployment.spec.template.spec.securityContext": it must be a mapping',
  ],
  ['  service: {ports: 80}\n', '10:20 error: Cannot read "spec.service.ports": it must be a list'],
  [
    '  horizontalPodAutoscaler: {spec: {metrics: [{resource: cpu}]}}\n',
    '10:57 error: Cannot read "spec.horizontalPodAutoscaler.spec.metrics[0].resource": it must be a mapping',
  ],
]

for (const [lines, expected] of WRONG)
  test(`parseFunctions() refuses ${JSON.stringify(lines.trim())}`, () => {
    assert.deepEqual(shown(parse(kubeless(lines).replace(/^ {4}module.*\n/m, '    a\n')).problems), [expected])
  })

test('parseFunctions() leaves to the API server what nothing here reads', () => {
  const odd = pod('terminationGracePeriodSeconds: soon\n          unknown: [1]\n          containers: [{stdin: 1}]')
  for (const form of [kubeless, native]) assert.deepEqual(parse(form(odd)).problems, [])
})

test('parseFunctions() takes empty parts for missing ones', () => {
  assert.deepEqual(parse(kubeless(`  service:\n${pod('containers:')}`)).problems, [])
})

test('parseFunctions() knows the place of every field', () => {
  const [source] = parse(kubeless(pod('nodeSelector: {a: b}'))).functions
  const path = ['spec', 'deployment', 'spec', 'template', 'spec', 'nodeSelector', 'a']
  assert.deepEqual(source?.at.field(path), { file: 'functions/hello.yaml', line: 14, column: 29 })
})
