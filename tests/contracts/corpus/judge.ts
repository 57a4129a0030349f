import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Report } from '../../../src/certify/index.ts'
import { selfTest } from '../../../src/certify/index.ts'
import { stubProvider } from '../../../src/cli/lint-mocks.ts'
import { compileContract, type Contract } from '../../../src/contract/index.ts'
import { HarnessError, systemClock } from '../../../src/core/index.ts'
import { lint } from '../../../src/lint/index.ts'
import { applyEdit, createMessages } from '../../../src/messages/index.ts'
import { checkFiles } from '../../../src/validate/index.ts'
import { acceptingEverything, certifyMock } from '../../support/own-mock.ts'
import { type CorpusShare, chosenOperations } from './share.ts'

/** A document to judge. */
export interface JudgedFile {
  readonly name: string
  readonly path: string
}

/** What the harness makes of one document. */
export interface Judgement {
  readonly name: string
  /** Operations that it describes, in reach or not. */
  readonly documented: number
  readonly inReach: number
  readonly judged: number
  /** What `lint` finds wrong with it. */
  readonly problems: number
  readonly rules: number
  readonly notTested: number
  readonly requests: number
  /** Operations that have rules, and at how many of them a mock that accepts everything was found. */
  readonly ruled: number
  readonly foundAccepting: number
  readonly stubs: number
  readonly found: number
  readonly named: number
  readonly memoryMb: number
  readonly ms: number
  /** In which way the harness is wrong about it, in words. */
  readonly misses: readonly string[]
}

/** The least share of stubs that the self-test has to find and name. */
const ENOUGH = 0.95
const MOST_REQUESTS_A_RULE = 10
const MOST_MEGABYTES = 300
/** Operations of a document whose every invalid message is sent to its stub by lint: of hundreds that takes many minutes. */
const MOST_PLAYED = 100
/** What is asked of an operation whatever its schema says: bodies that are not JSON, headers, methods. */
const REQUESTS_OF_AN_OPERATION = 100

/** Lints, samples, validates, mocks and certifies a document, its own mock and flawed ones. */
export async function judgeDocument(file: JudgedFile, bounds: CorpusShare): Promise<Judgement> {
  const startedAt = performance.now()
  const contract = await compileContract(file.path, { shownAs: file.name })
  const operations = chosenOperations(contract, bounds)
  const sampled = await sampleAndValidate(contract, operations)
  const own = await certifyMock(contract, { contract }, { operations })
  // Of a certification, its mock included: what follows are further ones, and lint, which are other processes for users.
  const memoryMb = Math.round(process.resourceUsage().maxRSS / 1024)
  const problems = await lintProblems(file, contract.operations.length <= MOST_PLAYED)
  const accepting = await certifyMock(
    contract,
    { contract: acceptingEverything(contract) },
    { operations, only: ['DS-REF-*'] },
  )
  const tested = await selfTest({ contract, operations, most: bounds.stubs, clock: systemClock })
  const covered = own.rules?.operations ?? []
  const ruled = covered.filter(({ tested: count }) => count > 0).map(({ operation }) => operation)
  const rejecting = failingAt(accepting)
  const rules = sum(covered.map((each) => each.rules))
  const judged = operations.length
  return {
    name: file.name,
    documented: contract.operations.length + contract.excluded.length,
    inReach: contract.operations.length,
    judged,
    problems,
    rules,
    notTested: own.rules?.notTested.length ?? 0,
    requests: own.summary.requests,
    ruled: ruled.length,
    foundAccepting: ruled.filter((id) => rejecting.has(id)).length,
    stubs: sum(tested.families.map(({ stubs }) => stubs)),
    found: sum(tested.families.map(({ found }) => found)),
    named: sum(tested.families.map(({ named }) => named)),
    memoryMb,
    ms: Math.round(performance.now() - startedAt),
    misses: [
      ...sampled,
      ...accusationsOf(own),
      ...ruled
        .filter((id) => !rejecting.has(id))
        .map((id) => `a mock that accepts everything is not found at ${id}`),
      ...(ruled.length > 0 && accepting.verdict !== 'not certified'
        ? [`a mock that accepts everything is ${accepting.verdict}`]
        : []),
      ...(tested.share < ENOUGH
        ? tested.missed.map(
            ({ operation, name, isFound }) =>
              `a stub is ${isFound ? 'found, not named' : 'not found'}: ${operation}: ${name}`,
          )
        : []),
      ...(memoryMb > MOST_MEGABYTES ? [`it took ${memoryMb} MB`] : []),
      ...(own.summary.requests > rules * MOST_REQUESTS_A_RULE + judged * REQUESTS_OF_AN_OPERATION
        ? [`${own.summary.requests} requests for ${rules} rules of ${judged} operations`]
        : []),
    ],
  }
}

async function lintProblems({ path, name }: JudgedFile, withStub: boolean): Promise<number> {
  const { problems } = await lint({
    documents: [{ path, shownAs: name }],
    pacts: [],
    providers: (contract) => (withStub ? [stubProvider(contract)] : []),
    clock: systemClock,
  })
  return problems.length
}

/** Samples of every operation through `validate`: valid ones, and one invalid one. */
async function sampleAndValidate(
  contract: Contract,
  operations: readonly string[],
): Promise<readonly string[]> {
  const lines: string[] = []
  const misses: string[] = []
  let invalid = 0
  for (const id of operations) {
    const messages = createMessages(contract.operation(id))
    try {
      const full = messages.message('full', 2)
      lines.push(line(id, full), line(id, messages.message('minimal')))
      const [deviation] = messages.deviations()
      if (deviation === undefined) continue
      lines.push(line(id, applyEdit(full, deviation.edit)))
      invalid++
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error
      misses.push(`no message of ${id}: ${error.details.found ?? error.message}`)
    }
  }
  const folder = mkdtempSync(join(tmpdir(), 'dropship-corpus-'))
  try {
    const file = join(folder, 'samples.ndjson')
    writeFileSync(file, lines.join(''))
    const judged = await checkFiles([file], {
      contract,
      reading: 'intended',
      stdin: Readable.from([]),
      onProblem: () => undefined,
      onUnreadable: (error) => misses.push(error.message),
    })
    if (judged.messages !== lines.length || judged.invalid !== invalid)
      misses.push(
        `validate finds ${judged.invalid} of ${judged.messages} samples invalid: ${invalid} of ${lines.length} are`,
      )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return misses
}

function line(operation: string, body: unknown): string {
  return `${JSON.stringify({ operation, body })}\n`
}

/** What a correct mock is accused of; a rule or check that was skipped has its reason. */
function accusationsOf({ verdict, checks, reason, rules }: Report): readonly string[] {
  const failed = checks.filter(({ status }) => status === 'failed' || status === 'errored')
  const silent = checks.filter(({ status, actual }) => status === 'skipped' && actual === '')
  const unexplained = rules?.notTested.filter((each) => each.reason === '') ?? []
  return [
    ...failed.map(({ id, actual }) => `its own mock is accused: ${id}: ${actual}`),
    ...silent.map(({ id }) => `skipped without a reason: ${id}`),
    ...unexplained.map(({ pointer }) => `not tested without a reason: ${pointer}`),
    ...(verdict === 'certified' || failed.length > 0
      ? []
      : [`its own mock is ${verdict}: ${reason ?? 'no reason is given'}`]),
  ]
}

function failingAt({ checks }: Report): ReadonlySet<string | undefined> {
  return new Set(
    checks.filter(({ status }) => status === 'failed').map(({ operation }) => operation),
  )
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
