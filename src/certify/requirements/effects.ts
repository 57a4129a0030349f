import type { Credentials } from '../../auth/index.ts'
import type { Contract, Operation } from '../../contract/index.ts'
import { formatDuration, plural, type Transport } from '../../core/index.ts'
import type { Deviation } from '../../messages/index.ts'
import { skipped } from '../results/check.ts'
import { check, type Executable, type Group, group, type Step, step } from '../run/group.ts'
import type { Session } from '../run/session.ts'
import { EFFECT_CHECKS, takesEffect } from './effect-checks.ts'
import { concludeEffects, concludeElsewhere } from './effect-conclusions.ts'
import {
  type Counted,
  countEffects,
  type CountingOptions,
  deliver,
  type Delivered,
  type Observed,
  roundsOf,
  unobserved,
} from './effect-counting.ts'
import { type Burst, SITUATION_REQUESTS, situationsOf } from './effect-situations.ts'

export interface EffectOptions {
  readonly contract: Contract
  readonly credentials: Credentials
  readonly transport: Transport
  readonly deviationsOf: (operation: Operation) => readonly Deviation[]
  /** Whether there is an observer. */
  readonly isObserved: boolean
}

/** The messages whose effects are counted later, and the checks that conclude from the counts. */
export interface EffectGroups {
  readonly sending: Group
  readonly concluding: Group
}

/** Messages are sent early and counted at the end of the run: effects that take their time cost the run none of its own. */
export function effectGroups(operation: Operation, options: EffectOptions): EffectGroups {
  const { isObserved, contract } = options
  const sent = step(isObserved ? SITUATION_REQUESTS : 0, (session) =>
    send(session, operation, options),
  )
  const observed = step(
    0,
    async (session) => count(session, operation, contract, await sent.take(session)),
    { parts: [sent] },
  )
  const named = { ids: `effects/${operation.id}`, operation: operation.id }
  return {
    sending: group({
      ...named,
      name: `${operation.id}: messages whose effects are counted`,
      from: takesEffect.level,
      ...(isObserved ? { before: sent } : {}),
      checks: [],
    }),
    concluding: group({
      ...named,
      name: `${operation.id}: what messages did`,
      isConclusion: true,
      unless: (session) => session.skippedIfBroken(operation),
      checks: isObserved
        ? [...effectChecks(options, observed), ...elsewhereCheck(contract, observed)]
        : [...effectChecks(options), ...elsewhereCheck(contract)],
    }),
  }
}

const UNOBSERVED = skipped(
  'a response does not show what an endpoint did with a message',
  'name a service that counts effects with --observer',
)

function effectChecks({ credentials }: EffectOptions, observed?: Step<Observed>): Executable[] {
  const applicable = EFFECT_CHECKS.filter(
    ({ needsCredentials }) => needsCredentials !== true || credentials.scheme !== 'none',
  )
  return applicable.map(({ requirement: tested, situation, expects, ...declared }) => {
    const described = { ...declared, expected: expectedText(expects) }
    return observed === undefined
      ? check(tested, { ...described, requests: 0, run: () => Promise.resolve(UNOBSERVED) })
      : check(tested, {
          ...described,
          step: observed,
          conclude: (found, session) =>
            'skipped' in found
              ? found.skipped
              : concludeEffects(found.counted, { situation, expects, waited: waitedIn(session) }),
        })
  })
}

function expectedText(expects: Counted['expects']): string {
  return expects === 'one effect'
    ? "one effect in the client's system, however often the message is sent"
    : "no effect in the client's system"
}

function elsewhereCheck({ operations }: Contract, observed?: Step<Observed>): Executable[] {
  if (operations.length < 2) return []
  const described = {
    id: 'own-operation',
    title: 'counts an effect for the operation that was sent alone',
    expected: 'no effect of another operation',
    fix: 'store each message as what its URL says it is; let the observer count what its parameter operation names',
  }
  return [
    observed === undefined
      ? check(takesEffect, {
          ...described,
          requests: 0,
          run: () => Promise.resolve(UNOBSERVED),
        })
      : check(takesEffect, {
          ...described,
          step: observed,
          conclude: (found) =>
            'skipped' in found ? found.skipped : concludeElsewhere(found.counted),
        }),
  ]
}

function waitedIn({ options: { observer } }: Session): string {
  return formatDuration(observer?.waitMs ?? 0)
}

type Sent = { readonly delivered: Delivered } | Observed

async function send(
  session: Session,
  operation: Operation,
  { contract, credentials, transport, deviationsOf }: EffectOptions,
): Promise<Sent> {
  const { observer, knowsItsOrders } = session.options
  if (observer === undefined) return { skipped: UNOBSERVED }
  const broken = session.skippedIfBroken(operation)
  if (broken !== undefined) return { skipped: broken }
  const bursts = situationsOf({
    operation,
    credentials,
    transport,
    deviations: deviationsOf(operation),
    message: () => session.message(operation),
  })
  if (bursts.flat().length === 0) return { skipped: NO_IDENTIFIER }
  const counting = { operation, contract, observer }
  if (knowsItsOrders) return inRounds(session, bursts, counting)
  const delivered = await deliver(session, bursts, counting)
  return 'problem' in delivered ? { skipped: unobserved(delivered) } : { delivered }
}

const NO_IDENTIFIER = skipped(
  'the contract does not say which property identifies an order',
  'mark it with x-identifies: order',
)

/** Of orders that come again and again, each message is counted before another one about its order is sent. */
async function inRounds(
  session: Session,
  bursts: readonly Burst[],
  options: CountingOptions,
): Promise<Observed> {
  const counted: Counted[] = []
  for (const round of roundsOf(bursts.filter((burst) => !isNeverSent(burst)))) {
    const delivered = await deliver(session, round, options)
    if ('problem' in delivered) return { skipped: unobserved(delivered) }
    const found = await countEffects(session, delivered, options)
    if ('problem' in found) return { skipped: unobserved(found) }
    counted.push(...found)
  }
  return { counted }
}

function isNeverSent(burst: Burst): boolean {
  return burst.some(({ situation }) => situation === 'never sent')
}

async function count(
  session: Session,
  operation: Operation,
  contract: Contract,
  sent: Sent,
): Promise<Observed> {
  const { observer } = session.options
  if (!('delivered' in sent)) return sent
  if (observer === undefined) return { skipped: UNOBSERVED }
  const counted = await countEffects(session, sent.delivered, { operation, contract, observer })
  if ('problem' in counted) return { skipped: unobserved(counted) }
  const stranger = counted.find(({ situation }) => situation === 'never sent')
  const gained = stranger === undefined ? 0 : stranger.after - stranger.before
  if (gained === 0) return { counted }
  return {
    skipped: unobserved({
      problem: `the observer counts ${plural(gained, 'effect')} on an order that no message was about: it may not go by its parameter identifier`,
    }),
  }
}
