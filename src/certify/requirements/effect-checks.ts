import { requirement, type TestedRequirement } from '../results/requirement.ts'
import { oneEffect } from './duplicates.ts'
import type { Counted } from './effect-counting.ts'
import type { Situation } from './effect-situations.ts'
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

/** A check of what the messages of one situation did. */
export interface EffectCheck {
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

export const EFFECT_CHECKS: readonly EffectCheck[] = [
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
