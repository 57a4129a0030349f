import { HarnessError, isRecord } from '../core/index.ts'
import type { Check, CheckResult } from './results/check.ts'
import { invalidFile, readYaml } from './yaml-file.ts'

/** A failure that its owner knows and explains: it is shown with its reason, and does not prevent a certificate. */
export interface Waiver {
  readonly check: string
  readonly reason: string
  /** `YYYY-MM-DD`, the last day on which it is valid. */
  readonly expires: string
}

/**
 * Reads a waivers file: a list of `{ check, reason, expires }` in YAML or JSON.
 * @throws HarnessError INVALID_FILE, FILE_UNREADABLE
 */
export async function readWaivers(file: string): Promise<Waiver[]> {
  const entries = await readYaml(file, 'waivers')
  if (!Array.isArray(entries))
    throw invalidFile(file, 'waivers', 'not a list', 'a list of { check, reason, expires }')
  return entries.map((entry: unknown, index) => {
    const { check, reason, expires } = isRecord(entry) ? entry : {}
    const date = expires instanceof Date ? expires.toISOString().slice(0, 10) : expires
    if (
      typeof check === 'string' &&
      typeof reason === 'string' &&
      reason.trim() !== '' &&
      typeof date === 'string' &&
      isDay(date)
    ) {
      return { check, reason, expires: date }
    }
    throw invalidFile(
      file,
      'waivers',
      `entry ${index + 1} is ${JSON.stringify(entry)}`,
      '{ check: the id of one check, reason: a sentence, expires: YYYY-MM-DD }',
    )
  })
}

function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** @throws HarnessError UNKNOWN_ID for a waiver of a check that does not exist, INVALID_FILE for two of one check */
export function checkWaivers(waivers: readonly Waiver[], checks: readonly Check[]): void {
  for (const [index, { check }] of waivers.entries()) {
    if (waivers.findIndex((other) => other.check === check) < index) {
      throw new HarnessError('INVALID_FILE', `Two waivers name ${JSON.stringify(check)}.`, {
        expected: 'one waiver for each check',
        next: 'remove one of them',
      })
    }
    if (checks.some(({ id }) => id === check)) continue
    throw new HarnessError(
      'UNKNOWN_ID',
      `A waiver names ${JSON.stringify(check)}, which is not a check of this run.`,
      {
        expected: 'the id of one check, as the report shows it',
        next: 'remove the waiver, or run at the level and with the operation of its check',
      },
    )
  }
}

/**
 * Puts waivers on the failures they explain. A waiver that has expired explains nothing; one whose check no longer
 * fails makes the check fail, so that it is removed.
 */
export function applyWaivers(
  results: readonly CheckResult[],
  waivers: readonly Waiver[],
  today: string,
): CheckResult[] {
  return results.map((result) => {
    const waiver = waivers.find(({ check }) => check === result.id)
    // No waiver explains a check that was skipped, or one that met an error of the suite.
    if (waiver === undefined || result.status === 'skipped' || result.status === 'errored')
      return result
    if (result.status === 'passed' || result.status === 'warned') {
      const { kind: _kind, ...rest } = result
      return {
        ...rest,
        title: `needs its waiver: ${result.title}`,
        status: 'failed',
        staleWaiver: true,
        actual: `passes, but is waived («${waiver.reason}»)`,
        fix: 'remove the waiver: it no longer matches a failure',
      }
    }
    if (waiver.expires < today)
      return { ...result, actual: `${result.actual} (its waiver expired on ${waiver.expires})` }
    return { ...result, waiver: { reason: waiver.reason, expires: waiver.expires } }
  })
}
