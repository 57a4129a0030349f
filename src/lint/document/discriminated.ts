import type { Examiner, LocatedValue } from '../../contract/index.ts'
import { HarnessError, isRecord } from '../../core/index.ts'
import { child, type DocumentNode, keyOf } from './walk.ts'

/**
 * What the discriminators of schemas lead to: the targets of their mappings, by pointer, file or name, and every schema that
 * extends them by `allOf` (OpenAPI 3.1, Discriminator Object).
 *
 * @param used what may have discriminators
 * @param all what may extend them
 */
export function discriminated(
  examiner: Examiner,
  used: readonly DocumentNode[],
  all: readonly DocumentNode[],
): LocatedValue[] {
  const bases = used.filter(({ kind, value }) => kind === 'schema' && isRecord(value.discriminator))
  if (bases.length === 0) return []
  const keys = new Set(bases.map(({ at }) => keyOf(at)))
  const mapped = bases.flatMap(({ at, value }) =>
    targetsOf(value).flatMap((target) => followed(examiner, target, at)),
  )
  const extending = all.filter(
    ({ kind, at }) =>
      kind === 'schema' && basesOf(examiner, at).some((base) => keys.has(keyOf(base))),
  )
  return [...mapped, ...extending.map(({ at }) => at)]
}

function targetsOf({ discriminator }: DocumentNode['value']): string[] {
  const mapping = isRecord(discriminator) ? discriminator.mapping : undefined
  return Object.values(isRecord(mapping) ? mapping : {}).flatMap((target) => {
    if (typeof target !== 'string') return []
    // A name without a mark of pointers and files is that of a component.
    return /^[\w-]+$/.test(target) ? `#/components/schemas/${target}` : target
  })
}

/** What the parts of a schema refer to. */
function basesOf(examiner: Examiner, schema: LocatedValue): LocatedValue[] {
  const parts = child(schema, 'allOf')
  if (parts === undefined || !Array.isArray(parts.value)) return []
  return parts.value.flatMap((part: unknown) =>
    isRecord(part) && typeof part.$ref === 'string' ? followed(examiner, part.$ref, schema) : [],
  )
}

/** A reference that leads nowhere is a problem of its own, told elsewhere. */
function followed(examiner: Examiner, reference: string, from: LocatedValue): LocatedValue[] {
  try {
    return [examiner.follow(reference, from)]
  } catch (error) {
    if (error instanceof HarnessError) return []
    throw error
  }
}
