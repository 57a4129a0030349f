import {
  type Contract,
  enabledContract,
  type Operation,
  resolveAddresses,
  type Schema,
  schemaCompiler,
} from '../../contract/index.ts'
import { type Clock, createRandom, HarnessError, isRecord, type Segment } from '../../core/index.ts'
import { applyEdit, createMessages, type Messages } from '../../messages/index.ts'
import { prepare } from '../certify.ts'
import { SUITE_VERSION } from '../requirements/catalogue.ts'
import type { Report } from '../results/report.ts'
import {
  type FamilyCounts,
  MUTANT_FAMILIES,
  type MutantFamily,
  type SelfTestFigure,
} from '../results/self-test-figure.ts'
import { figureOf } from './figure.ts'
import { memoryEndpoint, type MemoryJudge } from './memory-endpoint.ts'
import { type Mutant, mutantsOf } from './mutants.ts'

/** How well the checks that are derived of a contract find what is wrong with endpoints. */
export interface SelfTest extends Omit<SelfTestFigure, 'skipped'> {
  /** Version of the requirements and checks that were tested. */
  readonly suiteVersion: string
  readonly contract: Pick<Contract, 'title' | 'version' | 'sha256'>
  /** Those that were not found, or found and not named. */
  readonly missed: readonly {
    readonly operation: string
    readonly name: string
    readonly isFound: boolean
  }[]
  /** Stubs that no known message tells from a correct one: rules that others imply. */
  readonly alike: number
  /** Operations that were skipped, with the reason. */
  readonly skipped: readonly { readonly operation: string; readonly reason: string }[]
}

export interface SelfTestOptions {
  readonly contract: Contract
  /** Default: all. */
  readonly operations?: readonly string[]
  /** At most so many stubs, chosen by the seed; default: all. */
  readonly most?: number
  /** Default 1. */
  readonly seed?: string
  readonly clock: Clock
  readonly signal?: AbortSignal
  /** Called after each stub. */
  readonly onProgress?: (done: number, all: number) => void
}

const URL_IN_MEMORY = 'http://self-test.example'

/** Which checks look for which kind of mistake. */
const CHECKS_OF: Readonly<Record<MutantFamily, readonly string[]>> = {
  // Where one alternative has no rule, messages of another may match both, and are rejected.
  'lacks a rule': ['DS-REF-*', 'DS-ACC-*'],
  'adds a rule': ['DS-ACC-*'],
  'breaks a behaviour': ['DS-REF-*'],
}

/** Megabytes tell a stub that lacks a rule from no other one. */
const WITHOUT = ['DS-ACC-06']

interface Tested {
  readonly mutant: Mutant
  readonly isFound: boolean
  readonly isNamed: boolean
}

/** An operation with the stubs that are derived of it. */
interface Source {
  readonly operation: Operation
  readonly messages: Messages
  readonly mutants: readonly Mutant[]
}

/**
 * Certifies stubs in memory, each of which lacks one rule of the contract, adds one, or breaks one behaviour: the same checks,
 * judged by the same code as over a network. An operation of which no message can be made is skipped.
 */
export async function selfTest({
  contract,
  operations,
  most = Infinity,
  seed = '1',
  clock,
  signal,
  onProgress,
}: SelfTestOptions): Promise<SelfTest> {
  const compile = await schemaCompiler()
  const wanted = contract.operations.filter(({ id }) => operations?.includes(id) ?? true)
  const { sources, skipped } = sourcesOf(wanted)
  const derived = sources.reduce((sum, { mutants }) => sum + mutants.length, 0)
  const tested: Tested[] = []
  let alike = 0
  let done = 0
  for (const source of chosenOf(sources, most, seed)) {
    const test = stubTester({ contract, clock, compile, source })
    for (const mutant of source.mutants) {
      if (signal?.aborted === true) break
      const result = await test(mutant)
      done++
      if (result === 'alike') alike++
      // No endpoint works with a rule that contradicts another one.
      else if (result !== 'rejects all') tested.push(result)
      onProgress?.(done, Math.min(most, derived))
    }
  }
  const counts = MUTANT_FAMILIES.map((family) => countsOf(family, tested))
  const { title, version, sha256 } = contract
  return {
    suiteVersion: SUITE_VERSION,
    contract: { title, version, sha256 },
    ...figureOf(counts, { derived, skipped: [] }),
    missed: tested
      .filter(({ isNamed }) => !isNamed)
      .map(({ mutant: { operation, name }, isFound }) => ({ operation, name, isFound })),
    alike,
    skipped,
  }
}

function sourcesOf(operations: readonly Operation[]): {
  readonly sources: readonly Source[]
  readonly skipped: SelfTest['skipped']
} {
  const skipped: { operation: string; reason: string }[] = []
  const sources = operations.flatMap((operation) => {
    const messages = createMessages(operation)
    try {
      messages.message('full', 2)
      messages.message('minimal', 1)
      return [{ operation, messages, mutants: mutantsOf(operation) }]
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error
      skipped.push({ operation: operation.id, reason: error.message })
      return []
    }
  })
  return { sources, skipped }
}

/** At most so many stubs, any of them with the same probability. */
function chosenOf(sources: readonly Source[], most: number, seed: string): readonly Source[] {
  const all = sources.flatMap(({ mutants }) => mutants)
  if (all.length <= most) return sources
  const random = createRandom(seed).fork('self-test')
  const shuffled = all
    .map((mutant) => ({ mutant, order: random.next() }))
    .toSorted((left, right) => left.order - right.order)
  const chosen = new Set(shuffled.slice(0, most).map(({ mutant }) => mutant))
  return sources.map((source) => ({
    ...source,
    mutants: source.mutants.filter((mutant) => chosen.has(mutant)),
  }))
}

interface Testing {
  readonly contract: Contract
  readonly clock: Clock
  readonly compile: (schema: Schema) => (body: unknown) => boolean
  readonly source: Source
}

/** Certifies the stubs of one operation, one after the other. */
function stubTester({
  contract,
  clock,
  compile,
  source: { operation, messages },
}: Testing): (mutant: Mutant) => Promise<Tested | 'alike' | 'rejects all'> {
  const correct = (body: unknown): boolean => operation.accepts(body, 'published')
  const run = (family: MutantFamily, judge: MemoryJudge): Promise<Report> =>
    certifyInMemory({ contract, operation, messages, clock, family, judge })
  // What a correct stub is accused of already finds nothing.
  const baselines = new Map<MutantFamily, ReadonlySet<string>>()
  let bodies: readonly { readonly body: unknown; readonly isValid: boolean }[] | undefined
  return async (mutant) => {
    const { family, behaviour, schema } = mutant
    const accepts = schema === undefined ? correct : compile(schema)
    bodies ??= bodiesOf(messages).map((body) => ({ body, isValid: correct(body) }))
    if (schema !== undefined && bodies.every(({ body, isValid }) => accepts(body) === isValid))
      return 'alike'
    if (schema !== undefined && bodies.every(({ body }) => !accepts(body))) return 'rejects all'
    const known = baselines.get(family) ?? failedIds(await run(family, { accepts: correct }))
    baselines.set(family, known)
    const report = await run(family, { accepts, behaviour })
    const failed = report.checks.filter(({ id, status }) => status === 'failed' && !known.has(id))
    const isNamed = failed.some((each) => namesMistake(each, mutant))
    return { mutant, isFound: failed.length > 0, isNamed }
  }
}

function countsOf(family: MutantFamily, tested: readonly Tested[]): FamilyCounts {
  const own = tested.filter(({ mutant }) => mutant.family === family)
  const found = own.filter(({ isFound }) => isFound).length
  const named = own.filter(({ isNamed }) => isNamed).length
  return { family, stubs: own.length, found, named }
}

interface MemoryRun {
  readonly contract: Contract
  readonly operation: Operation
  readonly messages: Messages
  readonly clock: Clock
  readonly family: MutantFamily
  readonly judge: MemoryJudge
}

function certifyInMemory({
  contract,
  operation,
  messages,
  clock,
  family,
  judge,
}: MemoryRun): Promise<Report> {
  const given = { url: URL_IN_MEMORY, operations: [operation.id] }
  const enabled = enabledContract(contract, resolveAddresses(contract, given))
  return prepare(
    {
      contract: enabled,
      ...given,
      credentials: { scheme: 'none' },
      level: 'strict',
      clock,
      only: CHECKS_OF[family],
      skip: WITHOUT,
    },
    { transport: memoryEndpoint(enabled, judge, clock), messagesOf: () => messages },
  ).run()
}

function failedIds(report: Report): ReadonlySet<string> {
  return new Set(report.checks.filter(({ status }) => status === 'failed').map(({ id }) => id))
}

/** Whether a failing check names the place of the mistake, what is within it or around it. */
function namesMistake(
  { pointer = '', kind }: Pick<Report['checks'][number], 'pointer' | 'kind'>,
  { pointer: at }: Mutant,
): boolean {
  if (at === undefined || isWithin(at, pointer)) return true
  // An alternative is rejected as a whole, and its name says which.
  return (pointer !== '' || kind === 'valid:alternative') && isWithin(pointer, at)
}

/** Whether a place is another one or around it; `*` is any item and any name. */
function isWithin(outer: string, inner: string): boolean {
  const names = inner.split('/')
  return outer
    .split('/')
    .every((name, index) => name === names[index] || name === '*' || names[index] === '*')
}

/** Bodies that may tell a stub from a correct one: what is derived, and the full message with every value exchanged once. */
function bodiesOf(messages: Messages): readonly unknown[] {
  const full = messages.message('full', 2)
  const derived = [...messages.variations(), ...messages.deviations()].map(({ edit }) =>
    applyEdit(full, edit),
  )
  return [
    full,
    messages.message('minimal', 1),
    ...derived,
    ...exchanged(full).slice(0, MOST_BODIES),
  ]
}

const MOST_BODIES = 4000
const EXCHANGED = [null, true, 0, -1, 1.5, 1e9, '', 'text', 'x'.repeat(300), [], {}] as const

function exchanged(full: unknown): unknown[] {
  const found: unknown[] = []
  const visit = (value: unknown, at: readonly Segment[]): void => {
    for (const other of EXCHANGED)
      found.push(applyEdit(full, { operator: 'set', at, value: other }))
    if (at.length > 0) found.push(applyEdit(full, { operator: 'remove', at }))
    if (Array.isArray(value))
      for (const [index, item] of value.entries()) visit(item, [...at, index])
    else if (isRecord(value))
      for (const [name, each] of Object.entries(value)) visit(each, [...at, name])
  }
  visit(full, [])
  return found
}
