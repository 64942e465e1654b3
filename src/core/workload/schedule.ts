/**
 * Says what is wrong with a schedule; undefined for one that Kubernetes takes: five fields, or a word like `@daily`.
 * https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
 */
export const scheduleFault = (schedule: string): string | undefined => {
  if (schedule.startsWith('@')) return WORDS.test(schedule) ? undefined : `"${schedule}" is none of the known words`
  if (/^(?:CRON_)?TZ=/.test(schedule)) return 'a time zone cannot stand in it'
  const written = schedule.trim().split(/\s+/)
  if (written.length !== FIELDS.length) return `it has ${written.length} fields, not 5`
  const wrong = FIELDS.findIndex((field, index) => !isField(written[index] ?? '', field))
  return wrong === -1 ? undefined : `"${written[wrong] ?? ''}" is no ${FIELDS[wrong]?.name ?? 'field'}`
}

const WORDS = /^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly|every (?:\d+(?:\.\d+)?(?:h|m|s|ms))+)$/

interface Field {
  readonly name: string
  readonly least: number
  readonly most: number
  /** For numbers from `least` on. */
  readonly words: readonly string[]
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

const FIELDS: readonly Field[] = [
  { name: 'minute', least: 0, most: 59, words: [] },
  { name: 'hour', least: 0, most: 23, words: [] },
  { name: 'day of the month', least: 1, most: 31, words: [] },
  { name: 'month', least: 1, most: 12, words: MONTHS },
  { name: 'day of the week', least: 0, most: 6, words: DAYS },
]

const isField = (text: string, field: Field): boolean => text.split(',').every((range) => isRange(range, field))

/** `*`, `5`, `1-5`, each with `/2` after it. */
const isRange = (text: string, field: Field): boolean => {
  const [, from = '', to, step] = /^([^-/]+)(?:-([^-/]+))?(?:\/(\d+))?$/.exec(text) ?? []
  if (step !== undefined && Number(step) === 0) return false
  if (from === '*' || from === '?') return to === undefined
  const [first, last] = [numberOf(from, field), numberOf(to ?? from, field)]
  return first !== undefined && last !== undefined && first <= last
}

const numberOf = (text: string, { least, most, words }: Field): number | undefined => {
  const word = words.indexOf(text.toLowerCase())
  if (word !== -1) return least + word
  const number = Number(text)
  return /^\d{1,2}$/.test(text) && number >= least && number <= most ? number : undefined
}
