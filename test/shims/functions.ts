import type { ShimCase } from './cases.ts'
import type { Language, Runtime, ShimOptions } from './shim.ts'

/** A module in the language of `runtime`. */
export const module = (runtime: Runtime, sources: Readonly<Record<Language, string>>): ShimOptions => ({
  files: { [runtime.language === 'nodejs' ? 'fn.js' : 'fn.py']: sources[runtime.language] },
})

export const echo = (runtime: Runtime): ShimOptions =>
  module(runtime, {
    nodejs: `exports.main = ({ data }) => data`,
    python: `def main(event, context):\n  return event['data']`,
  })

/** A function that ends only once four files stand beside it, having made the one that its body names. */
export const meeting = (runtime: Runtime): ShimOptions =>
  module(runtime, {
    nodejs: `const { existsSync, writeFileSync } = require('fs')
      exports.main = async ({ data }) => {
        writeFileSync(__dirname + '/' + data, '')
        const here = () => ['a', 'b', 'c', 'd'].every((name) => existsSync(__dirname + '/' + name))
        while (!here()) await new Promise((resolve) => setTimeout(resolve, 5))
        return data
      }`,
    python: `
import os, time
def main(event, context):
  name = event['data'].decode()
  folder = os.path.dirname(__file__)
  open(os.path.join(folder, name), 'w').close()
  while not all(os.path.exists(os.path.join(folder, each)) for each in 'abcd'):
    time.sleep(0.005)
  return name`,
  })

/** One module with every row's function, chosen by the header `x-case`. */
export const dispatcher = (language: Language, rows: readonly ShimCase[]): ShimOptions => {
  const env = {}
  if (language === 'nodejs') {
    const list = rows.map((row) => row.nodejs).join(',\n')
    const main = `exports.main = (event, context) => rows[event.extensions.request.get('x-case')](event, context)`
    return { files: { 'fn.js': `const rows = [\n${list}\n]\n${main}` }, env }
  }
  const defs = rows.map(({ python = '' }, index) => {
    const body = python.startsWith('\n') ? python : ` return ${python}`
    return `def row_${index}(event, context):${body}\n`
  })
  return { files: { 'fn.py': PYTHON_PREAMBLE + defs.join('') + PYTHON_MAIN }, env }
}

/** Response stands for bottle's HTTPResponse: a function has bottle only when it asks for it. */
const PYTHON_PREAMBLE = `
import os, sys
class Response(Exception):
  def __init__(self, body='', status=200, headers=()):
    self.body, self.status_code, self.headers = body, status, headers
`
const PYTHON_MAIN = `
def main(event, context):
  return globals()['row_' + event['extensions']['request'].get_header('x-case')](event, context)
`
