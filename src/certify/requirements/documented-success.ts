import type { Operation } from '../../contract/index.ts'
import { requirement } from '../results/requirement.ts'
import { everyResponse } from '../run/every-response.ts'
import type { Executable } from '../run/group.ts'
import { isAccepted } from '../run/response.ts'
import { describeResponse } from '../run/wording.ts'

export const documentedSuccess = requirement({
  id: 'DS-ACC-04',
  level: 'compatible',
  keyword: 'SHOULD',
  basis: 'page',
  text: 'The response to an accepted message is 200.',
  source: 'Responses: 200 Success',
})

/** Of every response of the run that accepts a message. */
export function respondsWithDocumentedSuccess(operation: Operation): Executable {
  const documented = successesOf(operation)
  const named = documented.length === 0 ? 'a documented 2xx' : documented.join(' or ')
  return everyResponse(documentedSuccess, {
    id: 'success-is-200',
    title: `responds with ${named} to what it accepts`,
    expected:
      documented.length === 1
        ? `${named}, the only success that the contract documents`
        : `${named}, as the contract documents`,
    fix: `respond with ${named}; other 2xx count as success to the sender, but are not documented`,
    unseen: 'no message was accepted',
    deviating: 'warned',
    judge: ({ exchange }) => {
      if (!isAccepted(exchange)) return 'not concerned'
      const status = exchange.response?.status ?? 0
      return documented.length === 0 || documented.includes(status)
        ? 'correct'
        : { actual: describeResponse(exchange) }
    },
  })
}

/** Every 2xx that is named; none where a range or `default` allows any, 200 where the contract documents no success. */
function successesOf({ responses }: Operation): readonly number[] {
  const statuses = responses.map(({ status }) => status.toUpperCase())
  const named = statuses.map(Number).filter((status) => status >= 200 && status < 300)
  if (statuses.includes('2XX') || (named.length === 0 && statuses.includes('DEFAULT'))) return []
  return named.length === 0 ? [200] : named
}
