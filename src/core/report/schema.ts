import { z } from 'zod'
import { REPORT_SCHEMA } from './report.ts'

const problem = z.strictObject({
  severity: z.enum(['error', 'warning']),
  code: z.enum([
    'INPUT_INVALID',
    'SPEC_INVALID',
    'REGISTRY_FAILED',
    'BUILD_FAILED',
    'CLUSTER_FAILED',
    'ROLLOUT_FAILED',
  ]),
  message: z.string(),
  at: z.strictObject({ file: z.string(), line: z.int().min(1), column: z.int().min(1) }),
  hint: z.string().optional(),
  log: z.array(z.string()).optional(),
})

const reason = z.strictObject({
  part: z.enum([
    'first',
    'recipe',
    'runtime',
    'base',
    'shim',
    'phases',
    'handler',
    'code',
    'dependencies',
    'platforms',
    'unknown',
  ]),
  detail: z.string(),
  was: z.string().optional(),
  is: z.string().optional(),
})

const functionResult = z.strictObject({
  name: z.string(),
  namespace: z.string(),
  file: z.string(),
  line: z.int().min(1),
  state: z.enum(['built', 'skipped', 'planned', 'failed']),
  reasons: z.array(reason),
  image: z.string().optional(),
  repository: z.string().optional(),
  tag: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  digest: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .optional(),
  builder: z.enum(['append', 'job', 'docker', 'runner']).optional(),
  durationMs: z.number().min(0).optional(),
  bytesSent: z.int().min(0).optional(),
  problems: z.array(problem),
})

const rolloutResult = z.strictObject({
  kind: z.string(),
  namespace: z.string(),
  name: z.string(),
  state: z.enum(['complete', 'unchanged', 'applied', 'planned', 'pruned', 'left', 'rolled-back', 'failed']),
  function: z.string().optional(),
  image: z.string().optional(),
  revision: z.strictObject({ from: z.int().optional(), to: z.int() }).optional(),
  waitingFor: z.array(z.string()),
  cause: z.string().optional(),
  note: z.string().optional(),
  diff: z.array(z.string()).optional(),
  evidence: z.string().optional(),
  durationMs: z.number().min(0).optional(),
})

/** The report's form, from which its JSON Schema is generated; not part of any bundle. */
export const reportSchema = z.strictObject({
  schema: z.literal(REPORT_SCHEMA),
  command: z.string(),
  functions: z.array(functionResult),
  rollouts: z.array(rolloutResult),
  problems: z.array(problem),
})
