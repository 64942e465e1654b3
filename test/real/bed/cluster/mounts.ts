import { readFile } from 'node:fs/promises'
import { command } from './command.ts'
import type { Place } from './place.ts'

/** Unmounts all that is mounted below the bed's folder; throws if something stays, since removing files would go through it. */
export const removeMounts = async (place: Place): Promise<void> => {
  for (const path of (await mountsBelow(place)).toReversed()) await command('umount', ['--lazy', path])
  const left = await mountsBelow(place)
  if (left.length > 0) throw new Error(`Cannot unmount ${left.map((path) => `"${path}"`).join(', ')}`)
}

/** Returns the mount points below the bed's folder, in the order in which they were mounted. */
export const mountsBelow = async (place: Place): Promise<readonly string[]> => {
  const lines = (await readFile('/proc/mounts', 'utf8')).trimEnd().split('\n')
  return lines.map((line) => line.split(' ')[1] ?? '').filter((path) => path.startsWith(`${place.root}/`))
}
