import { existsSync } from 'node:fs'
import { HarnessError, nearest } from '../../../src/core/index.ts'
import { withoutFile } from './written-value.ts'
import { parseScenario } from './parse.ts'
import { READY_MADE } from './ready-made.ts'
import type { Scenario, ScenarioDefinition } from './scenario.ts'

/**
 * The scenario with a name, or of a definition.
 * @param operations the contract's operation ids
 * @throws HarnessError INVALID_SCENARIO
 */
export function scenarioOf(
  wanted: string | ScenarioDefinition,
  operations: readonly string[],
): Scenario {
  if (typeof wanted !== 'string') return parseScenario(withoutFile(wanted), operations)
  const found = READY_MADE.find(({ name }) => name === wanted)
  if (found !== undefined) return parseScenario(withoutFile(found), operations)
  throw unknownName(wanted)
}

/**
 * A scenario from unchecked input with the content of a scenario file.
 * @throws HarnessError INVALID_SCENARIO
 */
export function writtenScenario(value: unknown, operations: readonly string[]): Scenario {
  return parseScenario(withoutFile(value), operations)
}

/**
 * The scenario that the command line names: a ready-made one, or a file.
 * @throws HarnessError INVALID_SCENARIO, FILE_UNREADABLE
 */
export async function namedScenario(
  wanted: string,
  operations: readonly string[],
): Promise<Scenario> {
  const looksLikeFile = /[/\\.]/.test(wanted) || existsSync(wanted)
  if (!looksLikeFile) return scenarioOf(wanted, operations)
  const { readScenarioFile } = await import('./read.ts')
  return readScenarioFile(wanted, operations)
}

function unknownName(wanted: string): HarnessError {
  const names = READY_MADE.map(({ name }) => name)
  const meant = nearest(wanted, names)
  return new HarnessError('INVALID_SCENARIO', `Unknown scenario ${JSON.stringify(wanted)}.`, {
    expected: `a scenario file, or one of ${names.join(', ')}`,
    found: wanted,
    next: meant === undefined ? 'choose one of these' : `did you mean ${meant}?`,
  })
}
