import { isAlias, isNode, visit, type Document, type Node } from 'yaml'

/** Returns a node as it is, what an alias stands for, and undefined for anything else (also for an alias of nothing). */
export type Resolve = (node: unknown) => Node | undefined

/** Makes the resolver of one document; yaml's own walks the whole document again for each alias. */
export const aliasResolver = (document: Document): Resolve => {
  let anchors: ReadonlyMap<string, readonly Node[]> | undefined
  return (node) => {
    if (!isAlias(node)) return isNode(node) ? node : undefined
    anchors ??= anchorsOf(document)
    return lastBefore(anchors.get(node.source) ?? [], startOf(node))
  }
}

/** An anchor may be set again further down: the nearest one above the alias counts. */
const lastBefore = (nodes: readonly Node[], offset: number): Node | undefined => {
  let [low, high] = [0, nodes.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const node = nodes[middle]
    if (node !== undefined && startOf(node) < offset) low = middle + 1
    else high = middle
  }
  return nodes[low - 1]
}

const startOf = (node: Node): number => node.range?.[0] ?? 0

const anchorsOf = (document: Document): ReadonlyMap<string, readonly Node[]> => {
  const anchors = new Map<string, Node[]>()
  visit(document, {
    Node: (_key, node) => {
      if (isAlias(node) || node.anchor === undefined) return
      const same = anchors.get(node.anchor)
      if (same === undefined) anchors.set(node.anchor, [node])
      else same.push(node)
    },
  })
  return anchors
}
