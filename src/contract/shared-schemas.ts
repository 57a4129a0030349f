import type { Origins } from './schema-origins.ts'
import type { LocatedValue, OpenApiDocument } from './document.ts'
import type { UntestedKeyword } from './inlined-schema.ts'

/** A schema that references lead to, inlined: the same wherever it is referred to, as nothing in it leads back. */
export interface SharedSchema {
  readonly schema: unknown
  /** Schemas in it, itself included, wherever they are repeated. */
  readonly count: number
  /** How many of them are within each other. */
  readonly depth: number
  /** With pointers from the schema on. */
  readonly untested: readonly UntestedKeyword[]
  readonly isDisputed: boolean
  /** What its own references lead to, each once. */
  readonly followed: readonly LocatedValue[]
}

/** What the inlined schemas of one document have in common. */
export interface SharedSchemas {
  readonly known: Map<string, SharedSchema>
  readonly origins: Origins
}

const shared = new WeakMap<LocatedValue, SharedSchemas>()

/** A document's own, for as long as it is in use. */
export function sharedSchemasOf({ root }: OpenApiDocument): SharedSchemas {
  const known = shared.get(root) ?? { known: new Map(), origins: new WeakMap() }
  shared.set(root, known)
  return known
}
