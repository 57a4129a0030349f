import { type Operation, showRule } from '../../contract/index.ts'
import { type InvalidParameter, invalidParameters } from '../../messages/index.ts'
import type { Outcome } from '../results/check.ts'
import { check, type Group, group } from '../run/group.ts'
import { rejectionOutcome } from '../run/rejections.ts'
import type { Session } from '../run/session.ts'
import { otherRules } from './rejection.ts'

/** A request whose path, query, headers or cookies break the contract is rejected, as one whose message does. */
export function parametersGroup(operation: Operation): Group {
  return group({
    name: `${operation.id}: rejects invalid parameters`,
    ids: `refuse/${operation.id}/parameters`,
    operation: operation.id,
    unless: (session) => session.skippedIfBroken(operation),
    checks: invalidParameters(operation).map((invalid) => {
      const { parameter, keyword, schemaPointer, sentence } = invalid
      const { in: where, name, place } = parameter
      const statuses = where === 'path' ? '400, 404 or 422' : '400 or 422'
      return check(otherRules, {
        id: `${where}/${name}/${keyword === 'required' ? 'missing' : 'invalid'}`,
        title: `rejects a request in which ${sentence}`,
        expected: `${statuses}, because ${sentence}`,
        fix: `respond with 422 when ${sentence}`,
        rule: showRule(place),
        rules: [schemaPointer],
        requests: 1,
        isIndependent: true,
        run: (session) => sendInvalid(session, operation, invalid),
      })
    }),
  })
}

async function sendInvalid(
  session: Session,
  operation: Operation,
  { parameter, text, sentence }: InvalidParameter,
): Promise<Outcome> {
  const exchange = await session.target.send(operation, session.message(operation, []), {
    parameter: { parameter, text },
    subject: { pointer: '', sentence },
  })
  // What a router does not find is not there: that says as much as 422.
  return parameter.in === 'path' && exchange.response?.status === 404
    ? { status: 'passed', actual: 'rejected with 404', exchange }
    : rejectionOutcome(exchange)
}
