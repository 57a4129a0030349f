import type { Operation } from '../../contract/index.ts'
import type { Exchange } from '../../core/index.ts'
import type { Deviation } from '../../messages/index.ts'
import type { Outcome } from '../results/check.ts'
import type { SendVariation } from '../run/request.ts'
import { describeAnswer, type Session } from '../run/session.ts'
import { isAccepted } from '../run/target.ts'

/** One sort of request, and whether an answer is meant for it. */
interface Sort {
  readonly name: string
  readonly edits: readonly Deviation[]
  readonly variation: SendVariation
  readonly isRight: (exchange: Exchange) => boolean
}

const TIMES = 3

const VALID: Sort = { name: 'valid', edits: [], variation: {}, isRight: isAccepted }

/**
 * Valid, invalid and unauthorized requests at the same time: each gets the answer that it gets alone. An endpoint that
 * keeps what it knows of a request where the next one finds it mixes them up.
 */
export async function keptApart(
  session: Session,
  operation: Operation,
  [deviation]: readonly Deviation[],
): Promise<Outcome> {
  const expected = 'for each request the answer that it gets when it comes alone'
  const sorts: Sort[] = [VALID]
  for (const sort of wrongSorts(session, deviation)) {
    if (sort.isRight(await sendSort(session, operation, sort))) sorts.push(sort)
  }
  const mixed = Array.from({ length: TIMES }, () => sorts).flat()
  const answers = await Promise.all(
    mixed.map(async (sort) => ({ sort, exchange: await sendSort(session, operation, sort, true) })),
  )
  const wrong = answers.filter(({ sort, exchange }) => !sort.isRight(exchange))
  const [first] = wrong
  if (first === undefined)
    return { status: 'passed', expected, actual: `${answers.length} answers, each its own` }
  return {
    status: 'failed',
    expected,
    actual: `${wrong.length} of ${answers.length} got another answer; one that was ${first.sort.name} got ${describeAnswer(first.exchange)}`,
    fix: 'keep what belongs to one request out of reach of others that come at the same time',
    exchange: first.exchange,
  }
}

function wrongSorts(session: Session, deviation: Deviation | undefined): Sort[] {
  const sorts: Sort[] = []
  if (deviation !== undefined)
    sorts.push({
      name: 'invalid',
      edits: [deviation],
      variation: {},
      isRight: ({ response }) => response?.status === 400 || response?.status === 422,
    })
  if (session.options.credentials.scheme !== 'none')
    sorts.push({
      name: 'without credentials',
      edits: [],
      variation: { credentials: 'none' },
      isRight: ({ response }) => response?.status === 401,
    })
  return sorts
}

function sendSort(
  session: Session,
  operation: Operation,
  { edits, variation }: Sort,
  parallel = false,
): Promise<Exchange> {
  return session.send(
    operation,
    edits.map(({ edit }) => edit),
    { ...variation, parallel },
  )
}
