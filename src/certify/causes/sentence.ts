import { plural } from '../../core/index.ts'
import type { CausePlace } from '../results/cause.ts'
import type { CheckKind } from '../results/kind.ts'
import { KINDS } from './kinds.ts'
import { predicateOf, type Symptom } from './symptom.ts'

interface Described {
  readonly kinds: readonly CheckKind[]
  readonly symptom: Symptom
  readonly places: readonly CausePlace[]
  readonly operations: readonly string[]
  /** The titles of its checks, each once. */
  readonly cases: readonly string[]
}

/** What is broken, in one sentence without its full stop. */
export function sentenceOfCause(described: Described): string {
  const { kinds, symptom, places, operations } = described
  const [first] = kinds
  if (first === undefined) return caseSentence(described)
  const hasToBe = first.startsWith('invalid:') ? 'rejected' : 'accepted'
  const predicate = predicateOf(symptom, hasToBe)
  const subject = subjectOf(kinds)
  const where = `in ${plural(places.length, 'place')}${ofOperations(operations)}`
  return `${subject} ${predicate} ${where}`
}

/** Several kinds that all fail are one defect: whatever is sent there, nothing is checked. */
function subjectOf(kinds: readonly CheckKind[]): string {
  const [first, ...others] = kinds.map((kind) => KINDS[kind].subject)
  if (others.length === 0) return first ?? ''
  return `every kind of invalid value (${[first, ...others].join('; ')})`
}

function ofOperations(operations: readonly string[]): string {
  return operations.length > 1 ? ` of ${operations.length} operations` : ''
}

function caseSentence({ cases, operations }: Described): string {
  const [first = '', ...others] = cases
  const more = others.length === 0 ? '' : `, nor in ${plural(others.length, 'other case')}`
  const where = operations.length > 1 ? `, on ${operations.length} operations` : ''
  return `${negated(first)}${more}${where}`
}

/** A title says what an endpoint does where a check passes: «accepts a duplicate» becomes «does not accept a duplicate». */
function negated(title: string): string {
  const [verb = '', ...rest] = title.split(' ')
  const others = rest.join(' ')
  if (verb === 'never') return others
  if (verb === 'does' && others.startsWith('not '))
    return others.slice(4).replace(/^\w+/, (base) => `${base}s`)
  if (verb === 'is' || verb === 'has') return `${verb} not ${others}`
  if (others.startsWith('no ')) return `${verb} ${others.slice(3)}`
  return `does not ${baseOf(verb)} ${others}`
}

/** The base of a verb in the third person: `returns` → `return`. */
function baseOf(verb: string): string {
  if (/(?:ss|sh|ch|x)es$/.test(verb)) return verb.slice(0, -2)
  if (verb.endsWith('ies')) return `${verb.slice(0, -3)}y`
  return verb.endsWith('s') ? verb.slice(0, -1) : verb
}
