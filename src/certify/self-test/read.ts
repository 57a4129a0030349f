import type { Contract } from '../../contract/index.ts'
import { HarnessError, isRecord, parseJson } from '../../core/index.ts'
import { SUITE_VERSION } from '../requirements/catalogue.ts'
import {
  type FamilyCounts,
  MUTANT_FAMILIES,
  type MutantFamily,
  type SelfTestFigure,
} from '../results/self-test-figure.ts'
import { figureOf } from './figure.ts'

/** Stubs of one kind; the time that confidence takes is bounded with it. */
const MOST_STUBS = 1_000_000

/**
 * The figure of a self-test, from the JSON that `certify --self-test` writes. Shares and confidence are computed again from
 * its counts.
 * @param where what names the file: `--self-test-result self-test.json`
 * @throws HarnessError INVALID_FILE; INVALID_OPTION for the self-test of another contract, or of another version of the checks
 */
export function readSelfTest(text: string, where: string, contract: Contract): SelfTestFigure {
  const parsed = parseJson(text)
  if (!parsed.ok) throw invalid(where, `not valid JSON: ${parsed.reason}`)
  const { value } = parsed
  if (!isRecord(value) || !isRecord(value.contract) || !Array.isArray(value.families))
    throw invalid(where, 'JSON without families or contract')
  const { sha256, title } = value.contract
  if (sha256 !== contract.sha256) {
    throw new HarnessError('INVALID_OPTION', 'The self-test is of another contract.', {
      expected: `the self-test of ${described(contract.title, contract.sha256)}`,
      found: described(title, sha256),
      where,
      next: AGAIN,
    })
  }
  if (value.suiteVersion !== SUITE_VERSION) {
    throw new HarnessError('INVALID_OPTION', 'The self-test is of another version of the checks.', {
      expected: `suite ${SUITE_VERSION}`,
      found: `suite ${short(value.suiteVersion)}`,
      where,
      next: AGAIN,
    })
  }
  const rows: readonly unknown[] = value.families
  const derived = countIn(value, 'derived')
  if (derived === undefined) throw invalid(where, 'no count of the stubs that can be derived')
  const skipped: readonly unknown[] = Array.isArray(value.skipped) ? value.skipped : []
  return figureOf(
    MUTANT_FAMILIES.map((family) => countsOf(family, rows, where)),
    {
      derived,
      skipped: skipped.flatMap((each) =>
        isRecord(each) && typeof each.operation === 'string' ? each.operation : [],
      ),
    },
  )
}

function countsOf(family: MutantFamily, rows: readonly unknown[], where: string): FamilyCounts {
  const row = rows.filter(isRecord).find((each) => each.family === family) ?? {}
  const [stubs, found, named] = [
    countIn(row, 'stubs'),
    countIn(row, 'found'),
    countIn(row, 'named'),
  ]
  const isCounted = stubs !== undefined && found !== undefined && named !== undefined
  if (isCounted && named <= found && found <= stubs) return { family, stubs, found, named }
  throw invalid(where, `no counts of the stubs of which each ${family}`)
}

function countIn(row: Readonly<Record<string, unknown>>, name: string): number | undefined {
  const count = row[name]
  const isCount =
    typeof count === 'number' && Number.isInteger(count) && count >= 0 && count <= MOST_STUBS
  return isCount ? count : undefined
}

const AGAIN = 'run dropship certify --self-test --out DIR with the same --contract again'

function described(title: unknown, sha256: unknown): string {
  return `${short(title)} (SHA-256 ${short(sha256)})`
}

/** What a file holds, in a message of bounded length. */
function short(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 100) : 'unknown'
}

function invalid(where: string, found: string): HarnessError {
  return new HarnessError('INVALID_FILE', 'This is not the result of a self-test.', {
    expected: 'self-test.json of dropship certify --self-test --out DIR',
    found,
    where,
    next: AGAIN,
  })
}
