import { glob, readdir, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** How often the kernel is asked, 50 ms apart, to let go of control groups of processes that have just ended. */
const TRIES = 40

/** Removes the control groups of pods, those where no process is. */
export const removeControlGroups = async (): Promise<void> => {
  const roots = ['/sys/fs/cgroup/kubepods', ...(await Array.fromAsync(glob('/sys/fs/cgroup/*/kubepods')))]
  for (let left = roots, tries = 0; left.length > 0 && tries < TRIES; tries += 1) {
    const removed = await Promise.all(left.map(removeGroup))
    left = left.filter((_, index) => removed[index] === false)
    if (left.length > 0) await sleep(50)
  }
}

/** Removes the groups below first; one that another's process is in stays, as the kernel wants it. */
const removeGroup = async (path: string): Promise<boolean> => {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => undefined)
  if (entries === undefined) return true
  for (const entry of entries) if (entry.isDirectory()) await removeGroup(join(path, entry.name))
  return rmdir(path).then(
    () => true,
    () => false,
  )
}
