import { requirement, type UntestedRequirement } from '../results/requirement.ts'

/** Points on which the published material contradicts itself: listed, never checked. */
export const DISPUTED: readonly UntestedRequirement[] = [
  disputed('D1', 'the wrapper property is required'),
  disputed('D2', "a shipment item's client_identifier and quantity are required"),
  disputed('D3', "a partial cancellation's client_identifier, status and order_items are required"),
  disputed(
    'D4',
    'unknown properties are forbidden where the published keyword is absent or misplaced',
  ),
  disputed('D5', 'packing_slip_identifier may be null'),
  disputed('D6', 'timestamps may have an offset other than Z'),
  disputed('D7', 'lists of items may be empty'),
  disputed('D8', 'errors[].code of a 422 body is required (its absence is a warning)'),
]

function disputed(rule: string, text: string): UntestedRequirement {
  return requirement({
    id: `DS-DIS-0${rule.slice(1)}`,
    level: 'not judged',
    keyword: 'SHOULD',
    basis: 'page',
    text: `Disputed, no endpoint is judged on it: ${text}.`,
    source: `ERRATA.md, ${rule}`,
    notTested: 'the published material contradicts itself on it',
  })
}
