import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import {
  compileContract,
  type Contract,
  describeOutOfReach,
  examineDocument,
  type ExcludedOperation,
  locateIn,
  withGivenParameters,
} from '../contract/index.ts'
import { type Clock, defined, HarnessError, plural, readFileWithin } from '../core/index.ts'
import { comparePact, excludedAt, operationOf, type Pact, readPact } from '../pact/index.ts'
import {
  checkCoverage,
  checkReasons,
  type Covered,
  coverageOf,
  readReasons,
  type Reasons,
} from './coverage.ts'
import { checkDocument } from './document/document.ts'
import { type LintProblem, ordered, problemOf, type Text, type Texts } from './problem.ts'
import { checkProvider, type MockProvider } from './providers.ts'

/** A file, and the name under which people know it. */
export interface NamedFile {
  readonly path: string
  readonly shownAs: string
}

export interface LintOptions {
  /** OpenAPI documents; a pact is compared with all of them together, mocks with the first. */
  readonly documents: readonly NamedFile[]
  /** The folder that holds every file the documents refer to, where it is not their own. */
  readonly refsWithin?: string
  readonly pacts: readonly NamedFile[]
  /** Why some statuses are covered by no interaction. */
  readonly reasons?: NamedFile
  /** The mocks of a contract whose responses are to be judged. */
  readonly providers?: (contract: Contract, document: unknown) => readonly MockProvider[]
  /** Values for the parameters of the requests to mocks, by name; default: documented or made ones. */
  readonly parametersFor?: (contract: Contract) => Readonly<Record<string, string>>
  readonly signal?: AbortSignal
  readonly clock: Clock
}

/** What a run found, and what it judged; of its problems some are warnings. */
export interface LintResult {
  readonly problems: readonly LintProblem[]
  /** Every documented status with what covers it; empty without a pact. */
  readonly coverage: readonly Covered[]
  readonly documents: readonly string[]
  readonly pacts: readonly { readonly file: string; readonly interactions: number }[]
  readonly mocks: readonly string[]
  /** What could not be judged, as sentences. */
  readonly notJudged: readonly string[]
}

/** A document that was compiled, with the plain data it was compiled from. */
interface Judged {
  readonly contract: Contract
  readonly document: unknown
  readonly texts: Texts
}

/**
 * The contract checked against itself: the documents, the pacts, and the responses of mocks.
 *
 * @throws HarnessError CONTRACT_UNREADABLE, CONTRACT_BROKEN, FILE_UNREADABLE, INVALID_FILE, STOPPED for what cannot be
 *   judged at all
 */
export async function lint(options: LintOptions): Promise<LintResult> {
  const problems: LintProblem[] = []
  const compiled: Judged[] = []
  const outOfReach: string[] = []
  for (const file of options.documents) {
    const found = await judgeDocument(file, options)
    problems.push(...found.problems)
    if (found.judged === undefined) continue
    compiled.push(found.judged)
    if (found.judged.contract.operations.length === 0) outOfReach.push(file.shownAs)
  }
  const pacts = options.pacts.map(({ path, shownAs }) => readPact(path, shownAs))
  const isComplete = compiled.length === options.documents.length
  const agreement = isComplete ? await judgePacts(options, pacts, compiled) : NOTHING
  const mocks = isComplete ? await judgeMocks(options, compiled.find(hasOperations)) : NOTHING
  problems.push(...agreement.problems, ...mocks.problems)
  return {
    problems: ordered(problems),
    coverage: agreement.coverage,
    documents: options.documents.map(({ shownAs }) => shownAs),
    pacts: pacts.map(({ file, interactions }) => ({ file, interactions: interactions.length })),
    mocks: mocks.names,
    notJudged: [
      ...compiled.flatMap(({ contract }) => describeOutOfReach(contract)),
      ...outOfReach.map((file) => `Not checked against messages: ${file} describes none.`),
      ...(isComplete ? [] : ['Pacts and mocks were not checked: a document is broken.']),
      ...(isComplete && pacts.length === 0
        ? ['No pact was given, so neither agreement with one nor coverage was checked.']
        : []),
      ...pacts.flatMap(({ file, messages }) =>
        messages === 0
          ? []
          : [`Skipped in ${file}: ${plural(messages, 'message')}: OpenAPI describes HTTP alone.`],
      ),
      ...pacts.flatMap((pact) =>
        ofExcluded(
          pact,
          compiled.map(({ contract }) => contract),
        ),
      ),
      ...mocks.notJudged,
    ],
  }
}

function hasOperations({ contract }: Judged): boolean {
  return contract.operations.length > 0
}

/** The interactions of a pact with operations that no other check here is about. */
function ofExcluded(pact: Pact, contracts: readonly Contract[]): string[] {
  const called = pact.interactions.flatMap((interaction) => {
    const isJudged = contracts.some((contract) => operationOf(contract, interaction) !== undefined)
    return isJudged ? [] : (excludedAt(contracts, interaction)?.id ?? [])
  })
  if (called.length === 0) return []
  const ids = [...new Set(called)]
  return [
    `Not compared in ${pact.file}: ${plural(called.length, 'interaction')} with ${ids.join(', ')}, which ${ids.length === 1 ? 'is' : 'are'} documented and not judged.`,
  ]
}

const NOTHING = { problems: [], coverage: [], names: [], notJudged: [] } as const

async function judgeDocument(
  file: NamedFile,
  { refsWithin }: LintOptions,
): Promise<{ problems: readonly LintProblem[]; judged?: Judged }> {
  const opening = { shownAs: file.shownAs, ...defined({ refsWithin }) }
  const examiner = await examineDocument(file.path, opening)
  const { problems, texts } = checkDocument(examiner, errataBeside(file))
  // What a rule of its own has found is not said twice.
  const news = (found: readonly LintProblem[]): readonly LintProblem[] =>
    found.filter((each) =>
      problems.every(({ file: known, line }) => known !== each.file || line !== each.line),
    )
  try {
    const contract = await compileContract(file.path, { ...opening, mayBeEmpty: true })
    const broken = contract.excluded.filter(({ kind }) => kind === 'broken')
    return {
      problems: [...problems, ...news(broken.map((each) => brokenOperation(each, texts)))],
      judged: { contract, document: examiner.root.value, texts },
    }
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error
    if (error.code !== 'CONTRACT_BROKEN') throw error
    return { problems: [...problems, ...news([rejectionOf(error, file, texts)])] }
  }
}

/** The reason begins with its place, where it has one. */
function brokenOperation(
  { id, file, line, reason, next }: ExcludedOperation,
  texts: Texts,
): LintProblem {
  const [, where, at, rest] = /^(\S+):(\d+): (.*)$/s.exec(reason) ?? []
  const place = where === undefined ? { file, line } : { file: where, line: Number(at) }
  return texts.problemAt(place, {
    rule: 'contract',
    message: `The operation ${id} is broken: ${rest ?? reason}.`,
    next: next ?? 'correct the document at this line',
  })
}

function rejectionOf(
  { message, details }: HarnessError,
  file: NamedFile,
  texts: Texts,
): LintProblem {
  const [, shownAs = file.shownAs, line = '1'] = /^(.*):(\d+)$/.exec(details.where ?? '') ?? []
  return texts.problemAt(
    { file: shownAs, line: Number(line) },
    { rule: 'contract', message, next: details.next ?? 'correct the document at this line' },
  )
}

function errataBeside({ path, shownAs }: NamedFile): Text | undefined {
  const file = join(dirname(path), 'ERRATA.md')
  if (!existsSync(file)) return undefined
  return { file: join(dirname(shownAs), 'ERRATA.md'), text: readFileWithin(file).toString('utf8') }
}

async function judgePacts(
  { reasons: reasonsFile }: LintOptions,
  pacts: readonly Pact[],
  compiled: readonly Judged[],
): Promise<{ problems: readonly LintProblem[]; coverage: readonly Covered[] }> {
  if (pacts.length === 0) return NOTHING
  const reasons: Reasons | undefined =
    reasonsFile === undefined ? undefined : await readReasons(reasonsFile.path, reasonsFile.shownAs)
  const contracts = compiled.map(({ contract }) => contract)
  const problems: LintProblem[] = []
  for (const pact of pacts) problems.push(...(await judgePact(pact, contracts)))
  const interactions = pacts.flatMap((pact) => pact.interactions)
  const coverage = compiled.map(({ contract, texts }) => ({
    contract,
    texts,
    covered: coverageOf(contract, interactions, reasons?.reasons ?? []),
  }))
  const covered = coverage.flatMap((each) => each.covered)
  return {
    problems: [
      ...problems,
      ...coverage.flatMap((each) => checkCoverage(each.contract, each.covered, each.texts)),
      ...(reasons === undefined ? [] : checkReasons(reasons, contracts, covered)),
    ],
    coverage: covered,
  }
}

async function judgePact(pact: Pact, contracts: readonly Contract[]): Promise<LintProblem[]> {
  const disagreements = comparePact(pact, contracts)
  if (disagreements.length === 0) return []
  const source = await locateIn(pact.text, pact.file)
  return disagreements.map(({ pointer, ...complaint }) => problemOf(source, pointer, complaint))
}

interface JudgedMocks {
  readonly problems: readonly LintProblem[]
  readonly names: readonly string[]
  readonly notJudged: readonly string[]
}

async function judgeMocks(
  { providers, parametersFor, clock, signal = new AbortController().signal }: LintOptions,
  first: Judged | undefined,
): Promise<JudgedMocks> {
  if (first === undefined || providers === undefined) return NOTHING
  const { document, texts } = first
  const parameters = parametersFor?.(first.contract) ?? {}
  const contract = withGivenParameters(first.contract, parameters)
  const problems: LintProblem[] = []
  const names: string[] = []
  const notJudged: string[] = []
  for (const provider of providers(contract, document)) {
    const judged = await checkProvider(provider, contract.operations, texts, { clock, signal })
    names.push(provider.name)
    problems.push(...judged.problems)
    notJudged.push(...judged.notJudged)
  }
  return { problems, names, notJudged }
}
