import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LOCK_FILES } from '../../core/build/local-dependencies.ts'
import type { Install } from './install.ts'
import { npmrcOf } from '../../core/build/npm-settings.ts'

/** Installs with npm. */
export const installNpm = async (install: Install): Promise<void> => {
  const { unit, folder, host, run } = install
  await nameManifest(join(folder.root, 'package.json'))
  const settings = npmrcOf(unit.phase.env)
  if ('problem' in settings) throw install.refuse(settings.problem)
  await prependFile(join(folder.root, '.npmrc'), settings.text)
  const locked = unit.files.some(({ path }) => LOCK_FILES.npm.includes(path))
  const verb = locked ? ['ci'] : ['install', '--package-lock=false']
  await run({ program: host.npm ?? 'npm', args: [...verb, `--prefix=${folder.root}`, ...OPTIONS] })
}

const OPTIONS = [
  '--omit=dev',
  '--global=false',
  '--audit=false',
  '--fund=false',
  '--update-notifier=false',
  '--progress=false',
  '--color=false',
  // No files in the user's home that nobody will read.
  '--logs-max=0',
]

/** npm takes the folder's name for a package without one, and writes it into what it installs. */
const nameManifest = async (path: string): Promise<void> => {
  const text = await readFile(path, 'utf8')
  const manifest = parse(text)
  if (manifest !== undefined && !Object.hasOwn(manifest, 'name'))
    await writeFile(path, JSON.stringify({ name: 'function', ...manifest }))
}

/** A text that is no object is left for npm to complain about. */
const parse = (text: string): object | undefined => {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

const prependFile = async (path: string, text: string): Promise<void> => {
  if (text === '') return
  const rest = await readFile(path, 'utf8').catch(() => '')
  await writeFile(path, text + rest, { mode: 0o600 })
}
