import { isHeaderName, isRecord } from '../../../src/core/index.ts'
import {
  assertMembers,
  chanceOf,
  durationOf,
  integerOf,
  member,
  mistake,
  oneOf,
  textOfMember,
  type Written,
} from './definition.ts'
import { type Act, FAULTS, type Step } from './scenario.ts'

/** What a step may do, and what may be said of each beside. */
const ACTS = {
  do: ['over'],
  status: ['body', 'headers'],
  redirect: ['status', 'body', 'headers'],
  tokens: [],
} as const satisfies Record<string, readonly string[]>

type ActName = keyof typeof ACTS

const ANY_STEP = ['times', 'chance', 'delay', 'jitter'] as const
const STEP = ['do', 'status', 'body', 'headers', 'redirect', 'tokens', ...ANY_STEP, 'over'] as const
const DO = ['answer', 'drip', ...FAULTS] as const
const DRIP_MS = 10_000

/**
 * Reads one step of a rule. What would have no effect is a mistake, too.
 * @throws HarnessError INVALID_SCENARIO
 */
export function parseStep(at: Written): Step {
  if (typeof at.value === 'string') {
    return { times: 1, chance: 1, delayMs: 0, jitterMs: 0, act: actOf(oneOf(at, 'a step', DO)) }
  }
  assertMembers(at, 'a step', STEP)
  const times = member(at, 'times')
  return {
    act: parseAct(at),
    times: times === undefined ? 1 : timesOf(times),
    chance: chanceOf(member(at, 'chance')),
    delayMs: durationOf(member(at, 'delay'), 'delay'),
    jitterMs: durationOf(member(at, 'jitter'), 'jitter'),
  }
}

function timesOf(at: Written): number {
  return at.value === 'forever' ? Infinity : integerOf(at, 'times', 1, 1_000_000, ', or forever')
}

function parseAct(at: Written): Act {
  const name = actNameOf(at)
  assertBelonging(at, name)
  switch (name) {
    case undefined:
      return { kind: 'answer' }
    case 'tokens':
      return { kind: 'tokens', end: oneOf(memberOf(at, name), name, ['expire', 'revoke']) }
    case 'do':
      return actOf(
        oneOf(memberOf(at, name), name, DO),
        durationOf(member(at, 'over'), 'over', DRIP_MS),
      )
    case 'status':
      return statusAct(at, integerOf(memberOf(at, name), name, 200, 999))
    case 'redirect': {
      const status = member(at, 'status')
      return statusAct(
        at,
        status === undefined ? 307 : integerOf(status, 'the status of a redirect', 300, 399),
      )
    }
  }
}

function actNameOf(at: Written): ActName | undefined {
  const given = (Object.keys(ACTS) as ActName[]).filter((name) => member(at, name) !== undefined)
  const [name, ...more] = given.filter((each) => each !== 'status' || !given.includes('redirect'))
  if (more.length === 0) return name
  throw mistake(at, 'a step does more than one thing', 'one of do, status, redirect and tokens')
}

/** What says more about an act than its name must belong to the act. */
function assertBelonging(at: Written, name: ActName | undefined): void {
  const allowed: readonly string[] = name === undefined ? [] : [name, ...ACTS[name]]
  for (const each of STEP) {
    const found = member(at, each)
    if (found === undefined || allowed.includes(each) || ANY_STEP.some((any) => any === each)) {
      continue
    }
    throw mistake(
      found,
      `${each} has no effect here`,
      each === 'over' ? 'over beside do: drip' : `${each} beside status or redirect`,
    )
  }
  const over = member(at, 'over')
  if (over !== undefined && member(at, 'do')?.value !== 'drip') {
    throw mistake(over, 'over has no effect here', 'over beside do: drip')
  }
}

function memberOf(at: Written, name: ActName): Written {
  return member(at, name) ?? at
}

function actOf(name: (typeof DO)[number], overMs = DRIP_MS): Act {
  return name === 'drip' ? { kind: 'drip', overMs } : { kind: name }
}

function statusAct(at: Written, status: number): Act {
  const redirect = member(at, 'redirect')
  const to = textOfMember(redirect, 'redirect')
  if (redirect !== undefined && !isHeaderValue(to ?? '')) {
    throw mistake(redirect, 'redirect is no address that a header can carry', 'a URL or a path')
  }
  return {
    kind: 'status',
    status,
    body: bodyOf(member(at, 'body')),
    headers: { ...headersOf(member(at, 'headers')), ...(to === undefined ? {} : { Location: to }) },
  }
}

function bodyOf(at: Written | undefined): string | undefined {
  if (at === undefined) return undefined
  return typeof at.value === 'string' ? at.value : JSON.stringify(at.value)
}

function headersOf(at: Written | undefined): Record<string, string> {
  if (at === undefined) return {}
  if (!isRecord(at.value)) throw mistake(at, 'headers is no mapping', '{ Retry-After: "2" }')
  return Object.fromEntries(
    Object.entries(at.value).map(([name, value]) => {
      const isScalar = ['string', 'number', 'boolean'].includes(typeof value)
      const text = String(value)
      if (isHeaderName(name) && isScalar && isHeaderValue(text)) return [name, text]
      throw mistake(
        { ...at, value, path: [...at.path, name] },
        `${name} is no header that can be sent`,
        'a header name and one line of text in ISO 8859-1',
      )
    }),
  )
}

/** What Node sends as a header's value: one line of bytes. */
function isHeaderValue(text: string): boolean {
  return /^[\t\u0020-\u007E\u0080-\u00FF]*$/.test(text)
}
