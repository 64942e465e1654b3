import { Document, isScalar, visit } from 'yaml'
import { type Duty, type Grant, NEEDS, roleFor } from '../../src/core/cluster/roles.ts'
import { showResource } from '../../src/core/cluster/rights.ts'

/** Returns the page on what accounts need. */
export const rbacPage = (): string =>
  [
    '<!-- Made from src/core/cluster/roles.ts by "npm run generate": change that file, not this one. -->',
    '# What the account may do',
    'Every command works with a namespaced Role; no cluster-wide right is needed. `deploy` asks the server what the account may do before it builds anything, and names the verb and the resource that are missing. Rights with something in column "without it" may be left out.',
    ...(Object.keys(NEEDS) as readonly Duty[]).flatMap(section),
    '',
  ].join('\n\n')

const TITLES: Readonly<Record<Duty, readonly [title: string, text: string]>> = {
  build: [
    'Builds in Jobs',
    'In the build namespace, for `build`, `deploy` and `render` with builder `job`. The Job itself has no account.',
  ],
  deploy: ['Deploy', 'In each namespace that functions are deployed to.'],
  'registry-service': [
    'A registry inside the cluster',
    'In the namespace of the Service, with option `registry-service`.',
  ],
}

const section = (duty: Duty): readonly string[] => {
  const [title, text] = TITLES[duty]
  const settings = NEEDS[duty].flatMap(({ when }) => (when === undefined ? [] : [when]))
  return [`## ${title}`, text, table(NEEDS[duty]), yaml(roleFor(duty, settings))]
}

const table = (grants: readonly Grant[]): string =>
  [
    '| resource | verbs | for | without it |',
    '| --- | --- | --- | --- |',
    ...grants.map((grant) => {
      const only = grant.when === undefined ? '' : ` (only with \`${grant.when}\`)`
      return `| \`${showResource(grant)}\` | ${grant.verbs.join(', ')} | ${grant.why}${only} | ${grant.without ?? 'fails'} |`
    }),
  ].join('\n')

const yaml = (role: object): string => {
  const document = new Document(role)
  visit(document, {
    Seq: (_, list) => {
      list.flow = list.items.every((item) => isScalar(item))
    },
  })
  return `\`\`\`yaml\n${document.toString({ flowCollectionPadding: false, lineWidth: 0 })}\`\`\``
}
