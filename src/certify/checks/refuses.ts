import type { Operation } from '../../contract/index.ts'
import { combineDeviations, type Deviation, describeDeviation } from '../../messages/index.ts'
import { type Check, includesLevel, type Level, type Outcome } from '../results/check.ts'
import type { Probe, Session } from '../run/session.ts'
import { BATCH, sendAlone } from './alone.ts'
import { namingOutcome, type Refusal, refusedForAnother } from './naming.ts'
import { largestFirst, namedTogether, sendSeveral } from './several.ts'

const REQUIREMENT_OF_KEYWORD: Readonly<Record<string, string>> = {
  required: 'DS-REF-01',
  type: 'DS-REF-02',
  enum: 'DS-REF-03',
  const: 'DS-REF-03',
  format: 'DS-REF-04',
  minimum: 'DS-REF-05',
  maximum: 'DS-REF-05',
  exclusiveMinimum: 'DS-REF-05',
  exclusiveMaximum: 'DS-REF-05',
  additionalProperties: 'DS-REF-06',
}

/**
 * Every deviation is refused, each the only difference from messages that are accepted before and after; only `null` is
 * sent in several places at once to an endpoint that names every fault of a message. At the level `compatible` they are sent too: whatever is sent must be survived.
 */
export function refusesProbe(
  operation: Operation,
  deviations: readonly Deviation[],
  level: Level,
  thorough: boolean,
): Probe {
  const alone = deviations.filter(({ rank }) => thorough || rank === 'first')
  const together = thorough
    ? []
    : largestFirst(combineDeviations(deviations.filter(({ rank }) => rank === 'further')))
  const judged = includesLevel(level, 'strict')
  return {
    name: `${operation.id}: refuses what the contract forbids`,
    operation: operation.id,
    checks: judged ? checksOf(operation, alone, together) : [],
    requests:
      (alone.length + together.flat().length) * 2 +
      together.length * 9 +
      Math.ceil(alone.length / BATCH) * 2 +
      16,
    run: async (session) => {
      const report = (id: string, outcome: Outcome): void => {
        if (judged) session.report(id, outcome)
      }
      const usual = alone.filter(({ kind }) => thorough || kind !== 'null')
      const refusals = await sendAlone(session, operation, usual)
      const several = await sendSeveral(session, operation, together)
      const nulls = alone.filter((deviation) => !usual.includes(deviation))
      const named = several.isTelling ? await namedTogether(session, operation, nulls) : []
      const unnamed = nulls.filter((own) => !named.some(({ deviation }) => deviation === own))
      refusals.push(...named, ...(await sendAlone(session, operation, unnamed)))
      reportAlone(operation, refusals, report)
      if (together.length > 0) report(severalId(operation), several.outcome)
      report(`refuse/${operation.id}/every-time`, steadiness(session, operation))
    },
  }
}

function checksOf(
  operation: Operation,
  alone: readonly Deviation[],
  together: readonly (readonly Deviation[])[],
): Check[] {
  const common = { level: 'strict', operation: operation.id } as const
  return [
    ...alone.map((deviation): Check => ({
      ...common,
      id: idOf(deviation),
      title: `refuses that ${describeDeviation(deviation)}`,
      requirement: REQUIREMENT_OF_KEYWORD[deviation.keyword] ?? 'DS-REF-07',
      pointer: deviation.rulePointer,
    })),
    ...(together.length === 0
      ? []
      : [
          {
            ...common,
            id: severalId(operation),
            title: 'refuses messages with several faults',
            requirement: 'DS-REF-08',
          },
        ]),
    {
      ...common,
      id: namingId(operation),
      title: 'names what is wrong in the field of its errors',
      requirement: 'DS-ANS-03',
    },
    {
      ...common,
      id: `refuse/${operation.id}/every-time`,
      title: 'refuses an invalid message every time',
      requirement: 'DS-REF-10',
    },
  ]
}

function idOf(deviation: Deviation): string {
  return `refuse/${deviation.operation}/${deviation.id}`
}

function severalId(operation: Operation): string {
  return `refuse/${operation.id}/several`
}

function namingId(operation: Operation): string {
  return `answer/${operation.id}/names-field`
}

/**
 * A refusal that names another place was not for this deviation. Where most answers name another place, the endpoint's
 * notation is the cause, and it is reported once.
 */
function reportAlone(
  operation: Operation,
  refusals: readonly Refusal[],
  report: (id: string, outcome: Outcome) => void,
): void {
  const naming = refusals.filter((refusal) => refusal.naming !== 'nothing')
  const elsewhere = naming.filter((refusal) => refusal.naming === 'other')
  const isNotation = elsewhere.length * 2 > naming.length
  for (const { deviation, outcome, naming: how } of refusals) {
    report(idOf(deviation), how === 'other' && !isNotation ? refusedForAnother(outcome) : outcome)
  }
  report(namingId(operation), namingOutcome(naming, isNotation ? elsewhere : []))
}

function steadiness(session: Session, operation: Operation): Outcome {
  const { unsteadyRefusals } = session.state(operation)
  const expected = 'the same answer to the same invalid message'
  const [first] = unsteadyRefusals
  if (first === undefined)
    return {
      status: 'passed',
      expected,
      actual: 'every invalid message that was repeated met the same answer',
    }
  return {
    status: 'failed',
    expected,
    actual: `${unsteadyRefusals.length} invalid messages were accepted once and refused when they were sent again`,
    fix: 'validate every message: some requests pass without validation',
    exchange: first,
  }
}
