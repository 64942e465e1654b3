import { mkdir } from 'node:fs/promises'
import { GATEWAY, PYPI } from './addresses.ts'
import { isAnswered } from './answers.ts'
import { definePart } from './part.ts'
import type { Place } from './place.ts'

/** A package index for pip, over a folder of wheels; it knows of no other index. */
export const pypiserver = definePart({
  name: 'pypiserver',
  program: 'pypi-server',
  prepare: async (place) => void (await mkdir(wheelsOf(place), { recursive: true })),
  command: (path, place) => [
    path,
    'run',
    `--interface=${GATEWAY}`,
    `--port=${new URL(PYPI).port}`,
    '--disable-fallback',
    '--passwords=.',
    '--authenticate=.',
    wheelsOf(place),
  ],
  answers: () => isAnswered(PYPI),
})

export const wheelsOf = (place: Place): string => place.at('wheels')
