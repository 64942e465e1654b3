import { COMPANION_FILES, localDependencies, type PackageTool } from '../build/local-dependencies.ts'
import type { LocalPath } from '../build/local-path.ts'
import type { FileEntry, RegularFile } from './content.ts'

/** The files of a function that decide what an install leaves behind. */
export interface DependencyFiles {
  readonly files: readonly FileEntry[]
  /** One message for each local package that is not there. */
  readonly problems: readonly string[]
}

/**
 * Picks the dependency file, what lies beside it (lock file, configuration) and what it takes from the function's
 * folder, files of those packages included: a local package that changes must change the key.
 */
export const dependencyFiles = async (
  tool: PackageTool,
  manifest: string,
  content: readonly FileEntry[],
): Promise<DependencyFiles> => {
  const byPath = new Map(content.map((file) => [file.path, file]))
  const picked = new Map<string, FileEntry>()
  const problems: string[] = []
  const queue = [manifest, ...COMPANION_FILES[tool].filter((name) => byPath.has(name))]
  for (const path of queue) {
    const file = byPath.get(path)
    if (file === undefined || file.type !== 'file' || picked.has(path)) continue
    picked.set(path, file)
    if (!isManifest(tool, path, manifest)) continue
    const named = localDependencies(tool, path, await textOf(file))
    problems.push(...named.problems)
    for (const place of named.paths) {
      const files = filesAt(content, place)
      if (files.length === 0)
        problems.push(`Cannot find "${place.path}", which "${path}" installs from the function's folder`)
      for (const found of files) takeFile(found, { tool, manifest, place, picked, queue })
    }
  }
  return { files: [...picked.values()], problems }
}

interface Taking {
  readonly tool: PackageTool
  readonly manifest: string
  readonly place: LocalPath
  readonly picked: Map<string, FileEntry>
  readonly queue: string[]
}

/** A file that names more local packages is queued to be read; any other is taken as it is. */
const takeFile = (file: FileEntry, { tool, manifest, place, picked, queue }: Taking): void => {
  if (file.type === 'file' && (place.kind === 'include' || isManifest(tool, file.path, manifest))) queue.push(file.path)
  else picked.set(file.path, file)
}

const isManifest = (tool: PackageTool, path: string, manifest: string): boolean =>
  tool === 'npm'
    ? path === 'package.json' || path.endsWith('/package.json')
    : path === manifest || path.endsWith('.txt')

const filesAt = (content: readonly FileEntry[], { path, kind }: LocalPath): readonly FileEntry[] => {
  if (path === '.') return content
  if (kind === 'packages') return content.filter((file) => inGlob(path, file.path))
  return content.filter((file) => file.path === path || file.path.startsWith(`${path}/`))
}

/** Workspaces: a glob of folders, where `*` stands for one name. */
const inGlob = (glob: string, path: string): boolean => {
  const wanted = glob.split('/')
  const parts = path.split('/')
  return parts.length > wanted.length && wanted.every((word, index) => matchesWord(word, parts[index] ?? ''))
}

const matchesWord = (word: string, part: string): boolean => {
  const pattern = word.split('*').map((text) => text.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`))
  return new RegExp(`^${pattern.join('.*')}$`).test(part)
}

const textOf = async (file: RegularFile): Promise<string> => new TextDecoder().decode(await file.read())
