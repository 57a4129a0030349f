export type { EntryKind, JournalEntry, TimelineAttempt } from './journal/entry.ts'
export { createJournal, type Journal, type JournalQuery } from './journal/journal.ts'
export { type Strictness, STRICTNESS, type Verdict } from './judge.ts'
export type { Stub, StubOptions } from './options.ts'
export { namedScenario, scenarioOf } from './scenarios/find.ts'
export { READY_MADE, type ReadyMade } from './scenarios/ready-made.ts'
export type {
  RuleDefinition,
  Scenario,
  ScenarioDefinition,
  StepDefinition,
} from './scenarios/scenario.ts'
export { DEFAULT_CLIENT } from './parts.ts'
export { startStub } from './stub.ts'
export type { ContractChange } from './contract-watch.ts'
export { type JournalFile, writeJournal } from './journal/file.ts'
export type { Totals } from './journal/totals.ts'
export { refusalOf } from './admin/guard.ts'
