import type { Handler } from './source.ts'

/** A name that Kubernetes takes for a Service and for its objects' labels. RFC 1123, section 2.1. */
export const isDnsLabel = (text: string): boolean => text.length <= 63 && DNS_LABEL.test(text)

/** Says what {@link isDnsLabel} takes. */
export const DNS_LABEL_RULE = 'Use at most 63 lower-case letters, digits and "-", with a letter or digit at both ends'

/** Tells whether `text` is an id and a version in one word, the way Kubeless takes them apart. */
export const isRuntimeId = (text: string): boolean => RUNTIME_ID.test(text)

/** Reads `module.function`; undefined unless it is two plain names with one dot between. */
export const parseHandler = (text: string): Handler | undefined => {
  const [, module, name] = HANDLER.exec(text) ?? []
  return module === undefined || name === undefined || text.length > MAX_HANDLER
    ? undefined
    : { module, function: name }
}

/** Says what {@link parseHandler} takes. */
export const HANDLER_RULE =
  'Write "module.function": the file without its suffix, one dot, the name in it; letters, digits, "_" and "-"'

const DNS_LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/
const RUNTIME_ID = /^[a-zA-Z_-]+[0-9.]+$/
/** The module becomes a file name and both become variables, so they stay far from what a path or a shell reads. */
const HANDLER = /^([A-Za-z0-9_][A-Za-z0-9_-]*)\.([A-Za-z0-9_$][A-Za-z0-9_$-]*)$/
const MAX_HANDLER = 200
