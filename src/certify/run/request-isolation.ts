import type { Operation } from '../../contract/index.ts'
import type { Exchange } from '../../core/index.ts'
import type { Deviation } from '../../messages/index.ts'
import type { Outcome } from '../results/check.ts'
import { sendTogether } from './release-together.ts'
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
    if (await getsOwn(session, operation, sort)) sorts.push(sort)
  }
  const mixed = Array.from({ length: TIMES }, () => sorts).flat()
  const responses = await sendTogether(
    session,
    mixed.map((sort) => ({ ...sort, operation, body: bodyOf(session, operation, sort) })),
  )
  const mixedUp = responses.filter(({ message, exchange }) => !message.isOwn(exchange))
  const [first] = mixedUp
  if (first === undefined)
    return { status: 'passed', actual: `${responses.length} responses, each its own` }
  return {
    status: 'failed',
    actual: `${share(mixedUp.length, responses.length, 'request')} got another response; one that was ${first.message.name} got ${describeResponse(first.exchange)}`,
    exchange: first.exchange,
  }
}

/** Whether a request of this sort gets its response when it is sent alone. */
async function getsOwn(session: Session, operation: Operation, sort: Sort): Promise<boolean> {
  const body = bodyOf(session, operation, sort)
  return sort.isOwn(await session.target.send(operation, body, sort.options))
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

function bodyOf(session: Session, operation: Operation, { edits }: Sort): unknown {
  return session.message(
    operation,
    edits.map(({ edit }) => edit),
  )
}
