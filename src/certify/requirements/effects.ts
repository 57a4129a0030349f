import type { Credentials } from '../../auth/index.ts'
import type { Contract, Operation } from '../../contract/index.ts'
import { formatDuration, plural, type Transport } from '../../core/index.ts'
import type { Deviation } from '../../messages/index.ts'
import { skipped } from '../results/check.ts'
import { requirement, type TestedRequirement } from '../results/requirement.ts'
import { check, type Executable, type Group, group, type Step, step } from '../run/group.ts'
import type { Session } from '../run/session.ts'
import { oneEffect } from './duplicates.ts'
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
import {
  type Burst,
  type Situation,
  SITUATION_REQUESTS,
  situationsOf,
} from './effect-situations.ts'
import { REFRESH, RETRIES } from './sources.ts'

/** What the report's `effects` rests on. */
export const takesEffect = requirement({
  id: 'DS-EFF-01',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'practice',
  text: "An accepted message takes effect, once: the order is closed, or changed, in the client's system.",
  source: 'Introduction: so that the client can close the order on their end',
})

const noEffect = requirement({
  id: 'DS-EFF-03',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'practice',
  text: 'A message that is rejected has no effect, whether it is invalid or not authorized.',
  source: 'Responses: 401 Not Authorized, 422 Unprocessable Entity',
})

const afterFailure = requirement({
  id: 'DS-EFF-04',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'practice',
  text: 'A delivery that failed, by a 401 or a lost connection, has one effect together with its retry.',
  source: `${REFRESH}; ${RETRIES}`,
})

export const EFFECTS = [takesEffect, noEffect, afterFailure]

interface EffectCheck {
  readonly id: string
  readonly title: string
  readonly requirement: TestedRequirement
  readonly situation: Situation
  readonly expects: Counted['expects']
  readonly fix: string
  readonly needsCredentials?: true
}

const FIX_HOLLOW =
  'store what a message says before responding with 200, or in a queue that loses nothing'
const FIX_REPEATED =
  'recognise a repeated message, in one transaction with what it does (a unique key of order and message)'

const CHECKS: readonly EffectCheck[] = [
  {
    id: 'takes-effect',
    title: 'gives an accepted message its effect',
    requirement: takesEffect,
    situation: 'once',
    expects: 'one effect',
    fix: FIX_HOLLOW,
  },
  {
    id: 'six-times',
    title: 'gives a message that is sent six times one effect',
    requirement: oneEffect,
    situation: 'six times',
    expects: 'one effect',
    fix: FIX_REPEATED,
  },
  {
    id: 'in-parallel',
    title: 'gives a message that is sent six times in parallel one effect',
    requirement: oneEffect,
    situation: 'in parallel',
    expects: 'one effect',
    fix: FIX_REPEATED,
  },
  {
    id: 'after-401',
    title: 'gives a message its effect after a 401',
    requirement: afterFailure,
    situation: 'after a 401',
    expects: 'one effect',
    fix: 'remember a message as known only once it has had its effect',
    needsCredentials: true,
  },
  {
    id: 'after-cut-connection',
    title: 'gives a message and its retry after a cut connection one effect',
    requirement: afterFailure,
    situation: 'after a cut connection',
    expects: 'one effect',
    fix: 'finish a message, or undo all of it, when its connection is lost: it is sent again',
  },
  {
    id: 'invalid',
    title: 'gives an invalid message no effect',
    requirement: noEffect,
    situation: 'invalid',
    expects: 'no effect',
    fix: 'validate the whole message before anything is stored',
  },
  {
    id: 'unauthorized',
    title: 'gives a message without correct credentials no effect',
    requirement: noEffect,
    situation: 'unauthorized',
    expects: 'no effect',
    fix: 'check credentials before anything is stored',
    needsCredentials: true,
  },
  {
    id: 'in-a-burst',
    title: 'gives each of several messages in parallel its effect',
    requirement: takesEffect,
    situation: 'in a mixed burst',
    expects: 'one effect',
    fix: 'keep what belongs to one request out of reach of others that arrive at the same time',
  },
  {
    id: 'rejected-in-a-burst',
    title: 'gives rejected messages among accepted ones no effect',
    requirement: noEffect,
    situation: 'in a mixed burst',
    expects: 'no effect',
    fix: 'keep what belongs to one request out of reach of others that arrive at the same time',
  },
]

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
    [sent],
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
  const applicable = CHECKS.filter(
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
