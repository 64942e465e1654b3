import type { ObjectQuery } from '../../../src/ports.ts'
import { isMap, type Json } from './fields.ts'

/** Tells whether an object is one of those that `query` asks for. */
export const selects = ({ namespace, labelSelector = '', fieldSelector = '' }: ObjectQuery, object: Json): boolean => {
  const metadata = isMap(object['metadata']) ? object['metadata'] : {}
  const labels = isMap(metadata['labels']) ? metadata['labels'] : {}
  return (
    metadata['namespace'] === namespace &&
    termsOf(labelSelector).every((term) => fitsLabels(term, labels)) &&
    termsOf(fieldSelector).every((term) => fitsField(term, object))
  )
}

/** Commas between parentheses part values, not terms. */
const termsOf = (selector: string): readonly string[] =>
  selector.split(/,(?![^(]*\))/).flatMap((term) => (term.trim() === '' ? [] : [term.trim()]))

// https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
const fitsLabels = (term: string, labels: Json): boolean => {
  const [, key = '', not, list = ''] = /^(\S+) (not)?in \((.*)\)$/.exec(term.replace(' notin ', ' notin ')) ?? []
  if (key !== '') {
    const listed = list
      .split(',')
      .map((value) => value.trim())
      .includes(text(labels[key]))
    return not === undefined ? key in labels && listed : !listed
  }
  const [, name = '', operator, value] = /^([^=!]+)(==?|!=)(.*)$/.exec(term) ?? []
  if (operator === '!=') return labels[name] !== value
  if (operator !== undefined) return labels[name] === value
  return term.startsWith('!') ? !(term.slice(1) in labels) : term in labels
}

const fitsField = (term: string, object: Json): boolean => {
  const [, path = '', operator, wanted] = /^([^=!]+)(==?|!=)(.*)$/.exec(term) ?? []
  const found = path.split('.').reduce<unknown>((value, name) => (isMap(value) ? value[name] : undefined), object)
  return (text(found) === wanted) === (operator !== '!=')
}

const text = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)
