import { defined, plural } from '../../core/index.ts'
import { type Outcome, skipped } from '../results/check.ts'
import { share } from '../run/wording.ts'
import { isAccepted } from '../run/response.ts'
import { type Counted, expectedEffects } from './effect-counting.ts'
import type { Situation } from './effect-situations.ts'

export interface Question {
  readonly situation: Situation
  readonly expects: Counted['expects']
  /** How long effects were waited for: `5 s`. */
  readonly waited: string
}

/** What the counts say of the messages of one situation. */
export function concludeEffects(
  counted: readonly Counted[],
  { situation, expects, waited }: Question,
): Outcome {
  const own = counted.filter(
    (message) => message.situation === situation && message.expects === expects,
  )
  const conclusive = own.filter((message) => isConclusive(message))
  const off = conclusive.filter((message) => gainedBy(message) !== expectedEffects(message))
  const [first] = off
  if (first !== undefined) {
    const known = situation === 'once' ? undefined : alreadySaid(counted, first)
    return known ?? failed(first, off.length, own.length, waited)
  }
  const seen = conclusive.find(
    (message) => expects === 'no effect' || expectedEffects(message) === 1,
  )
  if (seen === undefined) return knownSinceThen(own, situation) ?? inconclusive(own)
  const exchange = seen.exchanges.at(-1)
  return {
    status: 'passed',
    actual: expects,
    ...defined({ exchange }),
  }
}

/** An order that the endpoint knows by now got its effect from an earlier message of the run, which is one of the same kind. */
function knownSinceThen(own: readonly Counted[], situation: Situation): Outcome | undefined {
  const known = own.find(
    (message) =>
      situation === 'once' &&
      expectedEffects(message) === 1 &&
      message.atFirst === 0 &&
      message.before > 0,
  )
  const exchange = known?.exchanges.at(-1)
  if (known === undefined) return undefined
  return {
    status: 'passed',
    actual: `${effects(known.before)} of an earlier message about this order`,
    ...defined({ exchange }),
  }
}

/** Whether the message that was sent once had effects of other operations, too. */
export function concludeElsewhere(counted: readonly Counted[]): Outcome {
  const once = counted.find(({ situation }) => situation === 'once')
  if (once === undefined || expectedEffects(once) !== 1)
    return inconclusive(once === undefined ? [] : [once])
  const exchange = once.exchanges.at(-1)
  const evidence = exchange === undefined ? {} : { exchange }
  const [other] = once.elsewhere
  return other === undefined
    ? { status: 'passed', actual: 'none', ...evidence }
    : {
        status: 'failed',
        actual: `${plural(other.gained, 'effect')} of ${other.operation} was counted, too`,
        ...evidence,
      }
}

function gainedBy({ before, after }: Counted): number {
  return after - before
}

/** An order that had effects already may be known: an endpoint may give it no second one. */
function isConclusive(message: Counted): boolean {
  const expected = expectedEffects(message)
  if (expected === undefined) return false
  return !(expected === 1 && gainedBy(message) === 0 && message.before > 0)
}

/** What is wrong with a message that is sent once is said there. */
function alreadySaid(counted: readonly Counted[], message: Counted): Outcome | undefined {
  const once = counted.find(({ situation }) => situation === 'once')
  if (once === undefined || expectedEffects(message) !== 1) return undefined
  const isSame = expectedEffects(once) === 1 && gainedBy(once) === gainedBy(message)
  return isSame
    ? skipped(`a message that is sent once has ${effects(gainedBy(once))} as well`)
    : undefined
}

const HOW: Readonly<Record<Situation, string>> = {
  once: 'was sent once',
  'six times': 'was sent six times',
  'in parallel': 'was sent six times in parallel',
  invalid: 'was invalid',
  unauthorized: 'came without correct credentials',
  'after a 401': 'got a 401 first',
  'after a cut connection': 'was sent again after its connection was cut',
  'in a mixed burst': 'was sent beside others',
  'never sent': 'was never sent',
}

function failed(message: Counted, off: number, of: number, waited: string): Outcome {
  const { situation, exchanges } = message
  const gained = gainedBy(message)
  const accepted = exchanges.find((exchange) => isAccepted(exchange))
  const exchange = accepted ?? exchanges.at(-1)
  const what = accepted === undefined ? 'rejected' : 'accepted'
  const status = exchange?.response?.status ?? 0
  const prefix = of === 1 ? '' : `${share(off, of, 'message')}; the first: `
  const counts = gained === 0 ? `no effect within ${waited}` : effects(gained)
  return {
    status: 'failed',
    actual: `${prefix}a message that ${HOW[situation]} was ${what} with ${status} and had ${counts}`,
    ...(gained > 1 && situation === 'once' ? { fix: FIX_SEVERAL } : {}),
    ...defined({ exchange }),
  }
}

const FIX_SEVERAL = 'store a message once; the observer counts messages, not their items'

function effects(count: number): string {
  return count === 0 ? 'no effect' : plural(count, 'effect')
}

function inconclusive(own: readonly Counted[]): Outcome {
  const [first] = own
  if (first === undefined) return skipped('no message of this kind was sent in this run')
  const known = own.find(({ before }) => before > 0)
  if (known !== undefined && !isConclusive(known)) {
    return skipped(
      `the order had ${effects(known.before)} of earlier messages, of this run or of others, and may be known to the endpoint`,
      'list more orders in --fixtures, or use another --seed',
    )
  }
  return skipped(
    first.expects === 'one effect'
      ? 'the message was not accepted'
      : 'the endpoint accepted what it should reject, which another check reports',
  )
}
