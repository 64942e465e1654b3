import type { Deployment, Service } from '../cluster/object.ts'
import type { Problem } from '../errors.ts'
import type { Path } from '../function/document.ts'
import type { WorkloadSource } from '../function/source.ts'
import type { DeployedFunction } from './objects.ts'
import { listAt, textAt } from './part.ts'

/** Finds what a spec can say and can hardly mean; each is a warning. */
export const doubtsOf = (
  { source, runtime }: DeployedFunction,
  service: Service,
  deployment: Deployment,
): readonly Problem[] => [
  ...(runtime === undefined ? [] : containerDoubts(source)),
  ...selectorDoubts(source, service, deployment),
]

/** What a spec says of the container of a function that we build, and cannot have. */
const containerDoubts = (source: WorkloadSource): readonly Problem[] => {
  const path = ['spec', 'deployment', 'spec', 'template', 'spec', 'containers', 0]
  const container = listAt(source.deployment.deployment, 'spec', 'template', 'spec', 'containers')[0] ?? {}
  const warn = (at: Path, message: string, hint: string): Problem => ({
    severity: 'warning',
    code: 'SPEC_INVALID',
    message,
    at: source.at.field([...path, ...at]),
    hint,
  })
  const mount = listAt(container, 'volumeMounts').findIndex(
    (candidate) => textAt(candidate, 'mountPath')?.replace(/\/+$/, '') === '/kubeless',
  )
  const image = textAt(container, 'image')
  return [
    ...(mount === -1
      ? []
      : [warn(['volumeMounts', mount], 'The mount on /kubeless hides the function’s code', 'Mount it elsewhere')]),
    ...(image === undefined
      ? []
      : [warn(['image'], `Cannot use image "${image}": the function has one of its own`, 'Remove it')]),
  ]
}

/** A Service whose selector fits no pod accepts connections for nobody. */
const selectorDoubts = (source: WorkloadSource, service: Service, deployment: Deployment): readonly Problem[] => {
  const labels = deployment.spec?.template.metadata?.labels ?? {}
  const [key, value] =
    Object.entries(service.spec?.selector ?? {}).find(([name, wanted]) => labels[name] !== wanted) ?? []
  if (key === undefined) return []
  return [
    {
      severity: 'warning',
      code: 'SPEC_INVALID',
      message: `The Service selects "${key}: ${value}", which the function’s pods do not have: it leads nowhere`,
      at: source.at.field(['spec', 'service', 'selector', key]),
      hint: 'Remove the selector',
    },
  ]
}
