import type { Operation } from '../../contract/index.ts'
import type { Exchange } from '../../core/index.ts'
import type { Deviation } from '../../messages/index.ts'
import type { Outcome } from '../results/check.ts'
import type { RequestOptions } from './request.ts'
import { isAccepted, isRejected } from './response.ts'
import type { Session } from './session.ts'
import { describeResponse, share } from './wording.ts'

/** One sort of request, and whether a response is the one that it gets alone. */
interface Sort {
  readonly name: string
  readonly edits: readonly Deviation[]
  readonly options: RequestOptions
  readonly isOwn: (exchange: Exchange) => boolean
}

const TIMES = 3

const VALID: Sort = { name: 'valid', edits: [], options: {}, isOwn: isAccepted }

/**
 * Valid, invalid and unauthorized requests at the same time: each gets the response that it gets alone. An endpoint that
 * shares the state of a request with the next one mixes them up.
 */
export async function requestIsolation(
  session: Session,
  operation: Operation,
  [deviation]: readonly Deviation[],
): Promise<Outcome> {
  const sorts: Sort[] = [VALID]
  for (const sort of rejectedSorts(session, deviation)) {
    if (sort.isOwn(await sendSort(session, operation, sort))) sorts.push(sort)
  }
  const mixed = Array.from({ length: TIMES }, () => sorts).flat()
  const responses = await Promise.all(
    mixed.map(async (sort) => ({ sort, exchange: await sendSort(session, operation, sort, true) })),
  )
  const mixedUp = responses.filter(({ sort, exchange }) => !sort.isOwn(exchange))
  const [first] = mixedUp
  if (first === undefined)
    return { status: 'passed', actual: `${responses.length} responses, each its own` }
  return {
    status: 'failed',
    actual: `${share(mixedUp.length, responses.length, 'request')} got another response; one that was ${first.sort.name} got ${describeResponse(first.exchange)}`,
    exchange: first.exchange,
  }
}

function rejectedSorts(session: Session, deviation: Deviation | undefined): Sort[] {
  const sorts: Sort[] = []
  if (deviation !== undefined)
    sorts.push({
      name: 'invalid',
      edits: [deviation],
      options: {},
      isOwn: isRejected,
    })
  if (session.options.credentials.scheme !== 'none')
    sorts.push({
      name: 'without credentials',
      edits: [],
      options: { credentials: 'none' },
      isOwn: ({ response }) => response?.status === 401,
    })
  return sorts
}

function sendSort(
  session: Session,
  operation: Operation,
  { edits, options }: Sort,
  parallel = false,
): Promise<Exchange> {
  return session.send(
    operation,
    edits.map(({ edit }) => edit),
    { ...options, parallel },
  )
}
