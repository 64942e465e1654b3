import { access, rm } from 'node:fs/promises'
import { removeContainers } from './containers.ts'
import { removeControlGroups } from './control-groups.ts'
import { removeMounts } from './mounts.ts'
import { hasNetwork, removeNetwork } from './network.ts'
import { removeOutside } from './outside.ts'
import type { Place } from './place.ts'
import { endProcesses } from './processes.ts'

/**
 * Takes a bed down, whole, half, or crashed, and leaves nothing of it: processes, mounts, control groups, rules, the
 * bridge, files. Does nothing where there is none.
 */
export const takeDown = async (place: Place): Promise<void> => {
  if (
    !(await access(place.root).then(
      () => true,
      () => false,
    ))
  )
    return
  await endProcesses(place)
  await removeContainers(place)
  await removeMounts(place)
  if (await hasNetwork(place)) {
    await removeControlGroups()
    await removeOutside(place)
    await removeNetwork(place)
  }
  await rm(place.root, { recursive: true, force: true })
}
