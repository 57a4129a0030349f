import { join } from 'node:path'
import {
  escapesText,
  readSelfTest,
  selfTest,
  type SelfTest,
  type SelfTestFigure,
} from '../../certify/index.ts'
import type { Contract } from '../../contract/index.ts'
import { aligned, defined, type ExitCode, plural } from '../../core/index.ts'
import type { Context } from '../context.ts'
import { readTextFile } from '../options/file.ts'
import { readNumber } from '../options/numbers.ts'
import { removeReport, writeReport } from '../report-file.ts'
import { prepareFolder } from './publish.ts'

/** The least share of stubs that have to be found and named. */
const ENOUGH = 0.95

/** Stubs that were missed, named in the terminal. */
const MOST_SHOWN = 20

/** What `--out` receives. */
const SELF_TEST_FILE = 'self-test.json'

interface SelfTestInput {
  readonly out?: string
  readonly json?: boolean
  readonly quiet?: boolean
  /** A number: so many stubs, chosen by the seed. */
  readonly selfTest?: boolean | string
  readonly seed?: string
}

function readStubs(text: string): number {
  return readNumber(text, '--self-test', { whole: true, min: 1, max: 1_000_000 })
}

/**
 * The figure that a self-test of the same contract wrote, for the report.
 * @throws HarnessError FILE_UNREADABLE, INVALID_FILE, INVALID_OPTION
 */
export function readSelfTestResult(file: string, contract: Contract): SelfTestFigure {
  const option = '--self-test-result'
  return readSelfTest(readTextFile(file, option), `${option} ${file}`, contract)
}

/** Prints how many mistakes the checks of a contract find; fails where it is fewer than 95 of 100. */
export async function runSelfTest(
  contract: Contract,
  { json, quiet, out, selfTest: share, seed }: SelfTestInput,
  { clock, signal, stdout, stderr }: Context,
): Promise<ExitCode> {
  const most = typeof share === 'string' ? readStubs(share) : undefined
  const file = out === undefined ? undefined : join(out, SELF_TEST_FILE)
  if (out !== undefined) prepareFolder(out)
  if (file !== undefined) removeReport(file)
  const isShown = json !== true && quiet !== true && stderr.isTerminal
  const result = await selfTest({
    contract,
    clock,
    signal,
    ...defined({ most, seed }),
    ...(isShown
      ? { onProgress: (done, all) => stderr.write(`\r${done} of ${plural(all, 'stub')} `) }
      : {}),
  })
  if (isShown) stderr.write('\r\u001B[K')
  if (signal.aborted) return 3
  const text = `${JSON.stringify(result, null, 2)}\n`
  if (file !== undefined) writeReport(file, text, '--out')
  const lines = [...linesOf(result), ...(file === undefined ? [] : [`Result: ${file}`])]
  stdout.write(json === true ? text : `${lines.join('\n')}\n`)
  return result.share >= ENOUGH ? 0 : 1
}

function linesOf({
  families,
  missed,
  derived,
  alike,
  skipped,
  share,
}: SelfTest): readonly string[] {
  const rows = families.map(({ family, stubs, found, named, escapesAtMost }) => [
    `a stub that ${family}`,
    String(stubs),
    String(found),
    String(named),
    escapesText({ stubs, escapesAtMost }),
  ])
  const shown = missed
    .slice(0, MOST_SHOWN)
    .map(
      ({ operation, name, isFound }) =>
        `${isFound ? 'found, not named' : 'not found'}: ${operation}: ${name}`,
    )
  return [
    ...aligned([['', 'stubs', 'found', 'named', 'with 95 % confidence'], ...rows]),
    `${Math.floor(share * 1000) / 10} % found and named, of ${plural(derived, 'stub')} that can be derived`,
    ...(alike === 0
      ? []
      : [
          `${plural(alike, 'stub')} more that no known message tells from a correct one: other rules imply the rule`,
        ]),
    ...shown,
    ...(missed.length > shown.length ? [`and ${missed.length - shown.length} more`] : []),
    ...skipped.map(({ operation, reason }) => `skipped: ${operation}: ${reason}`),
  ]
}
