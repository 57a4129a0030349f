import { defined, escapeSegment, type HarnessError, isRecord } from '../core/index.ts'
import { type Direction, inDirection } from './direction.ts'
import { type DisputedRule, disputedRules } from './disputed-rules.ts'
import { broken, child, type LocatedValue, type OpenApiDocument } from './document.ts'
import type { InlinedSchema, RulePlace, UntestedKeyword } from './inlined-schema.ts'
import { isAnnotation, mapSubschemas, type Reading } from './schema.ts'
import { withoutUnreadable } from './unreadable-patterns.ts'

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
  direction: Direction = 'request',
): InlinedSchema {
  const places: Record<string, RulePlace> = {}
  const untested: UntestedKeyword[] = []
  let count = 0
  let depth = 0
  const definitions = new Map<string, { name: string; target: LocatedValue; scope: Scope }>()

  const record = (target: string, at: LocatedValue, disputed?: string): void => {
    const { line } = document.positionOf(at)
    places[target] = { file: at.source.file, line, ...defined({ disputed }) }
  }

  const inline = (at: LocatedValue, target: string, around: Way): unknown => {
    if (!isRecord(at.value)) {
      record(target, at)
      return at.value
    }
    const way = entering(document.dynamicResourceOf(at), around)
    const { $ref, $dynamicRef } = at.value
    if (typeof $ref === 'string') {
      return inlineReference(at, { keyword: '$ref', reference: $ref }, target, way)
    }
    return typeof $dynamicRef === 'string'
      ? inlineReference(at, { keyword: '$dynamicRef', reference: $dynamicRef }, target, way)
      : inlineKeywords(at, at.value, target, way)
  }

  /** The outermost schema on the way here that has the anchor, where the reference leads to a dynamic one. */
  const dynamicTarget = (reference: string, at: LocatedValue, { scope }: Way): LocatedValue => {
    const found = document.follow(reference, at)
    const [, anchor = ''] = reference.split('#')
    if (!isRecord(found.value) || found.value.$dynamicAnchor !== anchor) return found
    for (const resource of scope) {
      const outermost = document.dynamicAnchor(anchor, resource)
      if (outermost !== undefined) return outermost
    }
    return found
  }

  const inlineReference = (
    at: LocatedValue,
    { keyword: kind, reference }: { readonly keyword: string; readonly reference: string },
    target: string,
    { open, scope }: Way,
  ): unknown => {
    const followed =
      kind === '$ref'
        ? document.follow(reference, at)
        : dynamicTarget(reference, at, { open, scope })
    const key = [`${followed.source.file}#${followed.pointer}`, ...scope].join(' ')
    const known = open.find((each) => each.key === key)
    if (known?.depth === depthOf(target)) {
      throw broken(
        child(at, kind),
        `refers to ${reference}, which leads back to itself at once`,
        'break the circle of references',
      )
    }
    const isKept = references === 'kept' || known !== undefined
    const inside = { open: [...open, { key, depth: depthOf(target) }], scope }
    const referred = (place: string): unknown =>
      isKept ? definitionOf(key, followed, scope) : inline(followed, place, inside)
    const siblings = Object.entries(at.value as Record<string, unknown>).filter(
      ([keyword]) => keyword !== kind,
    )
    const annotationsOnly = siblings.every(
      ([keyword]) =>
        keyword !== 'x-disputed' && (isAnnotation(keyword) || WITHOUT_EFFECT.has(keyword)),
    )
    if (annotationsOnly) {
      const inlined = referred(target)
      const annotations = siblings.filter(([keyword]) => !WITHOUT_EFFECT.has(keyword))
      return isKept || !isRecord(inlined)
        ? inlined
        : { ...inlined, ...Object.fromEntries(annotations) }
    }
    const beside = inlineKeywords(at, Object.fromEntries(siblings), target, { open, scope })
    const others = Array.isArray(beside.allOf) ? (beside.allOf as unknown[]) : []
    return { ...beside, allOf: [...others, referred(`${target}/allOf/${others.length}`)] }
  }

  /** A reference to what becomes a definition of the result. */
  const definitionOf = (key: string, target: LocatedValue, scope: Scope): unknown => {
    const definition = definitions.get(key) ?? { name: nameFor(target, definitions), target, scope }
    definitions.set(key, definition)
    return { $ref: `#/$defs/${escapeSegment(definition.name)}` }
  }

  const inlineKeywords = (
    at: LocatedValue,
    keywords: Readonly<Record<string, unknown>>,
    target: string,
    way: Way,
  ): Record<string, unknown> => {
    count += 1
    depth += 1
    if (count > MAX_SCHEMAS) throw tooLarge(root)
    if (depth > MAX_DEPTH) throw tooDeep(at)
    record(target, at)
    const result: Record<string, unknown> = {}
    const readable = readableOf(at, keywords, target)
    for (const [keyword, value] of Object.entries(readable)) {
      if (WITHOUT_EFFECT.has(keyword)) continue
      record(`${target}/${escapeSegment(keyword)}`, child(at, keyword))
      result[keyword] = mapSubschemas(keyword, value, (subschema, steps) => {
        const below = steps.map((step) => `/${escapeSegment(step)}`).join('')
        return inline(
          { ...at, value: subschema, pointer: `${at.pointer}${below}` },
          `${target}${below}`,
          way,
        )
      })
    }
    recordRequired(at, readable.required, `${target}/required`)
    if (reading === 'intended') {
      for (const rule of disputedRules(at)) applyRule(rule, result, target)
    }
    depth -= 1
    return result
  }

  /** Without patterns that nothing here can match, and without what depends on them. */
  const readableOf = (
    at: LocatedValue,
    keywords: Readonly<Record<string, unknown>>,
    target: string,
  ): Readonly<Record<string, unknown>> => {
    const { readable, omitted } = withoutUnreadable(keywords)
    for (const { keyword, reason } of omitted) {
      const { line } = document.positionOf(child(at, keyword))
      const place = { file: at.source.file, line }
      untested.push({ pointer: `${target}/${keyword}`, keyword, place, reason })
    }
    return readable
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

  const start = (key: string, target: string, scope: Scope): Way => ({
    open: [{ key, depth: depthOf(target) }],
    scope,
  })
  const schema = inline(root, '', start(`${root.source.file}#${root.pointer}`, '', []))
  const inlined: Record<string, unknown> = {}
  // Inlining a definition can meet further ones: the map grows while it is walked.
  for (const [key, { name, target, scope }] of definitions) {
    const place = `/$defs/${escapeSegment(name)}`
    inlined[name] = inline(target, place, start(key, place, scope))
  }
  return {
    schema: inDirection(
      isRecord(schema) && definitions.size > 0 ? { ...schema, $defs: inlined } : schema,
      direction,
    ),
    places,
    ...(untested.length === 0 ? {} : { untested }),
  }
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

/** The URIs of the schema resources with dynamic anchors on the way, the outermost first, each once: what `$dynamicRef` depends on. */
type Scope = readonly string[]

interface Way {
  readonly open: readonly Open[]
  readonly scope: Scope
}

function entering(resource: string | undefined, way: Way): Way {
  return resource === undefined || way.scope.includes(resource)
    ? way
    : { ...way, scope: [...way.scope, resource] }
}

/** Read here (disputed rules), meant for references (every one is resolved), or of OpenAPI 3.0 alone. */
const WITHOUT_EFFECT = new Set([
  'x-disputed',
  '$id',
  '$schema',
  '$vocabulary',
  '$comment',
  '$anchor',
  '$dynamicAnchor',
  '$defs',
  'definitions',
  'nullable',
])

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
