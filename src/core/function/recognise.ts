/**
 * Tells, without parsing, whether a text holds an object of ours or of Kubeless. Decides what discovery looks into and
 * which files of a folder are specs rather than code.
 */
export const looksLikeSpec = (text: string): boolean =>
  (text.includes('kubeless.io') || text.includes('k8s.io') || text.includes('function-images.github.io')) &&
  API_VERSION.test(text)

/** As {@link looksLikeSpec}, from the name: what can hold a spec at all. */
export const isSpecName = (path: string): boolean => /\.(?:ya?ml|json)$/i.test(path)

/** How a file begins that `render` wrote. */
export const RENDERED = '# Written by function-images render'

/** Tells whether `render` wrote a text: it names the image, so it must never be content of it. */
export const isRendered = (text: string): boolean => text.startsWith(RENDERED)

/** Finds a serverless.yml whose provider is kubeless; returns the 1-based line of the provider. */
export const kubelessProvider = (path: string, text: string): number | undefined => {
  if (!/(?:^|\/)serverless\.(?:ya?ml|json)$/.test(path) || !PROVIDER.test(text)) return undefined
  return text.split('\n').findIndex((line) => /^\s*["']?provider\b/.test(line)) + 1
}

/**
 * The value may have an anchor, a tag, quotes or a block header before it, and JSON may write `\/`. `k8s.io/v1` is what
 * Kubeless called its group at first.
 */
const API_VERSION =
  /(?:^|[\s{,"'])apiVersion["']?\s*:\s*(?:[&!]\S*\s+)*(?:[|>][-+\d]*\s+)?["']?(?:kubeless\.io|function-images\.github\.io|k8s\.io(?=\\?\/v1\b))\\?\//

const PROVIDER = /^\s*["']?provider["']?\s*:\s*(?:["']?kubeless\b|[^]*?\bname["']?\s*:\s*["']?kubeless\b)/m
