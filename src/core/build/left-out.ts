import type { PackageTool } from './local-dependencies.ts'
import type { DependencyUnit } from './unit.ts'

/** What a tool may leave in /kubeless that is no part of what it installed. */
const WRITTEN: Readonly<Record<PackageTool, readonly string[]>> = {
  npm: ['package.json', 'package-lock.json', '.npmrc'],
  pip: [],
}

/** Returns the paths below /kubeless that are not taken into the unit's layer: what was put there, and the tool's notes. */
export const leftOut = ({ phase, files }: DependencyUnit): ReadonlySet<string> =>
  new Set([...WRITTEN[phase.tool], ...files.map(({ path }) => path)])
