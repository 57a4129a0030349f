import { isRecord } from '../../core/index.ts'
import type { ParsedAnswer } from './target.ts'

/** The fields that an answer's `errors` name, as they stand there; `undefined` when it names none. */
export function namedFields({ json }: ParsedAnswer): readonly string[] | undefined {
  if (!isRecord(json) || !Array.isArray(json.errors)) return undefined
  const fields = json.errors.flatMap((error: unknown) =>
    isRecord(error) && typeof error.field === 'string' ? [error.field] : [],
  )
  return fields.length === 0 ? undefined : fields
}

/** Whether an answer has the documented list of errors, with no field in it that could be corrected. */
export function namesNothing({ json }: ParsedAnswer): boolean {
  return isRecord(json) && Array.isArray(json.errors) && json.errors.length === 0
}

/**
 * Whether a field names the place at a pointer, in any of the notations in use: `shipment.carrier`, `$.shipment.carrier`,
 * `/shipment/carrier`, `shipment/carrier`, `shipment_items[0].quantity`, `shipment_items.0.quantity`. The path may leave out the wrapper, or
 * have more in front of it (`body.shipment.carrier`); indices may be left out.
 */
export function namesPlace(field: string, pointer: string): boolean {
  const found = stepsOf(field)
  const wanted = pointer.split('/').slice(1)
  if (wanted.length === 0) return true
  if (found.length === 0) return false
  return (
    endsAlike(found, wanted) ||
    endsAlike(withoutIndices(found), withoutIndices(wanted), found.some(isIndex))
  )
}

/** Whether a field names the object that holds the place: near, but not what is wrong. */
export function namesParent(field: string, pointer: string): boolean {
  const parent = pointer.slice(0, pointer.lastIndexOf('/'))
  // The body itself is the object around a member of the wrapper, where the wrapper is left out of paths.
  if (stepsOf(field).length === 0) return pointer.split('/').length <= 3
  return namesPlace(field, parent)
}

function endsAlike(
  found: readonly string[],
  wanted: readonly string[],
  hasIndices = false,
): boolean {
  // A path with indices must have the right ones.
  if (hasIndices) return false
  const shorter = Math.min(found.length, wanted.length)
  if (shorter === 0) return false
  return Array.from({ length: shorter }, (_, back) => back + 1).every(
    (back) => found.at(-back) === wanted.at(-back),
  )
}

function isIndex(step: string): boolean {
  return /^\d+$/.test(step)
}

function withoutIndices(steps: readonly string[]): string[] {
  return steps.filter((step) => !isIndex(step) && step !== '*')
}

function stepsOf(field: string): string[] {
  const path = field.trim().replace(/^#/, '')
  if (path.startsWith('/')) {
    return path
      .split('/')
      .slice(1)
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  }
  if (/^[^.[\]]+\//.test(path)) return path.split('/')
  return path
    .replace(/^\$\.?/, '')
    .replaceAll(/\[['"]?([^\]'"]*)['"]?\]/g, '.$1')
    .split('.')
    .filter((step) => step !== '')
}
