import { contractWith, SCHEMA_LINE } from '../../support/contracts.ts'

type Rejected = readonly [text: string, line: number, reason: RegExp]

const inSchema = (schema: string, line: number, reason: RegExp): Rejected => [
  contractWith(schema),
  SCHEMA_LINE + line,
  reason,
]

/** Documents that look as legal as the others, each with one fault of its own. */
export const REJECTED: Readonly<Record<string, Rejected>> = {
  'a circle of references alone': [
    contractWith(
      "$ref: '#/components/schemas/A'",
      `components:
  schemas:
    A: { $ref: '#/components/schemas/B' }
    B: { $ref: '#/components/schemas/A' }
`,
    ),
    17,
    /leads back to itself/,
  ],
  'an $anchor that is nowhere': inSchema("$ref: '#code'", 0, /code/),
  'bounds that exclude each other': inSchema(
    'type: integer\nminimum: 5\nexclusiveMaximum: 5',
    1,
    /exclusiveMaximum|minimum/,
  ),
  'a list of types with one that does not exist': inSchema(
    "type: object\nproperties:\n  label: { type: [string, 'nil'] }",
    2,
    /type must be/,
  ),
}
