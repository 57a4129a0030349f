import { type Operation, rulesOf, type Schema } from '../../contract/index.ts'
import { escapeSegment, isRecord, parsePointer, valueAt } from '../../core/index.ts'
import type { MutantFamily } from '../results/self-test-figure.ts'

/** A stub that is correct but for one thing. */
export interface Mutant {
  readonly family: MutantFamily
  readonly operation: string
  /** What is wrong: «without maxLength at /properties/place/maxLength». */
  readonly name: string
  /** Where in messages it shows, which a failing check has to name; absent where it shows everywhere. */
  readonly pointer?: string
  /** The schema by which it judges; absent where the behaviour is what is wrong. */
  readonly schema?: Schema
  readonly behaviour?: MutantBehaviour
}

/** What a stub does wrong with every message. */
export type MutantBehaviour = 'accepts everything' | 'rejects with 500' | 'accepts every second'

const BEHAVIOURS: readonly MutantBehaviour[] = [
  'accepts everything',
  'rejects with 500',
  'accepts every second',
]

/** Every mutant of one operation, derived from its schema. */
export function mutantsOf(operation: Operation): Mutant[] {
  const root = operation.schema('published')
  const rules = rulesOf(operation)
  const lacking = rules.map(({ schemaPointer, pointer }): Mutant => ({
    family: 'lacks a rule',
    operation: operation.id,
    name: `without ${schemaPointer}`,
    pointer,
    schema: withoutRule(root, schemaPointer),
  }))
  const adding = rules.flatMap(({ schemaPointer, pointer, keyword }) =>
    stricter(valueAt(root, parsePointer(schemaPointer)), keyword).map((value): Mutant => ({
      family: 'adds a rule',
      operation: operation.id,
      name: `${schemaPointer} = ${JSON.stringify(value)}`,
      pointer,
      schema: changedAt(root, parsePointer(schemaPointer), () => value),
    })),
  )
  const breaking = BEHAVIOURS.map((behaviour): Mutant => ({
    family: 'breaks a behaviour',
    operation: operation.id,
    name: behaviour,
    behaviour,
  }))
  return [
    ...lacking,
    ...adding,
    ...requiring(operation.id, root),
    ...(rules.length === 0 ? [] : breaking),
  ]
}

/** A schema without one of its rules. */
function withoutRule(root: Schema, schemaPointer: string): Schema {
  const steps = parsePointer(schemaPointer)
  const parent = valueAt(root, steps.slice(0, -1))
  const name = steps.at(-1) ?? ''
  // The last step of a rule of `required` is a name in its list.
  if (Array.isArray(parent) && steps.at(-2) === 'required')
    return changedAt(root, steps.slice(0, -1), () => parent.filter((each) => each !== name))
  if (valueAt(root, steps) === false && isSchemaPlace(steps))
    return changedAt(root, steps, () => true)
  return changedAt(root, steps, () => undefined)
}

function isSchemaPlace(steps: readonly string[]): boolean {
  return ['properties', 'patternProperties', 'prefixItems', 'anyOf', 'oneOf', 'allOf'].includes(
    steps.at(-2) ?? '',
  )
}

/** The same with another value at a pointer; `undefined` removes it. */
function changedAt(root: Schema, steps: readonly string[], change: () => unknown): Schema {
  const visit = (value: unknown, depth: number): unknown => {
    if (depth === steps.length) return change()
    const step = steps[depth] ?? ''
    if (Array.isArray(value))
      return value.map((each: unknown, index) =>
        String(index) === step ? visit(each, depth + 1) : each,
      )
    if (!isRecord(value)) return value
    const entries = Object.entries(value).map(([name, each]) => [
      name,
      name === step ? visit(each, depth + 1) : each,
    ])
    return Object.fromEntries(entries.filter(([, each]) => each !== undefined))
  }
  return visit(root, 0) as Schema
}

const STEP: Readonly<Record<string, 1 | -1>> = {
  minimum: 1,
  maximum: -1,
  minLength: 1,
  maxLength: -1,
  minItems: 1,
  maxItems: -1,
}

/** Values of a keyword that allow a little less. */
function stricter(value: unknown, keyword: string): readonly unknown[] {
  const step = STEP[keyword]
  if (step !== undefined && typeof value === 'number') return value + step < 0 ? [] : [value + step]
  if (!Array.isArray(value) || value.length < 2) return []
  if (keyword === 'enum')
    return value.slice(0, MOST_VALUES).map((one: unknown) => value.filter((each) => each !== one))
  return keyword === 'type' && value.includes('null')
    ? [value.filter((each) => each !== 'null')]
    : []
}

/** Values of one enum, each of which one mutant rejects. */
const MOST_VALUES = 3

/** Each optional property, required. */
function requiring(operation: string, root: Schema): Mutant[] {
  const found: Mutant[] = []
  const visit = (schema: unknown, steps: readonly string[]): void => {
    if (!isRecord(schema)) return
    const { properties, required, items } = schema
    const names = Array.isArray(required) ? required : []
    for (const [name, each] of Object.entries(isRecord(properties) ? properties : {})) {
      if (!names.includes(name) && each !== false && !isReadOnly(each)) {
        const rule = [...steps, 'required']
        found.push({
          family: 'adds a rule',
          operation,
          name: `requires ${[...steps, 'properties', name].join('/')}`,
          pointer: pointerOf([...steps, 'properties', name]),
          schema: changedAt(withRequired(root, steps), rule, () => [...names, name]),
        })
      }
      visit(each, [...steps, 'properties', name])
    }
    visit(items, [...steps, 'items'])
  }
  visit(root, [])
  return found
}

/** Where the value is in messages: items as `*`. */
function pointerOf(steps: readonly string[]): string {
  const inner: string[] = []
  for (let index = 0; index < steps.length; index++) {
    if (steps[index] === 'items') inner.push('*')
    else inner.push(steps[++index] ?? '')
  }
  return inner.map((name) => `/${escapeSegment(name)}`).join('')
}

function isReadOnly(schema: unknown): boolean {
  return isRecord(schema) && schema.readOnly === true
}

/** The keyword is there to be changed. */
function withRequired(root: Schema, steps: readonly string[]): Schema {
  const schema = valueAt(root, steps)
  return changedAt(root, steps, () => (isRecord(schema) ? { required: [], ...schema } : schema))
}
