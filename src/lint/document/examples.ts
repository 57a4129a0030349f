import type { Examiner, LocatedValue, Violation } from '../../contract/index.ts'
import { type LintProblem, problemIn } from '../problem.ts'
import { child, type DocumentNode } from './walk.ts'

/** Checks every example and default of the document against its schema. */
export function checkExamples(examiner: Examiner, nodes: readonly DocumentNode[]): LintProblem[] {
  return nodes.flatMap((node) => {
    const schema = schemaOf(node)
    if (schema === undefined) return []
    return examplesOf(examiner, node).flatMap(({ at, what }) =>
      examiner
        .violationsOf(schema, at.value)
        .map((violation) => problemOfExample(at, what, violation)),
    )
  })
}

function problemOfExample(at: LocatedValue, what: string, violation: Violation): LintProblem {
  const { rule } = violation
  const pointer = isMissing(violation) ? parentOf(violation.pointer) : violation.pointer
  const sentence = violation.message
    .replace(/^the body /, 'it ')
    .replace(' in the body,', ' in it,')
  const imposed = rule === undefined ? '' : ` (${rule.file}:${rule.line})`
  return problemIn(
    { ...at, pointer: `${at.pointer}${pointer}` },
    {
      rule: 'example',
      message: `${what} breaks its schema${imposed}: ${sentence}`,
      next: 'correct the example, or the schema if the example is right',
    },
  )
}

function isMissing({ keyword }: Violation): boolean {
  return keyword === 'required' || keyword === 'dependentRequired'
}

function parentOf(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf('/'))
}

/** The schema that an object's examples have to conform to. */
function schemaOf({ kind, at }: DocumentNode): LocatedValue | undefined {
  if (kind === 'schema') return at
  return kind === 'media' || kind === 'parameter' || kind === 'header'
    ? child(at, 'schema')
    : undefined
}

interface Example {
  readonly at: LocatedValue
  /** Its name as the subject of a sentence. */
  readonly what: string
}

function examplesOf(examiner: Examiner, { kind, at }: DocumentNode): Example[] {
  const single = child(at, 'example')
  const several = child(at, 'examples')
  const found: Example[] = single === undefined ? [] : [{ at: single, what: 'The example' }]
  if (several === undefined) return withDefault(kind, at, found)
  if (kind === 'schema') {
    const items = Array.isArray(several.value) ? several.value : []
    for (const index of items.keys()) {
      const item = child(several, String(index))
      if (item === undefined) continue
      // OpenAPI 3.0 has one, where it says `example`.
      const pointer = examiner.isThreeZero ? `${at.pointer}/example` : item.pointer
      found.push({ at: { ...item, pointer }, what: 'The example' })
    }
    return withDefault(kind, at, found)
  }
  for (const name of Object.keys(several.value ?? {})) {
    const named = child(several, name)
    const value = named === undefined ? undefined : valueOf(examiner, named)
    if (value !== undefined) found.push({ at: value, what: `The example ${JSON.stringify(name)}` })
  }
  return found
}

function withDefault(kind: DocumentNode['kind'], at: LocatedValue, found: Example[]): Example[] {
  const standard = kind === 'schema' ? child(at, 'default') : undefined
  return standard === undefined ? found : [...found, { at: standard, what: 'The default' }]
}

/** The value of a named example; through one reference where it is one. */
function valueOf(examiner: Examiner, named: LocatedValue): LocatedValue | undefined {
  const reference = child(named, '$ref')?.value
  if (typeof reference !== 'string') return child(named, 'value')
  try {
    return child(examiner.follow(reference, named), 'value')
  } catch {
    // The reference has a finding of its own.
    return undefined
  }
}
