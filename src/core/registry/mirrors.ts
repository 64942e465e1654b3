import { formatRepository, type Repository } from '../oci/reference.ts'

/** Images below `from` are pulled from below `to`: `docker.io` → `mirror.local:5000/hub`. */
export interface Mirror {
  readonly from: string
  readonly to: string
}

/** Returns where `repository` is pulled from; of several mirrors the one with the longest `from` counts. */
export const mirrored = (mirrors: readonly Mirror[], repository: Repository): Repository => {
  const name = formatRepository(repository)
  const fitting = mirrors.filter(({ from }) => name === from || name.startsWith(`${from}/`))
  const [mirror] = fitting.toSorted((a, b) => b.from.length - a.from.length)
  if (mirror === undefined) return repository
  const moved = mirror.to + name.slice(mirror.from.length)
  const slash = moved.indexOf('/')
  return { registry: moved.slice(0, slash), path: moved.slice(slash + 1) }
}
