import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseKubelessConfig } from '../../../src/core/workload/kubeless-config.ts'
import { NOTHING, podOf } from './samples.ts'

test('parseKubelessConfig() reads what is honoured', () => {
  const runtimes = '[{"ID": "nodejs", "livenessProbeInfo": {"exec": {"command": ["a"]}}, "versions": []}, {"ID": "go"}]'
  const { config, problems } = parseKubelessConfig({
    data: {
      'enable-build-step': 'true',
      'function-registry-tls-verify': 'false',
      'provision-image': 'kubeless/unzip',
      deployment: 'spec: {template: {spec: {nodeSelector: {a: b}}}}',
      'ingress-enabled': 'false',
      'service-type': 'NodePort',
      'runtime-images': runtimes,
    },
  })
  assert.deepEqual(problems, [])
  assert.deepEqual(config, {
    registryTlsVerify: false,
    deployment: { spec: { template: { spec: { nodeSelector: { a: 'b' } } } } },
    serviceType: 'NodePort',
    runtimeImages: runtimes,
    livenessProbes: new Map([['nodejs', { exec: { command: ['a'] } }]]),
  })
})

test('parseKubelessConfig() verifies certificates and sets nothing when nothing is said', () => {
  for (const map of [{}, { data: { deployment: ' ', 'runtime-images': '' } }])
    assert.deepEqual(parseKubelessConfig(map), {
      config: {
        registryTlsVerify: true,
        deployment: undefined,
        serviceType: undefined,
        runtimeImages: undefined,
        livenessProbes: new Map(),
      },
      problems: [],
    })
})

const UNREADABLE: Readonly<Record<string, readonly [string, string]>> = {
  deployment: ['- a', 'Cannot read "deployment" of ConfigMap "kubeless/kubeless-config": it is not a Deployment'],
  'runtime-images': ['{[', 'Cannot read "runtime-images" of ConfigMap "kubeless/kubeless-config": it is not a list'],
  'service-type': [
    'Public',
    'Cannot read "service-type" of ConfigMap "kubeless/kubeless-config": "Public" is no type of Service',
  ],
}

for (const [key, [value, message]] of Object.entries(UNREADABLE))
  test(`parseKubelessConfig() warns of a ${key} that cannot be read, and goes on without it`, () => {
    const { config, problems } = parseKubelessConfig({ data: { [key]: value } })
    assert.deepEqual(
      problems.map(({ severity, message: text }) => [severity, text]),
      [['warning', message]],
    )
    assert.deepEqual([config.deployment, config.runtimeImages, config.serviceType], [undefined, undefined, undefined])
  })

test('functionObjects() lays the function over the Deployment of kubeless-config', () => {
  const { config } = parseKubelessConfig({
    data: {
      deployment:
        '{"spec": {"template": {"spec": {"priorityClassName": "low", "containers": [{"resources": {"limits": {"memory": "1Gi"}}}]}}}}',
    },
  })
  const pod = podOf({}, { ...NOTHING, kubeless: config })
  assert.equal(pod.priorityClassName, 'low')
  assert.equal(pod.containers[0]?.env?.find(({ name }) => name === 'FUNC_MEMORY_LIMIT')?.value, '1Gi')
})
