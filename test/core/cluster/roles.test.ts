import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DEPLOYMENTS, PODS } from '../../../src/core/cluster/resource.ts'
import { missingRights, type Rights } from '../../../src/core/cluster/rights.ts'
import { type Duty, NEEDS, required, type Role, roleFor } from '../../../src/core/cluster/roles.ts'

const rightsOf = ({ rules }: Role): Rights => ({
  rules: rules.map((rule) => ({ ...rule, resourceNames: [] })),
  incomplete: false,
})

for (const duty of Object.keys(NEEDS) as readonly Duty[]) {
  test(`roleFor("${duty}") gives all that is required, and each rule once`, () => {
    const role = roleFor(duty)
    assert.deepEqual(missingRights(rightsOf(role), required(duty)), [])
    const names = role.rules.map(({ apiGroups, resources }) => `${apiGroups.join()}/${resources.join()}`)
    assert.deepEqual(names, [...new Set(names)])
  })

  test(`K16 without one rule of the Role for "${duty}", that rule is named`, () => {
    const role = roleFor(duty)
    for (const rule of role.rules) {
      const rest = rightsOf({ ...role, rules: role.rules.filter((other) => other !== rule) })
      const named = missingRights(
        rest,
        NEEDS[duty].filter(({ when }) => when === undefined),
      )
      assert.deepEqual(
        new Set(
          named.map(({ resource, subresource }) =>
            [resource.plural, ...(subresource === undefined ? [] : [subresource])].join('/'),
          ),
        ),
        new Set(rule.resources),
      )
    }
  })
}

test('roleFor() has what settings ask for only where they are named', () => {
  const verbs = (role: Role) => role.rules.find(({ resources }) => resources.includes(DEPLOYMENTS.plural))?.verbs
  assert.ok(!verbs(roleFor('deploy'))?.includes('delete'))
  assert.ok(verbs(roleFor('deploy', ['prune']))?.includes('delete'))
})

test('roleFor() never asks for all of anything, nor to run commands in pods', () => {
  const rules = (Object.keys(NEEDS) as readonly Duty[]).flatMap((duty) => roleFor(duty).rules)
  assert.ok(!JSON.stringify(rules).includes('*'))
  assert.ok(!rules.some(({ resources }) => resources.includes(`${PODS.plural}/exec`)))
})
