import type { Exchange } from '../../core/index.ts'
import type { Deviation } from '../../messages/index.ts'
import type { Outcome } from '../results/check.ts'
import { namedFields, namesNothing, namesParent, namesPlace } from '../run/named-fields.ts'
import { skipped } from '../run/session.ts'
import { parseAnswer } from '../run/target.ts'

/** What one deviation met. */
export interface Refusal {
  readonly deviation: Deviation
  readonly outcome: Outcome
  readonly naming: Naming
}

/** Which place an answer's fields name. */
export type Naming = 'named' | 'parent' | 'other' | 'empty' | 'nothing'

export function namingOf(exchange: Exchange, { pointer }: Deviation): Naming {
  const parsed = parseAnswer(exchange)
  const fields = namedFields(parsed)
  if (fields === undefined)
    return exchange.response?.status === 422 && namesNothing(parsed) ? 'empty' : 'nothing'
  if (fields.some((field) => namesPlace(field, pointer))) return 'named'
  return fields.some((field) => namesParent(field, pointer)) ? 'parent' : 'other'
}

/** A refusal that was not for this deviation. */
export function refusedForAnother(outcome: Outcome): Outcome {
  const fields =
    outcome.exchange === undefined ? [] : (namedFields(parseAnswer(outcome.exchange)) ?? [])
  return {
    ...outcome,
    status: 'failed',
    actual: `refused for another reason: the answer names ${fields.join(', ')}`,
    fix: 'check this rule, and name the failing field in errors[].field',
  }
}

/** What all refusals of an operation say of its `errors[].field`. */
export function namingOutcome(naming: readonly Refusal[], elsewhere: readonly Refusal[]): Outcome {
  const expected =
    'errors[].field names the failing field, as in shipment.carrier, $.shipment.carrier or /shipment/carrier'
  if (naming.length === 0)
    return skipped(
      expected,
      'no answer named fields; the endpoint refuses with 400 or without errors',
    )
  const [first] = elsewhere
  if (first !== undefined) {
    const fields =
      first.outcome.exchange === undefined ? [] : namedFields(parseAnswer(first.outcome.exchange))
    return {
      status: 'failed',
      expected,
      actual: `${elsewhere.length} of ${naming.length} answers name another place; for ${first.deviation.pointer} it was ${JSON.stringify(fields)}`,
      fix: 'put the path of the failing field into errors[].field',
      pointer: '/errors/*/field',
      ...(first.outcome.exchange === undefined ? {} : { exchange: first.outcome.exchange }),
    }
  }
  const silent = naming.filter((refusal) => refusal.naming === 'empty')
  const [empty] = silent
  if (empty !== undefined)
    return {
      status: 'failed',
      expected,
      actual: `${silent.length} of ${naming.length} answers list no error; for example for ${empty.deviation.pointer}`,
      fix: 'list each failing field in errors[].field',
      pointer: '/errors/*/field',
      ...(empty.outcome.exchange === undefined ? {} : { exchange: empty.outcome.exchange }),
    }
  const parents = naming.filter((refusal) => refusal.naming === 'parent')
  const [parent] = parents
  if (parent === undefined)
    return { status: 'passed', expected, actual: `${naming.length} answers name the failing field` }
  return {
    status: 'warned',
    expected,
    actual: `${parents.length} of ${naming.length} answers name the object around it; for example for ${parent.deviation.pointer}`,
    fix: 'name the member itself: it is what has to be corrected',
    pointer: '/errors/*/field',
    ...(parent.outcome.exchange === undefined ? {} : { exchange: parent.outcome.exchange }),
  }
}
