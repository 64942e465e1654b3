import { jobFiles } from '../../../../src/core/build/job/files.ts'
import { buildIdentity } from '../../../../src/core/build/job/identity.ts'
import { jobOf, type JobParts } from '../../../../src/core/build/job/job.ts'
import { objectsFor } from '../../../../src/core/build/job/object-names.ts'
import type { DependencyUnit } from '../../../../src/core/build/unit.ts'
import type { Job } from '../../../../src/core/cluster/object.ts'
import { parseReference, parseRepository } from '../../../../src/core/oci/reference.ts'

export const shared = parseRepository('registry.example.com/shop/shared_layers')
export const sha256 = 'b'.repeat(64)

/** Makes the Job of `unit`; `change` says what is different about it. */
export const sampleJob = async (unit: DependencyUnit, change: Partial<JobParts> = {}): Promise<Job> => {
  const identity = buildIdentity(unit, shared, sha256)
  return jobOf({
    unit,
    identity,
    namespace: 'builds',
    run: '7-1',
    files: await jobFiles(unit.files),
    objects: objectsFor(identity.name, 'a1b2c3', 'own'),
    installImage: unit.phase.image,
    builderImage: parseReference('docker.io/library/node:24-slim'),
    start: 'start()',
    sha256,
    memory: '1Gi',
    timeout: 900,
    ...change,
  })
}
