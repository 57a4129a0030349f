import { requirement, type Requirement } from './requirement.ts'

/** Points on which the published material contradicts itself: shown, never judged. */
export const DISPUTED: readonly Requirement[] = [
  ...disputed('D1', 'the wrapper member is required'),
  ...disputed('D2', "a shipment item's client_identifier and quantity are required"),
  ...disputed(
    'D3',
    "a partial cancellation's client_identifier, status and order_items are required",
  ),
  ...disputed(
    'D4',
    'unknown members are forbidden where the published keyword is absent or misplaced',
  ),
  ...disputed('D5', 'packing_slip_identifier may be null'),
  ...disputed('D6', 'timestamps may have an offset other than Z'),
  ...disputed('D7', 'lists of items may be empty'),
  ...disputed('D8', 'errors[].code of a 422 body is required (its absence is a warning)'),
]

function disputed(rule: string, sentence: string): Requirement[] {
  return [
    requirement(
      `DS-DIS-0${rule.slice(1)}`,
      'not judged',
      'SHOULD',
      'page',
      `Disputed, nobody is judged on it: ${sentence}.`,
      `ERRATA.md, ${rule}`,
    ),
  ]
}
