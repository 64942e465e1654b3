import { z } from 'zod'
import { reportSchema } from '../../src/core/report/schema.ts'

/** Returns the JSON Schema of the report. */
export const reportJsonSchema = (): string => {
  const schema = { title: 'Report of function-images', ...z.toJSONSchema(reportSchema) }
  return `${JSON.stringify(schema, undefined, 2)}\n`
}
