import { type Operation, showRule } from '../../contract/index.ts'
import type { Exchange } from '../../core/index.ts'
import { combineDeviations, type Deviation, describeDeviation } from '../../messages/index.ts'
import { type Check, includesLevel, type Level, type Outcome } from '../check.ts'
import { namedFields, namesPlace } from '../run/named-fields.ts'
import { describeAnswer, type Probe, type Session, skipped } from '../run/session.ts'
import { isAccepted, parseAnswer } from '../run/target.ts'
import { schemaPointerOf } from './accepts.ts'
import { namingOf, namingOutcome, type Refusal, refusedForAnother } from './naming.ts'

const EXPECTED = '400 or 422'

/** Between two ordinary messages that have to be accepted, so that refusals count. */
const BATCH = 40

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
 * Every deviation is refused, each the only difference from messages that are accepted before and after. At the level
 * `compatible` they are sent too: whatever is sent must be survived.
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
    : combineDeviations(deviations.filter(({ rank }) => rank === 'further'))
  const judged = includesLevel(level, 'strict')
  return {
    name: `${operation.id}: refuses what the contract forbids`,
    operation: operation.id,
    checks: judged ? checksOf(operation, alone, together) : [],
    requests: alone.length * 2 + together.length * 5 + Math.ceil(alone.length / BATCH) * 2 + 8,
    run: async (session) => {
      const report = (id: string, outcome: Outcome): void => {
        if (judged) session.report(id, outcome)
      }
      const refusals = await sendAlone(session, operation, alone)
      reportAlone(operation, refusals, report)
      if (together.length > 0)
        report(severalId(operation), await sendSeveral(session, operation, together))
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

async function sendAlone(
  session: Session,
  operation: Operation,
  deviations: readonly Deviation[],
): Promise<Refusal[]> {
  const refusals: Refusal[] = []
  let alive = await session.control(operation)
  for (let from = 0; from < deviations.length; from += BATCH) {
    const batch = deviations.slice(from, from + BATCH)
    const found: Refusal[] = []
    for (const deviation of alive ? batch : []) {
      const silence = session.silence(operation, found.at(-1)?.outcome.exchange)
      found.push(
        silence === undefined
          ? await sendDeviation(session, operation, deviation)
          : { deviation, outcome: skipped(EXPECTED, silence), naming: 'nothing' },
      )
    }
    alive = alive && (await session.control(operation))
    refusals.push(...(alive ? found : doubtful(session, operation, batch, found)))
  }
  return refusals
}

/** Refusals say nothing when the endpoint refuses ordinary messages too; what it accepted wrongly still counts. */
function doubtful(
  session: Session,
  operation: Operation,
  batch: readonly Deviation[],
  found: readonly Refusal[],
): Refusal[] {
  const reason = session.state(operation).broken ?? 'the endpoint stopped accepting messages'
  return batch.map((deviation) => {
    const known = found.find((refusal) => refusal.deviation === deviation)
    return known?.outcome.status === 'failed'
      ? known
      : { deviation, outcome: skipped(EXPECTED, reason), naming: 'nothing' }
  })
}

async function sendDeviation(
  session: Session,
  operation: Operation,
  deviation: Deviation,
): Promise<Refusal> {
  const subject = { pointer: deviation.rulePointer, sentence: describeDeviation(deviation) }
  const send = (): Promise<Exchange> => session.send(operation, [deviation.edit], { subject })
  const first = await send()
  if (!isAccepted(first))
    return {
      deviation,
      outcome: refusalOutcome(operation, deviation, first),
      naming: namingOf(first, deviation),
    }
  const second = await send()
  if (isAccepted(second))
    return { deviation, outcome: refusalOutcome(operation, deviation, second), naming: 'nothing' }
  session.state(operation).unsteadyRefusals.push(first)
  return {
    deviation,
    outcome: refusalOutcome(operation, deviation, second),
    naming: namingOf(second, deviation),
  }
}

function refusalOutcome(operation: Operation, deviation: Deviation, exchange: Exchange): Outcome {
  const status = exchange.response?.status
  const sentence = describeDeviation(deviation)
  const expected = `${EXPECTED}, because ${sentence}`
  const rule = ruleOf(operation, deviation)
  if (exchange.failure === undefined && (status === 400 || status === 422)) {
    return { status: 'passed', expected, actual: `refused with ${status}`, exchange, ...rule }
  }
  const actual = isAccepted(exchange)
    ? `accepted with ${status ?? 0}: a wrong message would be taken for a right one`
    : `${describeAnswer(exchange)}; the sender would report a ${status ?? 'silent'} endpoint, not a wrong message`
  return {
    status: 'failed',
    expected,
    actual,
    fix: `answer 422 when ${sentence}`,
    exchange,
    ...rule,
  }
}

function ruleOf(
  operation: Operation,
  { keyword, rulePointer, pointer }: Deviation,
): { rule?: string } {
  const isMember = keyword === 'required' || keyword === 'additionalProperties'
  const owner = isMember ? rulePointer.slice(0, rulePointer.lastIndexOf('/')) : rulePointer
  const node = schemaPointerOf(owner)
  const name = pointer.slice(pointer.lastIndexOf('/') + 1)
  const place =
    operation.placeOf('published', `${node}/${keyword}/${name}`) ??
    operation.placeOf('published', `${node}/${keyword}`) ??
    operation.placeOf('published', node)
  return place === undefined ? {} : { rule: showRule(place) }
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

/** Messages with several faults that are sent whatever the endpoint says of them. */
const FEW = 3

/** So many at most, where each tells of all its faults. */
const MANY = 5

/**
 * Several deviations in one message: it is refused. Where the answer names several of them and leaves one out, that one
 * is sent alone; where it names no more than one, further messages of the kind would tell nothing.
 */
async function sendSeveral(
  session: Session,
  operation: Operation,
  groups: readonly (readonly Deviation[])[],
): Promise<Outcome> {
  const expected = `${EXPECTED} to every message with several faults`
  let isTelling = true
  let sent = 0
  for (const group of groups.slice(0, MANY)) {
    const { broken } = session.state(operation)
    if (broken !== undefined) return skipped(expected, broken)
    if (sent >= FEW && !isTelling) break
    sent++
    const exchange = await session.send(
      operation,
      group.map(({ edit }) => edit),
    )
    const status = exchange.response?.status
    if (exchange.failure !== undefined || (status !== 400 && status !== 422)) {
      const faults = group.map(({ pointer }) => pointer).join(', ')
      return {
        status: 'failed',
        expected,
        actual: `${describeAnswer(exchange)}, to faults at ${faults}`,
        fix: 'answer 422',
        exchange,
      }
    }
    const fields = namedFields(parseAnswer(exchange)) ?? []
    const unnamed = group.filter(
      ({ pointer }) => !fields.some((field) => namesPlace(field, pointer)),
    )
    isTelling = group.length - unnamed.length > 1
    for (const deviation of isTelling ? unnamed.slice(0, MAX_UNNAMED) : []) {
      const { outcome } = await sendDeviation(session, operation, deviation)
      if (outcome.status === 'failed') return { ...outcome, pointer: deviation.rulePointer }
    }
  }
  return { status: 'passed', expected, actual: `${sent} of them refused` }
}

/** An answer that leaves out more than these lists only some of the faults. */
const MAX_UNNAMED = 4

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
