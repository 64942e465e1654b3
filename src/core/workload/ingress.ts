import { type Problem, specProblem } from '../errors.ts'
import type { Ingress } from '../cluster/object.ts'
import type { Trigger, WorkloadSource } from '../function/source.ts'
import { annotated, objectLabels } from './labels.ts'
import { textAt, valueAt } from './part.ts'

export interface IngressAnswer {
  readonly object?: Ingress
  readonly problems: readonly Problem[]
}

/**
 * Returns the Ingress of an HTTPTrigger; `port` is the Service's own.
 * https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/
 */
export const ingressOf = (source: WorkloadSource, trigger: Trigger, port: number): IngressAnswer => {
  const problems = faultsOf(trigger)
  if (problems.length > 0) return { problems }
  const { name, namespace, spec } = trigger
  const annotations = annotationsOf(trigger)
  const gateway = gatewayOf(trigger)
  const host = textAt(spec, 'host-name')
  return {
    problems,
    object: {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: {
        name,
        namespace,
        labels: objectLabels(source, trigger.labels),
        ...annotated(annotations),
      },
      spec: {
        // The API server refuses both ways of naming a class at once; the annotation is the older one.
        ...(gateway === undefined || CLASS_ANNOTATION in annotations ? {} : { ingressClassName: gateway }),
        ...tlsOf(trigger, host),
        rules: [
          {
            ...(host === undefined ? {} : { host }),
            http: {
              paths: [{ ...pathOf(trigger), backend: { service: { name: source.name, port: { number: port } } } }],
            },
          },
        ],
      },
    },
  }
}

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class'

const GATEWAYS = ['nginx', 'traefik', 'kong'] as const
type Gateway = (typeof GATEWAYS)[number]

/** Kubeless set a class for these three and none for any other word. */
const gatewayOf = ({ spec }: Trigger): Gateway | undefined =>
  GATEWAYS.find((gateway) => gateway === textAt(spec, 'gateway'))

const faultsOf = (trigger: Trigger): readonly Problem[] => {
  const { spec, field } = trigger
  const cannot = (key: string, why: string, hint: string): Problem =>
    specProblem(field(['spec', key]), `Cannot make an Ingress of HTTPTrigger "${trigger.name}": ${why}`, hint)
  const bothTls = valueAt(spec, 'tls') === true && textAt(spec, 'tls-secret') !== undefined
  const kongAuth = textAt(spec, 'basic-auth-secret') !== undefined && gatewayOf(trigger) === 'kong'
  return [
    ...(bothTls ? [cannot('tls-secret', '"tls" and "tls-secret" exclude each other', 'Keep one of them')] : []),
    ...(kongAuth
      ? [cannot('basic-auth-secret', 'gateway kong has no basic authentication by annotation', 'Use a plugin of Kong')]
      : []),
  ]
}

/** The trigger's own win over the gateway's defaults, and what its spec asks for wins over both, as under Kubeless. */
const annotationsOf = (trigger: Trigger): Readonly<Record<string, string>> => {
  const { spec, annotations } = trigger
  const gateway = gatewayOf(trigger)
  const prefix = gateway === 'nginx' ? 'nginx.ingress.kubernetes.io' : 'ingress.kubernetes.io'
  const auth = textAt(spec, 'basic-auth-secret')
  return {
    // A function is called with every path below its own, and sees `/`.
    ...(gateway === 'nginx' ? { 'nginx.ingress.kubernetes.io/rewrite-target': '/' } : {}),
    ...annotations,
    ...(valueAt(spec, 'cors-enable') === true ? { [`${prefix}/enable-cors`]: 'true' } : {}),
    ...(auth === undefined ? {} : { [`${prefix}/auth-secret`]: auth, [`${prefix}/auth-type`]: 'basic' }),
    ...(valueAt(spec, 'tls') === true
      ? { 'kubernetes.io/tls-acme': 'true', 'nginx.ingress.kubernetes.io/ssl-redirect': 'true' }
      : {}),
  }
}

const tlsOf = ({ name, spec }: Trigger, host: string | undefined): Pick<NonNullable<Ingress['spec']>, 'tls'> => {
  const secretName = valueAt(spec, 'tls') === true ? `${name}-tls` : textAt(spec, 'tls-secret')
  return secretName === undefined ? {} : { tls: [{ ...(host === undefined ? {} : { hosts: [host] }), secretName }] }
}

/**
 * Kubeless put a slash before whatever was written, so that `/x` became `//x`, which is refused now. A pattern is the
 * controller's to read.
 */
const pathOf = ({ spec }: Trigger): { readonly path: string; readonly pathType: string } => {
  const path = `/${(textAt(spec, 'path') ?? '').replace(/^\/+/, '')}`
  return {
    path,
    pathType: /^[\w./~-]*$/.test(path) && !/\/\/|\/\.{1,2}(?:\/|$)/.test(path) ? 'Prefix' : 'ImplementationSpecific',
  }
}
