import { defined, isHeaderName, isRecord, keysOf } from '../../../src/core/index.ts'
import {
  assertProperties,
  chanceOf,
  durationOf,
  integerOf,
  property,
  mistake,
  oneOf,
  textAt,
  type WrittenValue,
} from './written-value.ts'
import { FAULT_NAMES } from './faults.ts'
import { STEP_PROPERTIES } from './grammar.ts'
import type { ScenarioBehaviour, ScenarioStep, ScriptedRetryAfter } from './scenario.ts'

/** What a step may do, each with the properties that qualify it. */
const BEHAVIOURS = {
  do: ['over'],
  status: ['body', 'headers', 'retryAfter'],
  redirect: ['status', 'body', 'headers', 'retryAfter'],
  tokens: [],
} as const satisfies Record<string, readonly string[]>

type BehaviourName = keyof typeof BEHAVIOURS

const ANY_STEP = ['times', 'for', 'chance', 'delay', 'jitter'] as const
const STEP = keysOf(STEP_PROPERTIES)
const DO = ['answer', 'drip', ...FAULT_NAMES] as const
const DRIP_MS = 10_000

/**
 * Parses one step of a rule. A property without effect is an error, too.
 * @throws HarnessError INVALID_SCENARIO
 */
export function parseStep(at: WrittenValue): ScenarioStep {
  if (typeof at.value === 'string') {
    return {
      times: 1,
      chance: 1,
      delayMs: 0,
      jitterMs: 0,
      behaviour: behaviourOf(oneOf(at, 'a step', DO)),
    }
  }
  assertProperties(at, 'a step', STEP)
  const lasts = property(at, 'for')
  const forMs = lasts === undefined ? undefined : lastingOf(lasts, property(at, 'times'))
  const retryAfter = property(at, 'retryAfter')
  return {
    behaviour: parseBehaviour(at),
    times: forMs === undefined ? timesOf(property(at, 'times')) : Infinity,
    ...defined({
      forMs,
      retryAfter: retryAfter === undefined ? undefined : retryAfterOf(retryAfter, forMs),
    }),
    chance: chanceOf(property(at, 'chance')),
    delayMs: durationOf(property(at, 'delay'), 'delay'),
    jitterMs: durationOf(property(at, 'jitter'), 'jitter'),
  }
}

/** Milliseconds. A step lasts for a time or for a number of requests. */
function lastingOf(at: WrittenValue, times: WrittenValue | undefined): number {
  if (times !== undefined) {
    throw mistake(times, 'times and for exclude each other', 'one of times and for')
  }
  const ms = durationOf(at, 'for')
  if (ms > 0) return ms
  throw mistake(at, 'for is not longer than no time', 'a duration above 0, for example 10m')
}

/** `30s`, `left`, `date 30s`, `date left`. */
function retryAfterOf(at: WrittenValue, forMs: number | undefined): ScriptedRetryAfter {
  const text = textAt(at, 'retryAfter') ?? ''
  const isDate = text.startsWith('date ')
  const wait = isDate ? text.slice('date '.length).trim() : text
  if (wait === 'left' && forMs === undefined) {
    throw mistake(at, 'nothing is left of a step without for', 'retryAfter: left beside for')
  }
  return {
    waitMs: wait === 'left' ? wait : durationOf({ ...at, value: wait }, 'retryAfter'),
    as: isDate ? 'date' : 'seconds',
  }
}

function timesOf(at: WrittenValue | undefined): number {
  if (at === undefined) return 1
  return at.value === 'forever' ? Infinity : integerOf(at, 'times', 1, 1_000_000, ', or forever')
}

function parseBehaviour(at: WrittenValue): ScenarioBehaviour {
  const name = behaviourNameOf(at)
  assertBelonging(at, name)
  switch (name) {
    case undefined:
      return { kind: 'answer' }
    case 'tokens':
      return { kind: 'tokens', end: oneOf(propertyOf(at, name), name, ['expire', 'revoke']) }
    case 'do':
      return behaviourOf(
        oneOf(propertyOf(at, name), name, DO),
        durationOf(property(at, 'over'), 'over', DRIP_MS),
      )
    case 'status':
      return statusBehaviour(at, integerOf(propertyOf(at, name), name, 200, 999))
    case 'redirect': {
      const status = property(at, 'status')
      return statusBehaviour(
        at,
        status === undefined ? 307 : integerOf(status, 'the status of a redirect', 300, 399),
      )
    }
  }
}

function behaviourNameOf(at: WrittenValue): BehaviourName | undefined {
  const given = keysOf(BEHAVIOURS).filter((name) => property(at, name) !== undefined)
  const [name, ...more] = given.filter((each) => each !== 'status' || !given.includes('redirect'))
  if (more.length === 0) return name
  throw mistake(at, 'a step does more than one thing', 'one of do, status, redirect and tokens')
}

/** Rejects properties that do not belong to the step's behaviour. */
function assertBelonging(at: WrittenValue, name: BehaviourName | undefined): void {
  const allowed: readonly string[] = name === undefined ? [] : [name, ...BEHAVIOURS[name]]
  for (const each of STEP) {
    const found = property(at, each)
    if (found === undefined || allowed.includes(each) || ANY_STEP.some((any) => any === each)) {
      continue
    }
    throw mistake(
      found,
      `${each} has no effect here`,
      each === 'over' ? 'over beside do: drip' : `${each} beside status or redirect`,
    )
  }
  const over = property(at, 'over')
  if (over !== undefined && property(at, 'do')?.value !== 'drip') {
    throw mistake(over, 'over has no effect here', 'over beside do: drip')
  }
}

function propertyOf(at: WrittenValue, name: BehaviourName): WrittenValue {
  return property(at, name) ?? at
}

function behaviourOf(name: (typeof DO)[number], overMs = DRIP_MS): ScenarioBehaviour {
  return name === 'drip' ? { kind: 'drip', overMs } : { kind: name }
}

function statusBehaviour(at: WrittenValue, status: number): ScenarioBehaviour {
  const redirect = property(at, 'redirect')
  const to = textAt(redirect, 'redirect')
  if (redirect !== undefined && !isHeaderValue(to ?? '')) {
    throw mistake(redirect, 'redirect is not a valid header value', 'a URL or a path')
  }
  return {
    kind: 'status',
    status,
    body: bodyOf(property(at, 'body')),
    headers: {
      ...headersOf(property(at, 'headers')),
      ...defined({ Location: to }),
    },
  }
}

function bodyOf(at: WrittenValue | undefined): string | undefined {
  if (at === undefined) return undefined
  return typeof at.value === 'string' ? at.value : JSON.stringify(at.value)
}

function headersOf(at: WrittenValue | undefined): Record<string, string> {
  if (at === undefined) return {}
  if (!isRecord(at.value)) throw mistake(at, 'headers is not a mapping', '{ Retry-After: "2" }')
  return Object.fromEntries(
    Object.entries(at.value).map(([name, value]) => {
      const isScalar = ['string', 'number', 'boolean'].includes(typeof value)
      const text = String(value)
      if (isHeaderName(name) && isScalar && isHeaderValue(text)) return [name, text]
      throw mistake(
        { ...at, value, path: [...at.path, name] },
        `${name} is not a header that can be sent`,
        'a header name and one line of text in ISO 8859-1',
      )
    }),
  )
}

/** Node sends a header value as one line of bytes. */
function isHeaderValue(text: string): boolean {
  return /^[\t\u0020-\u007E\u0080-\u00FF]*$/.test(text)
}
