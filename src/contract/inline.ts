import { escapeSegment, type HarnessError, isRecord } from '../core/index.ts'
import { type Direction, inDirection } from './direction.ts'
import { type DisputedRule, disputedRules } from './disputed-rules.ts'
import { broken, child, type LocatedValue, type OpenApiDocument } from './document.ts'
import type { InlinedSchema, UntestedKeyword } from './inlined-schema.ts'
import { isAnnotation, mapSubschemas, type Reading, WITHOUT_EFFECT } from './schema.ts'
import { type DisputedPlace, placeOf, placesIn } from './schema-origins.ts'
import { sharedSchemasOf } from './shared-schemas.ts'
import { withoutUnreadable } from './unreadable-patterns.ts'

/**
 * A schema under one reading with every reference resolved into it, so that a path into it names one rule. References
 * that lead back to themselves become `$defs` of the result; with references kept, all of them do. What several schemas of
 * a document refer to is inlined once, and one object in all of them.
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
  const { known: shared, origins } = sharedSchemasOf(document)
  const untested: UntestedKeyword[] = []
  let count = 0
  let depth = 0
  /** The greatest depth since a reference was followed, what it led to, and whether a disputed rule was applied. */
  let deepest = 0
  let followed = new Map<string, LocatedValue>()
  let isDisputed = false
  /** References that led back. */
  let circles = 0
  const definitions = new Map<string, { name: string; target: LocatedValue; scope: Scope }>()

  const inline = (at: LocatedValue, target: string, around: Way): unknown => {
    if (!isRecord(at.value)) return at.value
    const way = entering(document.dynamicResourceOf(at), around)
    const { $ref, $dynamicRef } = at.value
    if (typeof $ref === 'string') {
      return inlineReference(at, { keyword: '$ref', reference: $ref }, target, way)
    }
    return typeof $dynamicRef === 'string'
      ? inlineReference(at, { keyword: '$dynamicRef', reference: $dynamicRef }, target, way)
      : inlineKeywords(at, at.value, target, way)
  }

  /** The same rules, written in the same place, with something added. */
  const extended = (schema: Readonly<Record<string, unknown>>, more: object): object => {
    const result = { ...schema, ...more }
    const origin = origins.get(schema)
    if (origin !== undefined) origins.set(result, origin)
    return result
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
    const led =
      kind === '$ref'
        ? document.follow(reference, at)
        : dynamicTarget(reference, at, { open, scope })
    const key = [keyOf(led), ...scope].join(' ')
    followed.set(keyOf(led), led)
    const known = open.find((each) => each.key === key)
    if (known?.depth === depthOf(target)) {
      throw broken(
        child(at, kind),
        `refers to ${reference}, which leads back to itself at once`,
        'break the circle of references',
      )
    }
    const isKept = references === 'kept' || known !== undefined
    if (isKept) circles += 1
    const inside = { open: [...open, { key, depth: depthOf(target) }], scope }
    const referred = (place: string): unknown =>
      isKept ? definitionOf(key, led, scope) : inlineOnce(led, place, inside)
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
      return isKept || !isRecord(inlined) || annotations.length === 0
        ? inlined
        : extended(inlined, Object.fromEntries(annotations))
    }
    const beside = inlineKeywords(at, Object.fromEntries(siblings), target, { open, scope })
    const others = Array.isArray(beside.allOf) ? (beside.allOf as unknown[]) : []
    return extended(beside, { allOf: [...others, referred(`${target}/allOf/${others.length}`)] })
  }

  /** A reference to what becomes a definition of the result. */
  const definitionOf = (key: string, target: LocatedValue, scope: Scope): unknown => {
    const definition = definitions.get(key) ?? { name: nameFor(target, definitions), target, scope }
    definitions.set(key, definition)
    return { $ref: `#/$defs/${escapeSegment(definition.name)}` }
  }

  /** What a reference leads to: of a schema in which nothing leads back the one that was inlined before. */
  const inlineOnce = (led: LocatedValue, target: string, way: Way): unknown => {
    const key = way.scope.length === 0 ? `${reading} ${references} ${keyOf(led)}` : undefined
    const known = key === undefined ? undefined : shared.get(key)
    if (known !== undefined && depth + known.depth <= MAX_DEPTH) {
      count += known.count
      if (count > MAX_SCHEMAS) throw tooLarge(root)
      deepest = Math.max(deepest, depth + known.depth)
      isDisputed ||= known.isDisputed
      for (const each of known.followed) {
        followed.set(keyOf(each), each)
        document.follows(each)
      }
      for (const each of known.untested)
        untested.push({ ...each, pointer: `${target}${each.pointer}` })
      return known.schema
    }
    const before = { count, circles, deepest, followed, isDisputed, untested: untested.length }
    deepest = depth
    followed = new Map()
    isDisputed = false
    const schema = inline(led, target, way)
    if (key !== undefined && circles === before.circles) {
      shared.set(key, {
        schema,
        count: count - before.count,
        depth: deepest - depth,
        untested: untested
          .slice(before.untested)
          .map((each) => ({ ...each, pointer: each.pointer.slice(target.length) })),
        isDisputed,
        followed: [...followed.values()],
      })
    }
    deepest = Math.max(deepest, before.deepest)
    isDisputed ||= before.isDisputed
    followed = new Map([...before.followed, ...followed])
    return schema
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
    deepest = Math.max(deepest, depth)
    const result: Record<string, unknown> = {}
    const readable = readableOf(at, keywords, target)
    for (const [keyword, value] of Object.entries(readable)) {
      if (WITHOUT_EFFECT.has(keyword)) continue
      result[keyword] = mapSubschemas(keyword, value, (subschema, steps) => {
        const below = steps.map((step) => `/${escapeSegment(step)}`).join('')
        return inline(
          { ...at, value: subschema, pointer: `${at.pointer}${below}` },
          `${target}${below}`,
          way,
        )
      })
    }
    const disputed = new Map<string, DisputedPlace>()
    if (reading === 'intended') {
      for (const rule of disputedRules(at)) applyRule(rule, result, disputed)
    }
    isDisputed ||= disputed.size > 0
    origins.set(result, { at, disputed: disputed.size > 0 ? disputed : NOTHING_DISPUTED })
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

  const start = (key: string, target: string, scope: Scope): Way => ({
    open: [{ key, depth: depthOf(target) }],
    scope,
  })
  const schema = inline(root, '', start(keyOf(root), '', []))
  const inlined: Record<string, unknown> = {}
  // Inlining a definition can meet further ones: the map grows while it is walked.
  for (const [key, { name, target, scope }] of definitions) {
    const place = `/$defs/${escapeSegment(name)}`
    inlined[name] = inline(target, place, start(key, place, scope))
  }
  const whole =
    isRecord(schema) && definitions.size > 0 ? extended(schema, { $defs: inlined }) : schema
  const lineOf = (at: LocatedValue): number => document.positionOf(at).line
  return {
    schema: inDirection(whole, direction),
    places: isRecord(whole)
      ? placesIn(whole, origins, lineOf)
      : (pointer) => (pointer === '' ? placeOf(root, lineOf) : undefined),
    ...(isDisputed ? { isDisputed } : {}),
    ...(untested.length === 0 ? {} : { untested }),
  }
}

const NOTHING_DISPUTED: ReadonlyMap<string, DisputedPlace> = new Map()

/** Changes the result as a disputed rule says, and notes where. */
function applyRule(
  { rule, intended, at }: DisputedRule,
  result: Record<string, unknown>,
  disputed: Map<string, DisputedPlace>,
): void {
  for (const [keyword, value] of Object.entries(intended)) {
    if (keyword === 'required' && Array.isArray(value)) {
      const names = Array.isArray(result.required) ? (result.required as unknown[]) : []
      result.required = [...new Set([...names, ...(value as unknown[])])]
      for (const name of value) disputed.set(`required/${String(name)}`, { rule, at })
      if (names.length > 0) continue
    } else result[keyword] = value
    disputed.set(keyword, { rule, at })
  }
}

/** Names a place among all files of a document. */
function keyOf({ source, pointer }: LocatedValue): string {
  return `${source.file}#${pointer}`
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
