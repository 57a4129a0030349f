import { isRecord, messageOf, parsePointer } from '../../../src/core/index.ts'
import {
  assertMembers,
  listOf,
  member,
  mistake,
  oneOf,
  textOfMember,
  type Written,
} from './definition.ts'
import { parseStep } from './parse-step.ts'
import { type Condition, type Rule, type Scenario, TOKEN_SERVICE } from './scenario.ts'

const ABOUT = ['name', 'description', 'seed'] as const
const RULE = ['on', 'where', 'per', 'steps', 'after'] as const

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
    on: on === undefined ? undefined : namesOf(on).map((each) => oneOf(each, 'on', names)),
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
  if (pattern === undefined) {
    throw mistake(at, 'a condition has no pattern', '{ matches: PATTERN }, or the value itself')
  }
  try {
    return { matches: new RegExp(pattern) }
  } catch (error) {
    throw mistake(at, `matches is no pattern (${messageOf(error)})`, 'a regular expression')
  }
}
