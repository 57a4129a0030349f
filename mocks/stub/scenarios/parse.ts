import { isRecord, keysOf, messageOf, parsePointer } from '../../../src/core/index.ts'
import {
  assertProperties,
  listOf,
  property,
  mistake,
  oneOf,
  textAt,
  type WrittenValue,
} from './written-value.ts'
import { ABOUT_PROPERTIES, RULE_PROPERTIES } from './grammar.ts'
import { parseStep } from './parse-step.ts'
import { type Condition, type ScenarioRule, type Scenario, TOKEN_SERVICE } from './scenario.ts'

const ABOUT = keysOf(ABOUT_PROPERTIES)
const RULE = keysOf(RULE_PROPERTIES)

/**
 * Parses a scenario.
 *
 * @param operations the contract's operation ids, which rules may name
 * @param name its name, unless the scenario has one
 * @throws HarnessError INVALID_SCENARIO with the location, the valid names and the nearest of them
 */
export function parseScenario(
  at: WrittenValue,
  operations: readonly string[],
  name = 'unnamed',
): Scenario {
  const several = property(at, 'rules')
  assertProperties(
    at,
    'a scenario',
    several === undefined ? [...ABOUT, 'rules', ...RULE] : [...ABOUT, 'rules'],
  )
  const seed = property(at, 'seed')
  const rules = several === undefined ? [oneRule(at)] : listOf(several, 'rules')
  return {
    kind: 'scenario',
    name: textAt(property(at, 'name'), 'name') ?? name,
    description: textAt(property(at, 'description'), 'description') ?? '',
    seed: seed === undefined ? '0' : seedOf(seed),
    rules: rules.map((rule) => parseRule(rule, operations)),
  }
}

/** A single rule, whose properties are at the top level of the scenario. */
function oneRule(at: WrittenValue): WrittenValue {
  const value = isRecord(at.value) ? at.value : {}
  const own = Object.entries(value).filter(([key]) => !Object.hasOwn(ABOUT_PROPERTIES, key))
  return { ...at, value: Object.fromEntries(own) }
}

function seedOf(at: WrittenValue): string {
  if (typeof at.value === 'number' || typeof at.value === 'string') return String(at.value)
  throw mistake(at, 'seed is neither number nor text', 'a number or text')
}

function parseRule(at: WrittenValue, operations: readonly string[]): ScenarioRule {
  assertProperties(at, 'a rule', RULE)
  const steps = property(at, 'steps')
  if (steps === undefined) {
    throw mistake(at, 'a rule has no steps', 'steps: a list such as [{ status: 503, times: 3 }]')
  }
  const on = property(at, 'on')
  const per = property(at, 'per')
  const after = property(at, 'after')
  const names = [...operations, TOKEN_SERVICE]
  return {
    on: on === undefined ? undefined : namesOf(on).map((each) => oneOf(each, 'on', names)),
    where: conditionsOf(property(at, 'where')),
    per: per === undefined ? 'run' : oneOf(per, 'per', ['all', 'run', 'message']),
    steps: listOf(steps, 'steps').map(parseStep),
    after: after === undefined ? 'answer' : oneOf(after, 'after', ['answer', 'repeat', 'last']),
  }
}

function namesOf(at: WrittenValue): WrittenValue[] {
  return typeof at.value === 'string' ? [at] : listOf(at, 'on')
}

function conditionsOf(at: WrittenValue | undefined): Condition[] {
  if (at === undefined) return []
  if (!isRecord(at.value)) {
    throw mistake(
      at,
      'where is not a mapping',
      'fields with their values: { shipment.carrier: UPS }',
    )
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

function expectedOf(at: WrittenValue): Condition['expected'] {
  if (!isRecord(at.value)) return { equals: at.value }
  assertProperties(at, 'a condition', ['matches'])
  const pattern = textAt(property(at, 'matches'), 'matches')
  if (pattern === undefined) {
    throw mistake(at, 'a condition has no pattern', '{ matches: PATTERN }, or the value itself')
  }
  try {
    return { matches: new RegExp(pattern) }
  } catch (error) {
    throw mistake(
      at,
      `matches is not a valid pattern (${messageOf(error)})`,
      'a regular expression',
    )
  }
}
