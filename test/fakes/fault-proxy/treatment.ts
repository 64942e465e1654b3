import { gzipSync } from 'node:zlib'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Fault } from './language.ts'

/** A reply that does not come from the upstream. */
export interface Reply {
  readonly status: number
  readonly headers?: HeaderValues
  readonly body?: string | Uint8Array
}

/** What to put in place of a header's values; null removes it. */
export type HeaderValues = Readonly<Record<string, string | readonly string[] | null>>

/** Headers as they stand on the wire: names and values in turn. */
export type RawHeaders = readonly string[]

export type Body = AsyncIterable<Uint8Array>

/** How a reply ends: whole, or after `at` bytes of its body by RST, by FIN, or never. */
export interface Ending {
  readonly by: 'end' | 'reset' | 'cut' | 'hold'
  readonly at: number
}

/** What is done to one exchange: its faults, sorted by the moment at which they act. */
export interface Treatment {
  before: string[]
  after: string[]
  delay: number
  /** After how many bytes of the request's body the client is reset, or no longer read. */
  resetAt: number | undefined
  chokeAt: number | undefined
  silent: boolean
  times: 1 | 2
  answer: Reply | undefined
  drop: boolean
  requestHeaders: ((headers: RawHeaders) => RawHeaders)[]
  replyHeaders: ((headers: RawHeaders) => RawHeaders)[]
  framing: 'kept' | 'length' | 'chunked' | 'close'
  body: ((body: Body) => Body)[]
  ending: Ending
}

/** Sorts `faults`; an unknown name is an error, since a test with a misspelt fault would pass for nothing. */
export const treatmentOf = (faults: readonly Fault[]): Treatment => {
  const treatment: Treatment = {
    before: [],
    after: [],
    delay: 0,
    resetAt: undefined,
    chokeAt: undefined,
    silent: false,
    times: 1,
    answer: undefined,
    drop: false,
    requestHeaders: [],
    replyHeaders: [],
    framing: 'kept',
    body: [],
    ending: { by: 'end', at: Infinity },
  }
  for (const fault of faults) {
    const apply = FAULTS[fault.name]
    if (apply === undefined)
      throw new Error(`Cannot apply fault "${fault.name}": there are ${Object.keys(FAULTS).join(', ')}`)
    apply(treatment, fault)
  }
  return treatment
}

const FAULTS: Readonly<Record<string, (treatment: Treatment, fault: Fault) => void>> = {
  pass: () => undefined,
  reset: (t, { at }) => void (t.resetAt = at ?? 0),
  choke: (t, { at }) => void (t.chokeAt = at ?? 0),
  drop: (t) => void (t.drop = true),
  duplicate: (t) => void (t.times = 2),
  stall: (t, { at }) => {
    if (at === undefined) t.silent = true
    else t.ending = { by: 'hold', at }
  },
  resetReply: (t, { at }) => void (t.ending = { by: 'reset', at: at ?? 0 }),
  cut: (t, { at, args: [framing = 'kept'] }) => {
    t.ending = { by: 'cut', at: at ?? 0 }
    t.framing = oneOf(framing, ['kept', 'length', 'chunked', 'close'])
  },
  framing: (t, { args: [framing] }) => void (t.framing = oneOf(framing, ['length', 'chunked', 'close'])),
  status: (t, { args: [status, headers = {}, body = ''] }) => {
    t.answer = { status: Number(status), headers: headers as HeaderValues, body: String(body) }
  },
  delay: (t, { args: [ms] }) => void (t.delay = Number(ms)),
  slow: (t, { args: [bytes = 1, ms = 1000] }) => void t.body.push((body) => slowly(body, Number(bytes), Number(ms))),
  flip: (t, { at }) => void t.body.push((body) => flipped(body, at ?? 0)),
  body: (t, { args: [text] }) => {
    t.framing = 'length'
    t.body.push((body) => replaced(body, Buffer.from(String(text))))
  },
  gzip: (t) => {
    t.framing = 'length'
    t.replyHeaders.push((headers) => withHeaders(headers, { 'content-encoding': 'gzip' }))
    t.body.push(gzipped)
  },
  set: (t, { args: [values] }) => void t.replyHeaders.push((headers) => withHeaders(headers, values as HeaderValues)),
  setRequest: (t, { args: [values] }) =>
    void t.requestHeaders.push((headers) => withHeaders(headers, values as HeaderValues)),
  edit: (t, { args: [name, pattern, by] }) =>
    void t.replyHeaders.push((headers) =>
      edited(headers, String(name), (v) => v.replace(new RegExp(String(pattern)), String(by))),
    ),
  call: (t, { args: [name] }) => void t.before.push(String(name)),
  callAfter: (t, { args: [name] }) => void t.after.push(String(name)),
}

/** Returns `headers` with every value of the named ones replaced. */
export const withHeaders = (headers: RawHeaders, values: HeaderValues): string[] => {
  const names = new Set(Object.keys(values).map((name) => name.toLowerCase()))
  const kept = pairsOf(headers).filter(([name]) => !names.has(name.toLowerCase()))
  const added = Object.entries(values).flatMap(([name, value]) =>
    value === null ? [] : [value].flat().map((one): [string, string] => [name, one]),
  )
  return [...kept, ...added].flat()
}

const edited = (headers: RawHeaders, name: string, edit: (value: string) => string): string[] =>
  pairsOf(headers).flatMap(([key, value]) => [key, key.toLowerCase() === name.toLowerCase() ? edit(value) : value])

const pairsOf = (headers: RawHeaders): [string, string][] =>
  Array.from({ length: headers.length / 2 }, (_, i) => [headers[2 * i] ?? '', headers[2 * i + 1] ?? ''])

const oneOf = <T extends string>(value: unknown, choices: readonly T[]): T => {
  const found = choices.find((choice) => choice === value)
  if (found === undefined) throw new Error(`Cannot use "${String(value)}": want ${choices.join(', ')}`)
  return found
}

async function* slowly(body: Body, bytes: number, ms: number): Body {
  for await (const chunk of body)
    for (let at = 0; at < chunk.length; at += bytes) {
      yield chunk.subarray(at, at + bytes)
      await sleep(ms, undefined, { ref: false })
    }
}

async function* flipped(body: Body, at: number): Body {
  let passed = 0
  for await (const chunk of body) {
    const copy = Buffer.from(chunk)
    const here = at - passed
    if (here >= 0 && here < copy.length) copy.writeUInt8((copy[here] ?? 0) ^ 1, here)
    passed += chunk.length
    yield copy
  }
}

async function* replaced(body: Body, by: Uint8Array): Body {
  await readAll(body)
  yield by
}

async function* gzipped(body: Body): Body {
  yield gzipSync(await readAll(body))
}

/** Reads a body to its end. */
export const readAll = async (body: Body): Promise<Buffer> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks)
}
