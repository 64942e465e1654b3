import type { Problem } from '../../errors.ts'
import { formatPlatform } from '../../oci/platform.ts'
import type { DependencyUnit } from '../unit.ts'
import { MAX_FILES_SIZE, sizeOf } from './files.ts'

/** Says why no Job can install `unit`, once for each place that needs it. */
export const jobProblems = (unit: DependencyUnit): readonly Problem[] => {
  const why = whyNot(unit)
  if (why === undefined) return []
  return unit.at.map((at) => ({
    severity: 'error',
    code: 'BUILD_FAILED',
    message: `Cannot install for "${unit.runtime}" with builder "job": ${why.reason}`,
    at,
    hint: why.hint,
  }))
}

const whyNot = ({
  platform,
  files,
}: DependencyUnit): { readonly reason: string; readonly hint: string } | undefined => {
  if (platform.os !== 'linux')
    return {
      reason: `the image is for ${formatPlatform(platform)}, and its pods run on Linux`,
      hint: 'Build for a Linux platform',
    }
  const size = sizeOf(files)
  if (size <= MAX_FILES_SIZE) return undefined
  return {
    reason: `the dependency files and local packages have ${size} bytes, and a Job takes ${MAX_FILES_SIZE}`,
    hint: 'Use builder "docker" or "runner", or publish the local packages to a package registry',
  }
}
