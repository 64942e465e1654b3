import { LOCK_FILES } from '../../core/build/local-dependencies.ts'
import type { Install } from './install.ts'

/** Installs with npm. */
export const installNpm = async (install: Install): Promise<void> => {
  const { unit, folder, host, run } = install
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
