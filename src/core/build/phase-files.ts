import { byBytes, type FileEntry, fileOf, type RegularFile } from '../image/content.ts'
import { buildFailed } from './failure.ts'
import { npmrcOf } from './npm-settings.ts'
import type { DependencyUnit } from './unit.ts'

/**
 * Returns the files of `unit` as its command has to find them in an install image. For npm, a package without a name is
 * called `function` (else its folder's name is written into what is installed), and settings that Kubeless takes from
 * the environment stand in .npmrc. Throws BUILD_FAILED for settings that cannot stand there.
 */
export const phaseFiles = async ({ phase, files, at }: DependencyUnit): Promise<readonly FileEntry[]> => {
  if (phase.tool !== 'npm') return files
  const settings = npmrcOf(phase.env)
  if ('problem' in settings)
    throw buildFailed({ phase: phase.name, reason: settings.problem, exitCode: undefined, log: [] }, at)
  const npmrc = files.find(isAt('.npmrc'))
  const named = await Promise.all(files.filter((file) => file !== npmrc).map(withName))
  if (settings.text === '' && npmrc === undefined) return named
  const text = settings.text + (npmrc === undefined ? '' : await textOf(npmrc))
  return [...named, fileOf('.npmrc', text)].sort((a, b) => byBytes(a.path, b.path))
}

const isAt =
  (path: string) =>
  (file: FileEntry): file is RegularFile =>
    file.type === 'file' && file.path === path

const withName = async (file: FileEntry): Promise<FileEntry> => {
  if (!isAt('package.json')(file)) return file
  const manifest = parsed(await textOf(file))
  if (manifest === undefined || Object.hasOwn(manifest, 'name')) return file
  return fileOf(file.path, JSON.stringify({ name: 'function', ...manifest }))
}

/** A text that is no object is left for npm to complain about. */
const parsed = (text: string): object | undefined => {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

const textOf = async (file: RegularFile): Promise<string> => new TextDecoder().decode(await file.read())
