/** Says why an entry called `name` cannot go into a layer; undefined when it can. `path` is for the message. */
export const unfitName = (name: string, path: string): string | undefined => {
  if (name.startsWith('.wh.')) return `"${path}" would delete a file of the base image: names may not begin with .wh.`
  return name.includes('\uFFFD') ? `the name of "${path}" is not UTF-8` : undefined
}

/** Says that an entry is a device, a socket or the like. */
export const unfitKind = (path: string): string => `"${path}" is neither a file, a folder nor a link`

/** Where a symbolic link leads: only one that stays inside goes into a layer. */
export type LinkEnd = 'inside' | 'absolute' | 'missing' | 'outside'

/** Says why a link that ends at `end` cannot go into a layer; undefined when it can. */
export const unfitLink = (path: string, target: string, end: LinkEnd): string | undefined =>
  end === 'inside' ? undefined : `"${path}" links to "${target}", ${WHY[end]}`

const WHY: Readonly<Record<Exclude<LinkEnd, 'inside'>, string>> = {
  absolute: 'an absolute path',
  missing: 'which is not there',
  outside: 'outside of what was installed',
}
