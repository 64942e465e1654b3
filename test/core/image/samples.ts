import { fileOf } from '../../../src/core/image/content.ts'
import type { FunctionSource } from '../../../src/core/function/source.ts'
import { planImage, type ImagePlan, type PlanContext, type PinnedReference } from '../../../src/core/image/plan.ts'
import { parsePlatform } from '../../../src/core/oci/platform.ts'
import type { Reference } from '../../../src/core/oci/reference.ts'
import { BUILT_IN, type Runtime } from '../../../src/core/runtime/catalogue.ts'

const at = { file: 'functions/hello.yaml', line: 1, column: 1 }

export const source = (over: Partial<FunctionSource> = {}): FunctionSource => ({
  name: 'hello',
  namespace: 'default',
  runtime: 'nodejs24',
  handler: { module: 'hello', function: 'greet' },
  code: { kind: 'inline', content: Buffer.from('exports.greet = () => "hi"\n') },
  deps: undefined,
  env: [],
  deployment: {
    labels: {},
    annotations: {},
    timeout: undefined,
    deployment: undefined,
    service: undefined,
    horizontalPodAutoscaler: undefined,
  },
  at: { name: at, runtime: at, handler: at, code: at, deps: at, field: () => at },
  ...over,
})

export const runtimeOf = (id: string): Runtime => {
  const runtime = BUILT_IN.get(id)
  if (runtime === undefined) throw new Error(`No runtime ${id}`)
  return runtime
}

export const DIGEST = `sha256:${'1'.repeat(64)}` as const

export const pinned = (reference: Reference): PinnedReference => ({ ...reference, digest: DIGEST })

export const context = (over: Partial<PlanContext> = {}): PlanContext => ({
  runtime: runtimeOf('nodejs24'),
  target: {
    repository: { registry: 'registry.test', path: 'hello' },
    channelTag: 'main',
    defaultChannelTag: 'main',
  },
  platforms: [parsePlatform('linux/amd64')],
  shim: [fileOf('kubeless.mjs', '// shim\n')],
  pinned,
  toolchain: undefined,
  ...over,
})

export const planOf = async (
  over: Partial<FunctionSource> = {},
  contextOver: Partial<PlanContext> = {},
): Promise<ImagePlan> => {
  const answer = await planImage(source(over), [], context(contextOver))
  if (!answer.ok) throw new Error(answer.problems.map(({ message }) => message).join('; '))
  return answer.plan
}
