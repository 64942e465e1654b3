import type { Workload } from '../core/cluster/object.ts'
import type { Resource } from '../core/cluster/resource.ts'
import type { Cluster } from '../ports.ts'

/** A workload before our first write, and after our last one. */
export interface Change {
  readonly resource: Resource<Workload>
  readonly before: Workload | undefined
  readonly written: Workload
}
