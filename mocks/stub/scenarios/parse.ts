import { isRecord, messageOf, parsePointer } from '../../../src/core/index.ts'
import {
  assertMembers,
  chanceOf,
  durationOf,
  integerOf,
  listOf,
  member,
  mistake,
  oneOf,
  textOfMember,
  type Written,
} from './definition.ts'
import {
  type Act,
  type Condition,
  FAULTS,
  type Rule,
  type Scenario,
  type Step,
  TOKEN_SERVICE,
} from './scenario.ts'

const ABOUT = ['name', 'description', 'seed'] as const
const RULE = ['on', 'where', 'per', 'steps', 'after'] as const
const STEP = [
  'do',
  'status',
  'body',
  'headers',
  'redirect',
  'tokens',
  'times',
  'chance',
  'delay',
  'jitter',
  'over',
] as const
const DO = ['answer', 'drip', ...FAULTS] as const
const DRIP_MS = 10_000

/**
 * Reads a scenario as it was written.
 *
 * @param operations the contract's operation ids, which rules may name
 * @param name what it is called unless it says so itself
 * @throws HarnessError INVALID_SCENARIO with the place, the valid names and what was probably meant
 */
export function parseScenario(
  at: Written,
  operations: readonly string[],
  name = 'unnamed',
): Scenario {
  const several = member(at, 'rules')
  assertMembers(
    at,
    'a scenario',
    several === undefined ? [...ABOUT, 'rules', ...RULE] : [...ABOUT, 'rules'],
  )
  const seed = member(at, 'seed')
  const rules = several === undefined ? [oneRule(at)] : listOf(several, 'rules')
  return {
    kind: 'scenario',
    name: textOfMember(member(at, 'name'), 'name') ?? name,
    description: textOfMember(member(at, 'description'), 'description') ?? '',
    seed: seed === undefined ? '0' : seedOf(seed),
    rules: rules.map((rule) => parseRule(rule, operations)),
  }
}

/** The members of a single rule, written at the top. */
function oneRule(at: Written): Written {
  const value = isRecord(at.value) ? at.value : {}
  const own = Object.entries(value).filter(([key]) => !(ABOUT as readonly string[]).includes(key))
  return { ...at, value: Object.fromEntries(own) }
}

function seedOf(at: Written): string {
  if (typeof at.value === 'number' || typeof at.value === 'string') return String(at.value)
  throw mistake(at, 'seed is neither number nor text', 'a number or text')
}

function parseRule(at: Written, operations: readonly string[]): Rule {
  assertMembers(at, 'a rule', RULE)
  const steps = member(at, 'steps')
  if (steps === undefined) {
    throw mistake(at, 'a rule has no steps', 'steps: a list such as [{ status: 503, times: 3 }]')
  }
  const on = member(at, 'on')
  const per = member(at, 'per')
  const after = member(at, 'after')
  const names = [...operations, TOKEN_SERVICE]
  return {
    on: on === undefined ? operations : namesOf(on).map((each) => oneOf(each, 'on', names)),
    where: conditionsOf(member(at, 'where')),
    per: per === undefined ? 'run' : oneOf(per, 'per', ['all', 'run', 'message']),
    steps: listOf(steps, 'steps').map(parseStep),
    after: after === undefined ? 'answer' : oneOf(after, 'after', ['answer', 'repeat', 'last']),
  }
}

function namesOf(at: Written): Written[] {
  return typeof at.value === 'string' ? [at] : listOf(at, 'on')
}

function conditionsOf(at: Written | undefined): Condition[] {
  if (at === undefined) return []
  if (!isRecord(at.value)) {
    throw mistake(at, 'where is no mapping', 'members with their values: { shipment.carrier: UPS }')
  }
  return Object.entries(at.value).map(([name, value]) => ({
    path: pathOf(name),
    expected: expectedOf({ ...at, value, path: [...at.path, name] }),
  }))
}

/** `order.order_items[*].sku` and `/order/order_items/0/sku` alike. */
function pathOf(name: string): string[] {
  if (name.startsWith('/')) return parsePointer(name)
  return name.replaceAll(/\[([\d*]+)\]/g, '.$1').split('.')
}

function expectedOf(at: Written): Condition['expected'] {
  if (!isRecord(at.value)) return { equals: at.value }
  assertMembers(at, 'a condition', ['matches'])
  const pattern = textOfMember(member(at, 'matches'), 'matches')
  try {
    return { matches: new RegExp(pattern ?? '') }
  } catch (error) {
    throw mistake(at, `matches is no pattern (${messageOf(error)})`, 'a regular expression')
  }
}

function parseStep(at: Written): Step {
  if (typeof at.value === 'string') return { ...plainStep(), act: actOf(oneOf(at, 'a step', DO)) }
  assertMembers(at, 'a step', STEP)
  const times = member(at, 'times')
  return {
    act: parseAct(at),
    times:
      times === undefined
        ? 1
        : times.value === 'forever'
          ? Infinity
          : integerOf(times, 'times', 1, 1_000_000),
    chance: chanceOf(member(at, 'chance')),
    delayMs: durationOf(member(at, 'delay'), 'delay'),
    jitterMs: durationOf(member(at, 'jitter'), 'jitter'),
  }
}

function plainStep(): Omit<Step, 'act'> {
  return { times: 1, chance: 1, delayMs: 0, jitterMs: 0 }
}

function parseAct(at: Written): Act {
  const [fault, status, redirect, tokens] = ['do', 'status', 'redirect', 'tokens'].map((name) =>
    member(at, name),
  )
  const chosen = [fault, redirect ?? status, tokens].filter((each) => each !== undefined)
  if (chosen.length > 1) {
    throw mistake(at, 'a step does more than one thing', 'one of do, status, redirect and tokens')
  }
  if (tokens !== undefined) {
    return { kind: 'tokens', end: oneOf(tokens, 'tokens', ['expire', 'revoke']) }
  }
  if (fault !== undefined) {
    return actOf(oneOf(fault, 'do', DO), durationOf(member(at, 'over'), 'over', DRIP_MS))
  }
  if (redirect === undefined && status === undefined) return { kind: 'answer' }
  const to = textOfMember(redirect, 'redirect')
  return {
    kind: 'status',
    status: status === undefined ? 307 : integerOf(status, 'status', 200, 599),
    body: bodyOf(member(at, 'body')),
    headers: { ...headersOf(member(at, 'headers')), ...(to === undefined ? {} : { Location: to }) },
  }
}

function actOf(name: (typeof DO)[number], overMs = DRIP_MS): Act {
  return name === 'drip' ? { kind: 'drip', overMs } : { kind: name }
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
      const text = String(value)
      const isName = /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/.test(name)
      // oxlint-disable-next-line no-control-regex -- header values are what must not hold control characters
      if (isName && /^[^\u0000-\u0008\u000A-\u001F\u007F]*$/.test(text)) return [name, text]
      throw mistake(
        { ...at, value, path: [...at.path, name] },
        `${name} is no header that can be sent`,
        'a header name and one line of text',
      )
    }),
  )
}
