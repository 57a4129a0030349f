import type { RulePlace } from './inlined-schema.ts'

/** The codes of the contract's 422 body. */
export type ViolationCode = 'missing_field' | 'invalid_type' | 'invalid'

/** What a validator saw: one rule that a body breaks, and where. */
export interface Violation {
  /** JSON Pointer into the body: for a missing property, where it belongs; for an unknown one, the property. */
  readonly pointer: string
  /** The same in dotted form: `shipment.shipment_items[0].quantity`. */
  readonly field: string
  /** The same with `*` in place of every index. */
  readonly rulePointer: string
  readonly code: ViolationCode
  /** One sentence for a person. */
  readonly message: string
  /** The JSON Schema keyword: `required`, `type`, `enum`, … */
  readonly keyword: string
  /** The line of the contract that imposes the rule. */
  readonly rule?: RulePlace
}

/** `openapi/drop-ship.yaml:212`, with the disputed rule behind it where there is one. */
export function showRule(rule: RulePlace): string {
  const place = `${rule.file}:${rule.line}`
  return rule.disputed === undefined ? place : `${place} (${rule.disputed})`
}

/** Whether nothing can be said of a value but that it is nested too deeply to be validated. */
export function isTooDeep({ keyword }: Pick<Violation, 'keyword'>): boolean {
  return keyword === NESTING
}

/** The rule that a value breaks which is nested so deeply that the stack is too small to validate it. */
export const NESTING = 'nesting'
