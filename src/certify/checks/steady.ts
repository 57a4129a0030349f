import type { Operation } from '../../contract/index.ts'
import type { Outcome } from '../results/check.ts'
import { describeAnswer, type Probe, type Session } from '../run/session.ts'

/** Last for each operation: whether every valid message was accepted every time, and still is. */
export function steadyProbe(operation: Operation): Probe {
  const id = `survive/${operation.id}/every-time`
  return {
    name: `${operation.id}: accepts every time`,
    operation: operation.id,
    checks: [
      {
        id,
        title: 'accepts a valid message every time',
        requirement: 'DS-SUR-03',
        level: 'compatible',
        operation: operation.id,
      },
    ],
    requests: 2,
    run: async (session) => {
      await session.control(operation)
      session.report(id, steadiness(session, operation))
    },
  }
}

function steadiness(session: Session, operation: Operation): Outcome {
  const { unsteadyAccepts, broken } = session.state(operation)
  const expected = 'a 2xx for every valid message, from the first to the last'
  if (broken !== undefined) {
    return {
      status: 'failed',
      expected,
      actual: broken,
      fix: 'accept valid messages, however many came before',
    }
  }
  const [first] = unsteadyAccepts
  if (first === undefined)
    return {
      status: 'passed',
      expected,
      actual: 'every valid message that was repeated met the same answer',
    }
  return {
    status: 'failed',
    expected,
    actual: `${unsteadyAccepts.length === 1 ? 'one valid message was' : `${unsteadyAccepts.length} valid messages were`} refused and accepted when sent again: ${describeAnswer(first)}`,
    fix: 'find what makes the endpoint refuse now and then; each such answer costs a retry',
    exchange: first,
  }
}
