import type { Operation } from '../../contract/index.ts'
import type { Exchange } from '../../core/index.ts'
import { READ_AS_EMPTY } from '../mutations/bodies.ts'
import { type Outcome, skipped } from '../results/check.ts'
import { requirement } from '../results/requirement.ts'
import { allOf, check, type Group, group } from '../run/group.ts'
import { isAccepted } from '../run/response.ts'
import { describeResponse } from '../run/wording.ts'
import { type BodyResponse, isRejectedAsUnreadable, type SentBody } from './hostile-bodies.ts'

const notJson = requirement({
  id: 'DS-REF-09',
  level: 'strict',
  keyword: 'MUST',
  basis: 'page',
  text: 'A body that is not JSON, or an empty one, is rejected with a 4xx.',
  source: 'Request Body schema: application/json; Responses: 400',
})

/** @param bodies what hostile bodies met, sent for the checks of robustness */
export function notJsonGroup(operation: Operation, bodies: readonly SentBody[]): Group {
  return group({
    name: `${operation.id}: rejects what is not JSON`,
    ids: `refuse/${operation.id}/body`,
    operation: operation.id,
    checks: bodies
      .filter(({ body }) => body.isNotJson && !isAllowed(body.name, operation))
      .map(({ body: { name, title }, sent, empty }) =>
        check(notJson, {
          id: name,
          title: `rejects ${title}`,
          expected: 'a 4xx, because the body is not JSON',
          fix: 'respond with 400 to a body that is not JSON',
          step: allOf([empty, sent]),
          conclude: ([asEmpty, response]) =>
            response === undefined || 'skipped' in response
              ? (response?.skipped ?? skipped('nothing was sent'))
              : notJsonOutcome(response.exchange, READ_AS_EMPTY.has(name) && acceptsEmpty(asEmpty)),
        }),
      ),
  })
}

/** Where the body is optional (OpenAPI 3.1, Request Body Object), a request without one is valid. */
function isAllowed(name: string, { isBodyRequired }: Operation): boolean {
  return name === 'empty-body' && !isBodyRequired
}

/** @param isDisputed whether an acceptance is a matter of the disputed body `{}`, as which the framework reads this one */
function notJsonOutcome(exchange: Exchange, isDisputed: boolean): Outcome {
  const status = exchange.response?.status ?? 0
  if (isRejectedAsUnreadable(exchange))
    return { status: 'passed', actual: `rejected with ${status}`, exchange }
  return {
    status: isDisputed && isAccepted(exchange) ? 'warned' : 'failed',
    actual: describeResponse(exchange),
    exchange,
  }
}

function acceptsEmpty(response: BodyResponse | undefined): boolean {
  return response !== undefined && 'exchange' in response && isAccepted(response.exchange)
}

export const UNREADABLE_BODIES = [notJson]
