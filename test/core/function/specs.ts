import type { Problem } from '../../../src/core/errors.ts'
import { parseFunctions, type ParsedSpecs } from '../../../src/core/function/parse.ts'

/** A Kubeless function; `extra` are more lines of its spec. */
export const kubeless = (extra = '', name = 'hello'): string =>
  `apiVersion: kubeless.io/v1beta1
kind: Function
metadata:
  name: ${name}
spec:
  runtime: nodejs24
  handler: hello.main
  function: |
    module.exports = {}
${extra}`

/** A function of our own form; `extra` are more lines of its spec. */
export const native = (extra = '', name = 'hello'): string =>
  `apiVersion: function-images.github.io/v1alpha1
kind: Function
metadata:
  name: ${name}
spec:
  runtime: nodejs24
  handler: hello.main
${extra}`

export const parse = (text: string, path = 'functions/hello.yaml'): ParsedSpecs =>
  parseFunctions([{ path, text }], { defaultNamespace: 'default' })

/** Writes problems as the command line does. */
export const shown = (problems: readonly Problem[]): string[] =>
  problems.map(({ severity, message, at }) => `${at.line}:${at.column} ${severity}: ${message}`)
