import type { Examiner, Schema } from '../../contract/index.ts'
import { isRecord, nearest } from '../../core/index.ts'
import { type LintProblem, problemIn, type Texts } from '../problem.ts'
import { child, type DocumentNode } from './walk.ts'

/** Schemas that nothing can satisfy, and required properties that nothing describes. */
export function checkSchemas(
  examiner: Examiner,
  nodes: readonly DocumentNode[],
  texts: Texts,
): LintProblem[] {
  const schemas = nodes.filter(({ kind }) => kind === 'schema')
  const outermost = schemas.filter(({ nested }) => !nested)
  const faults = outermost.map(({ at }) => examiner.faultsOf(at))
  return [
    ...faults
      .flatMap(({ withoutEffect }) => withoutEffect)
      .map(({ place, reason }) =>
        texts.problemAt(place, {
          rule: 'without-effect',
          message: `${reason}.`,
          next: 'leave it out, or put it where it has an effect',
        }),
      ),
    ...faults
      .flatMap(({ unsatisfiable }) => unsatisfiable)
      .map(({ place, reason }) =>
        texts.problemAt(place, {
          rule: 'unsatisfiable',
          message: `${reason}${reason.endsWith('?') ? '' : '.'}`,
          next: 'correct the schema at this line',
        }),
      ),
    ...schemas.flatMap((node) => undescribed(examiner, node)),
  ]
}

/** Names in `required` without a property: mostly a keyword one level too high or low, or a misspelt name. */
function undescribed(examiner: Examiner, { at, value, nested }: DocumentNode): LintProblem[] {
  const { required } = value
  // Within another schema it may add to properties of a schema above, as `anyOf: [{ required: [a] }]` does.
  const isBranch = nested && value.properties === undefined && value.type === undefined
  if (!Array.isArray(required) || isBranch || value.additionalProperties === false) return []
  // To resolve the references of every schema takes long, and most describe their properties themselves.
  const own = isRecord(value.properties) ? value.properties : {}
  if (required.every((name) => typeof name === 'string' && Object.hasOwn(own, name))) return []
  const known = propertiesOf(examiner.inlined(at, 'intended')?.schema)
  if (known === 'any') return []
  return required.flatMap((name: unknown, index) => {
    const place = child(child(at, 'required') ?? at, String(index))
    if (typeof name !== 'string' || known.has(name) || place === undefined) return []
    const meant = nearest(name, [...known])
    return [
      problemIn(place, {
        rule: 'required-undefined',
        message: `${JSON.stringify(name)} is required and described nowhere among the properties.`,
        next:
          meant === undefined
            ? 'describe it under properties, or take it off the list'
            : `did you mean ${JSON.stringify(meant)}?`,
      }),
    ]
  })
}

/** The properties that a schema describes, those of its parts included; `any` where that is unknown. */
function propertiesOf(schema: Schema | undefined): Set<string> | 'any' {
  if (!isRecord(schema)) return 'any'
  const known = new Set<string>(isRecord(schema.properties) ? Object.keys(schema.properties) : [])
  if (schema.patternProperties !== undefined || isRecord(schema.additionalProperties)) return 'any'
  for (const part of [schema.allOf, schema.anyOf, schema.oneOf].flat()) {
    if (part === undefined) continue
    const names = propertiesOf(part)
    if (names === 'any') return 'any'
    for (const name of names) known.add(name)
  }
  return known
}
