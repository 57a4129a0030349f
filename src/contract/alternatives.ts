import type { ErrorObject } from 'ajv'

/** Keywords whose own error says enough: those of the schemas below them only confuse. */
const BRANCHING = new Set(['anyOf', 'oneOf', 'contains', 'propertyNames'])

/**
 * Tells which errors are worth telling: of several alternatives, none of which a value matches, those of the one that was
 * probably meant, because its discriminating values fit, or else because it has the fewest.
 */
export function tellingErrors(errors: readonly ErrorObject[]): ErrorObject[] {
  const branching = errors
    .filter(({ keyword }) => BRANCHING.has(keyword))
    .map((error) => ({ error, path: `${error.schemaPath}/`, meant: meantIn(error, errors) }))
  return errors.filter(
    (error) =>
      error.keyword !== 'if' &&
      branching.every(
        ({ path, meant }) => !error.schemaPath.startsWith(path) || branchOf(error, path) === meant,
      ),
  )
}

/** The alternative's index, or `undefined` where it is not clear. */
function meantIn(around: ErrorObject, errors: readonly ErrorObject[]): string | undefined {
  const { keyword, schemaPath, instancePath } = around
  const isNone =
    keyword === 'anyOf' || (keyword === 'oneOf' && around.params.passingSchemas === null)
  if (!isNone) return undefined
  const path = `${schemaPath}/`
  const branches = new Map<string, ErrorObject[]>()
  for (const error of errors) {
    if (!error.schemaPath.startsWith(path) || !error.instancePath.startsWith(instancePath)) continue
    const branch = branchOf(error, path)
    branches.set(branch, [...(branches.get(branch) ?? []), error])
  }
  const ranked = [...branches]
    .map(([branch, found]) => ({ branch, distance: distanceOf(found, instancePath) }))
    .toSorted((left, right) => left.distance - right.distance)
  const [best, second] = ranked
  const isClear = best !== undefined && best.distance < (second?.distance ?? Infinity)
  return isClear && best.distance < OTHER_TYPE ? best.branch : undefined
}

function branchOf({ schemaPath }: ErrorObject, path: string): string {
  return schemaPath.slice(path.length).split('/')[0] ?? ''
}

/** More than any number of errors: an alternative for another type of value is not what was meant. */
const OTHER_TYPE = 1_000_000
/** A property with another fixed value says that another alternative is meant, as a discriminator does. */
const OTHER_VALUE = 1000

function distanceOf(errors: readonly ErrorObject[], instancePath: string): number {
  return errors.reduce((sum, { keyword, instancePath: at }) => {
    const below = at.slice(instancePath.length)
    if (keyword === 'type' && below === '') return sum + OTHER_TYPE
    const isFixed = keyword === 'const' || keyword === 'enum'
    return sum + (isFixed && below.lastIndexOf('/') === 0 ? OTHER_VALUE : 1)
  }, 0)
}
