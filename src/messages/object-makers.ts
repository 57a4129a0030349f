import { escapeSegment, isRecord } from '../core/index.ts'
import {
  type Applied,
  type AppliedObject,
  below,
  expand,
  type Expansion,
  keyOf,
  listAt,
  propertyOf,
} from './applied.ts'
import {
  always,
  MAX_DEPTH,
  type Builder,
  type MakerCheck,
  type Maker,
  type MakingPlace,
  deeper,
} from './builder.ts'
import { furtherNames, optionalNames, requiredBy, sized, sizesOf } from './object-names.ts'

/** Makes an object of these optional properties and all that are required then; `undefined` where one cannot be made. */
type Plan = (
  optional: readonly string[],
  replaced?: ReadonlyMap<string, Maker>,
) => Maker | undefined

/** Other values of a property that are tried. */
const OTHERS = 4
const MOST_OTHERS = 48

/** Objects to try: as full or as minimal as wanted, then what the schemas allow of it, then other values. */
export function* objectMakers(
  builder: Builder,
  expansion: Expansion,
  position: MakingPlace,
  check: MakerCheck,
): Generator<Maker> {
  const { extent, depth } = position
  const plan = planOf(builder, expansion, position)
  const isFull = extent === 'full' && depth < MAX_DEPTH && builder.hasRoom()
  const known = optionalNames(builder, expansion, position)
  const optional = isFull ? known : []
  const sizes = sizesOf(expansion.applied)
  const further = (): readonly string[] => furtherNames(builder, expansion, position, sizes.least)
  const wanted = sized(optional, expansion, sizes, [...known, ...further()])
  const first = plan(wanted)
  if (first !== undefined) yield first
  if (isFull) yield* grown(plan, optional, check)
  const least = sized([], expansion, sizes, [...further(), ...known])
  const minimal = plan(least)
  if (minimal !== undefined) yield minimal
  yield* againstAlternatives(builder, expansion, { plan, names: [wanted, least] })
  for (const name of known) {
    const single = plan([...least, name])
    if (single !== undefined) yield single
  }
  yield* withOtherValues(builder, expansion, position, { plan, names: [wanted, least] })
}

/** Values of which a property of another alternative does not allow all. */
const CONTRARY = [true, 7, 'text', [], {}].map(always)

/** Alternatives without a required property match nearly everything: one property that breaks another leaves this one alone. */
function* againstAlternatives(
  builder: Builder,
  { applied, matched }: Expansion,
  { plan, names }: { readonly plan: Plan; readonly names: readonly (readonly string[])[] },
): Generator<Maker> {
  const others = applied.flatMap(({ schema, pointer }) =>
    pointer === undefined
      ? []
      : listAt(schema, pointer, 'oneOf').filter((each) => !matched.includes(each.pointer ?? '')),
  )
  const described = new Set(applied.flatMap(({ schema }) => Object.keys(schema.properties ?? {})))
  const foreign = others
    .flatMap((other) => expand(builder.root, [other]).applied)
    .flatMap(({ schema }) => Object.keys(schema.properties ?? {}))
    .filter((name) => !described.has(name))
  for (const name of new Set(foreign)) {
    for (const optional of names) {
      for (const contrary of CONTRARY) {
        const maker = plan([...optional, name], new Map([[name, contrary]]))
        if (maker !== undefined) yield maker
      }
    }
  }
}

/** Everything that can be there together, found one property after the other. */
function* grown(plan: Plan, optional: readonly string[], check: MakerCheck): Generator<Maker> {
  let kept: readonly string[] = []
  let best = plan(kept)
  if (best !== undefined && !check(best)) best = undefined
  for (const name of optional) {
    const next = plan([...kept, name])
    if (next === undefined || !check(next)) continue
    kept = [...kept, name]
    best = next
  }
  if (best !== undefined) yield best
}

function* withOtherValues(
  builder: Builder,
  { applied }: Expansion,
  position: MakingPlace,
  { plan, names }: { readonly plan: Plan; readonly names: readonly (readonly string[])[] },
): Generator<Maker> {
  let made = 0
  for (const optional of names) {
    for (const name of new Set([...requiredBy(applied, new Set(optional)), ...optional])) {
      const others = builder.makersFor(propertyOf(applied, name), deeper(position), OTHERS).slice(1)
      for (const other of others) {
        const maker = plan(optional, new Map([[name, other]]))
        if (maker !== undefined && made++ < MOST_OTHERS) yield maker
      }
    }
  }
}

function planOf(builder: Builder, expansion: Expansion, position: MakingPlace): Plan {
  const made = new Map<string, Maker | undefined>()
  const makerOf = (applied: readonly Applied[]): Maker | undefined => {
    const key = keyOf(applied)
    if (!made.has(key)) made.set(key, builder.makerFor(applied, deeper(position)))
    return made.get(key)
  }
  return (optional, replaced) => {
    const dependents = withDependents(builder, expansion, position, optional)
    if (dependents === undefined) return undefined
    const { applied, required } = dependents
    const makers: [string, Maker][] = []
    for (const name of orderOf(applied, new Set([...required, ...optional]))) {
      const maker = replaced?.get(name) ?? makerOf(propertyOf(applied, name))
      if (maker !== undefined) makers.push([name, maker])
      else if (required.has(name)) return undefined
    }
    return (generation) => {
      const values: [string, unknown][] = []
      for (const [name, maker] of makers) {
        const value = maker(generation)
        if (value !== undefined) values.push([name, value])
      }
      return Object.fromEntries(values)
    }
  }
}

interface Dependents {
  readonly applied: readonly AppliedObject[]
  readonly required: ReadonlySet<string>
}

/** What applies, and what is required, once these properties are there. */
function withDependents(
  { root }: Builder,
  expansion: Expansion,
  { choices }: MakingPlace,
  optional: readonly string[],
): Dependents | undefined {
  let { applied } = expansion
  const seen = new Set<string>()
  for (;;) {
    const required = requiredBy(applied, new Set(optional))
    const present = new Set([...required, ...optional])
    const fresh = applied
      .flatMap((each) => dependentsOf(each, present))
      .filter(({ pointer }) => !seen.has(pointer) && seen.add(pointer))
    if (fresh.length === 0) return { applied, required }
    const further = expand(root, fresh, choices)
    if (!further.isPossible) return undefined
    applied = [...applied, ...further.applied]
  }
}

/** The schemas that apply because properties are there. */
function dependentsOf(
  { schema, pointer }: AppliedObject,
  present: ReadonlySet<string>,
): (Applied & { readonly pointer: string })[] {
  const { dependentSchemas } = schema
  if (!isRecord(dependentSchemas) || pointer === undefined) return []
  return Object.keys(dependentSchemas)
    .filter((name) => present.has(name))
    .map((name) => ({
      ...below(dependentSchemas, `${pointer}/dependentSchemas`, name),
      pointer: `${pointer}/dependentSchemas/${escapeSegment(name)}`,
    }))
}

/** What is required first, then the others as they are described. */
function orderOf(applied: readonly AppliedObject[], names: ReadonlySet<string>): Set<string> {
  const described = applied.flatMap(({ schema }) => [
    ...(schema.required ?? []),
    ...Object.keys(schema.properties ?? {}),
  ])
  return new Set([...described.filter((name) => names.has(name)), ...names])
}
