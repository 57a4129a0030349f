import type { Operation } from '../../contract/index.ts'
import { encodingsFor } from '../mutations/encodings.ts'
import { requirement } from '../results/requirement.ts'
import { check, type Executable, type Group, group } from '../run/group.ts'
import { acceptance, lengthRequired } from '../run/outcomes.ts'

const encodings = requirement({
  id: 'DS-ACC-03',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'practice',
  text: 'The same message is accepted in every encoding that HTTP and JSON allow: charset, chunked, header case, white space, property order, escapes.',
  source: 'Request Body schema: application/json (RFC 8259, RFC 9110)',
})

function everyEncoding(operation: Operation): Executable[] {
  return encodingsFor(operation).map(({ name, title, encode }) =>
    check(encodings, {
      id: name,
      title,
      expected: 'a 2xx, because it is the same message',
      fix: `make sure that the endpoint ${title}`,
      requests: 2,
      isIndependent: true,
      run: async (session) =>
        acceptance(
          await session.sendValid(operation, () => session.valid(operation), encode),
          name === 'chunked' ? lengthRequired : undefined,
        ),
    }),
  )
}

export const ENCODED = [encodings]

export function encodingsGroup(operation: Operation): Group {
  return group({
    name: `${operation.id}: accepts every encoding of a message`,
    ids: `accept/${operation.id}/written`,
    operation: operation.id,
    unless: (session) => session.skippedIfBroken(operation),
    checks: everyEncoding(operation),
  })
}
