export { advanceClock, type ShownTime, shownTime } from './admin/clock.ts'
export { createLocalApi } from './admin/local-api.ts'
export { parseQuery } from './admin/query.ts'
export type { JournalEntry, TimelineAttempt } from './journal/entry.ts'
export { createJournal, type Journal, type KeptEntries } from './journal/journal.ts'
export { HIDDEN } from './journal/redact.ts'
export { type Strictness, STRICTNESS } from './judge.ts'
export type { Stub, StubOptions } from './options.ts'
export { placedContract } from './paths.ts'
export { TOKEN_PATH } from './endpoint.ts'
export { namedScenario, scenarioOf } from './scenarios/find.ts'
export { readScenarioText } from './scenarios/read.ts'
export { FAULTS, faultNamed } from './scenarios/faults.ts'
export {
  ABOUT_PROPERTIES,
  RULE_PROPERTIES,
  SCENARIO_EXAMPLE,
  STEP_PROPERTIES,
} from './scenarios/grammar.ts'
export { READY_MADE } from './scenarios/ready-made.ts'
export type { ScenarioDefinition } from './scenarios/scenario.ts'
export { LOCAL_SECRET, TOKEN_LIFETIME_MS } from './dependencies.ts'
export { startStub } from './stub.ts'
export { type ContractChange, watchContract } from './contract-watch.ts'
export { writeJournal } from './journal/file.ts'

// What another server plays scenarios with: the examiner of senders.
export { makeCertificate } from './certificate.ts'
export { readBody } from './read-body.ts'
export {
  jsonResponse,
  messageResponse,
  sendResponse,
  type StubResponse,
  SUCCESS,
} from './response.ts'
export { createPlayer } from './scenarios/player.ts'
export type { ScenarioBehaviour } from './scenarios/scenario.ts'
export { simulate } from './simulation.ts'
export { createTokenService } from './token-service.ts'
