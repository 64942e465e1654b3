import type { LinkEnd } from './unfit.ts'

/** A tree of entries by their path: the target of a link, undefined for a file or folder. */
export type Tree = ReadonlyMap<string, string | undefined>

/** As many links as Linux follows. https://man7.org/linux/man-pages/man7/path_resolution.7.html */
const MAX_LINKS = 40

/** Follows the link at `path` through `tree` as a file system does whose root is the tree's parent. */
export const linkEnd = (tree: Tree, path: string): LinkEnd => {
  if (tree.get(path)?.startsWith('/') === true) return 'absolute'
  const queue = path.split('/')
  const reached: string[] = []
  let links = 0
  for (let part = queue.shift(); part !== undefined; part = queue.shift()) {
    if (part === '' || part === '.') continue
    if (part === '..') {
      if (reached.pop() === undefined) return 'outside'
      continue
    }
    const here = [...reached, part].join('/')
    const target = tree.get(here)
    if (target === undefined) {
      if (!tree.has(here)) return 'missing'
      reached.push(part)
      continue
    }
    links += 1
    if (target.startsWith('/')) return 'outside'
    if (links > MAX_LINKS) return 'missing'
    queue.unshift(...target.split('/'))
  }
  return 'inside'
}
