import { defined, escapeSegment, type HarnessError, isRecord } from '../core/index.ts'
import { broken, type LocatedValue, type OpenApiDocument } from './document.ts'
import { isAnnotation, mapSubschemas, type Reading, type Schema } from './schema.ts'

/** The line of the contract that imposes a rule. */
export interface RulePlace {
  readonly file: string
  readonly line: number
  /** The disputed rule (`D2`) that the intended reading adds here. */
  readonly disputed?: string
}

/** Places by JSON Pointer into an inlined schema: of every keyword, and of every name in `required`. */
export type RulePlaces = Readonly<Record<string, RulePlace>>

/** The place of the value at a pointer, or else of the nearest schema around it. */
export function nearestPlace(places: RulePlaces, pointer: string): RulePlace | undefined {
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const place = places[at]
    if (place !== undefined || at === '') return place
  }
}

export interface InlinedSchema {
  readonly schema: Schema
  readonly places: RulePlaces
}

interface DisputedRule {
  readonly rule: string
  readonly intended: Readonly<Record<string, unknown>>
  readonly at: LocatedValue
}

/**
 * A schema under one reading with every reference resolved into it, so that a path into it names one rule. References
 * that lead back to themselves become `$defs` of the result; with references kept, all of them do.
 *
 * @throws HarnessError CONTRACT_BROKEN at the line of a reference that leads nowhere or a malformed `x-disputed`, and for a
 * schema that grows too large or too deep when its references are resolved
 */
export function inlineSchema(
  document: OpenApiDocument,
  root: LocatedValue,
  reading: Reading,
  references: 'resolved' | 'kept' = 'resolved',
): InlinedSchema {
  const places: Record<string, RulePlace> = {}
  let count = 0
  let depth = 0
  const definitions = new Map<string, { name: string; target: LocatedValue }>()

  const record = (target: string, at: LocatedValue, disputed?: string): void => {
    const { line } = document.positionOf(at)
    places[target] = { file: at.source.file, line, ...defined({ disputed }) }
  }

  const inline = (at: LocatedValue, target: string, open: readonly Open[]): unknown => {
    if (!isRecord(at.value)) {
      record(target, at)
      return at.value
    }
    if (typeof at.value.$ref === 'string') return inlineReference(at, at.value.$ref, target, open)
    return inlineKeywords(at, at.value, target, open)
  }

  const inlineReference = (
    at: LocatedValue,
    reference: string,
    target: string,
    open: readonly Open[],
  ): unknown => {
    const followed = document.follow(reference, at)
    const key = `${followed.source.file}#${followed.pointer}`
    const known = open.find((each) => each.key === key)
    if (known?.depth === depthOf(target)) {
      throw broken(
        child(at, '$ref'),
        `refers to ${reference}, which leads back to itself at once`,
        'break the circle of references',
      )
    }
    if (references === 'kept' || known !== undefined) {
      const definition = definitions.get(key) ?? {
        name: nameFor(followed, definitions),
        target: followed,
      }
      definitions.set(key, definition)
      return { $ref: `#/$defs/${escapeSegment(definition.name)}` }
    }
    const inside = [...open, { key, depth: depthOf(target) }]
    const siblings = Object.entries(at.value as Record<string, unknown>).filter(
      ([keyword]) => keyword !== '$ref',
    )
    const annotationsOnly = siblings.every(
      ([keyword]) => isAnnotation(keyword) && keyword !== 'x-disputed',
    )
    if (annotationsOnly) {
      const inlined = inline(followed, target, inside)
      return isRecord(inlined) ? { ...inlined, ...Object.fromEntries(siblings) } : inlined
    }
    const beside = inlineKeywords(at, Object.fromEntries(siblings), target, open)
    const others = Array.isArray(beside.allOf) ? (beside.allOf as unknown[]) : []
    const inlined = inline(followed, `${target}/allOf/${others.length}`, inside)
    return { ...beside, allOf: [...others, inlined] }
  }

  const inlineKeywords = (
    at: LocatedValue,
    keywords: Readonly<Record<string, unknown>>,
    target: string,
    open: readonly Open[],
  ): Record<string, unknown> => {
    count += 1
    depth += 1
    if (count > MAX_SCHEMAS) throw tooLarge(root)
    if (depth > MAX_DEPTH) throw tooDeep(at)
    record(target, at)
    const result: Record<string, unknown> = {}
    for (const [keyword, value] of Object.entries(keywords)) {
      if (keyword === '$dynamicRef') throw dynamicReference(child(at, keyword))
      if (WITHOUT_EFFECT.has(keyword)) continue
      record(`${target}/${escapeSegment(keyword)}`, child(at, keyword))
      result[keyword] = mapSubschemas(keyword, value, (subschema, steps) => {
        const below = steps.map((step) => `/${escapeSegment(step)}`).join('')
        return inline(
          { ...at, value: subschema, pointer: `${at.pointer}${below}` },
          `${target}${below}`,
          open,
        )
      })
    }
    recordRequired(at, keywords.required, `${target}/required`)
    if (reading === 'intended') {
      for (const rule of disputedRules(at)) applyRule(rule, result, target)
    }
    depth -= 1
    return result
  }

  const recordRequired = (at: LocatedValue, required: unknown, target: string): void => {
    if (!Array.isArray(required)) return
    for (const [index, name] of required.entries()) {
      record(
        `${target}/${escapeSegment(String(name))}`,
        child(child(at, 'required'), String(index)),
      )
    }
  }

  const applyRule = (
    { rule, intended, at }: DisputedRule,
    result: Record<string, unknown>,
    target: string,
  ): void => {
    for (const [keyword, value] of Object.entries(intended)) {
      const place = `${target}/${escapeSegment(keyword)}`
      if (keyword === 'required' && Array.isArray(value)) {
        const names = Array.isArray(result.required) ? (result.required as unknown[]) : []
        result.required = [...new Set([...names, ...(value as unknown[])])]
        for (const name of value) record(`${place}/${escapeSegment(String(name))}`, at, rule)
        if (names.length > 0) continue
      } else result[keyword] = value
      record(place, at, rule)
    }
  }

  const schema = inline(root, '', [{ key: `${root.source.file}#${root.pointer}`, depth: 0 }])
  const inlined: Record<string, unknown> = {}
  // Inlining a definition can meet further ones: the map grows while it is walked.
  for (const [key, { name, target }] of definitions) {
    const place = `/$defs/${escapeSegment(name)}`
    inlined[name] = inline(target, place, [{ key, depth: depthOf(place) }])
  }
  return {
    schema: (isRecord(schema) && definitions.size > 0
      ? { ...schema, $defs: inlined }
      : schema) as Schema,
    places,
  }
}

/** Its target depends on who refers to the schema that contains it, and no references remain here. */
function dynamicReference(at: LocatedValue): HarnessError {
  return broken(at, 'is a dynamic reference, which is not supported', 'name the schema with $ref')
}

function tooLarge(root: LocatedValue): HarnessError {
  return broken(
    root,
    `has more than ${MAX_SCHEMAS} schemas when its references are resolved`,
    'describe less in it: a schema that others refer to counts wherever it is referred to',
  )
}

function tooDeep(at: LocatedValue): HarnessError {
  return broken(at, `is more than ${MAX_DEPTH} schemas deep`, 'nest fewer schemas in each other')
}

/** A reference that is being inlined, and its depth in properties and items. */
interface Open {
  readonly key: string
  readonly depth: number
}

/** Read here (disputed rules), meant for references (every one is resolved), or of OpenAPI 3.0 alone. */
const WITHOUT_EFFECT = new Set(['x-disputed', '$id', '$schema', '$anchor', 'nullable'])

/** Schemas within one whose references are resolved; the largest of GitHub's webhooks has 1,939. */
const MAX_SCHEMAS = 5000

/** Schemas within each other: what works on them calls itself. */
const MAX_DEPTH = 200

const INTO_A_VALUE =
  /\/(properties|patternProperties)\/[^/]*|\/(items|prefixItems|contains|additionalProperties|propertyNames|unevaluatedItems|unevaluatedProperties)(?=\/|$)/g

/** How many steps into the value a pointer into its schema takes; alternatives and conditions take none. */
function depthOf(target: string): number {
  return target.match(INTO_A_VALUE)?.length ?? 0
}

/** The referenced schema's own name, numbered where two files use the same one. */
function nameFor(
  target: LocatedValue,
  definitions: ReadonlyMap<string, { readonly name: string }>,
): string {
  const name = target.pointer.split('/').at(-1) ?? 'root'
  const taken = [...definitions.values()].some((known) => known.name === name)
  return taken ? `${name}_${definitions.size}` : name
}

function child(at: LocatedValue, step: string): LocatedValue {
  return { ...at, pointer: `${at.pointer}/${escapeSegment(step)}` }
}

function disputedRules(at: LocatedValue): DisputedRule[] {
  const entries = isRecord(at.value) ? at.value['x-disputed'] : undefined
  if (entries === undefined) return []
  const place = child(at, 'x-disputed')
  if (!Array.isArray(entries))
    throw broken(place, 'is not a list', 'list rules as { rule: D1, intended: { … } }')
  return entries.map((entry: unknown, index) => {
    const here = child(place, String(index))
    if (isRecord(entry) && typeof entry.rule === 'string' && isRecord(entry.intended)) {
      return { rule: entry.rule, intended: entry.intended, at: here }
    }
    throw broken(here, 'is not a disputed rule', 'write it as { rule: D1, intended: { … } }')
  })
}
