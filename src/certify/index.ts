export type { Certificate, EarlierRuns } from './certificate/certificate.ts'
export { chooseShare, countersign, rerunOf, shareRandom } from './certificate/countersignature.ts'
export { factsOf, subjectOfCertificate } from './certificate/facts.ts'
export { expiryOf, renderBadge } from './certificate/badge.ts'
export { MAX_CERTIFICATE_BYTES } from './certificate/jws.ts'
export { renderCertificatePage, type Signature } from './certificate/page.ts'
export { earlierRuns, MOST_RUNS, runLine } from './certificate/runs.ts'
export { CERTIFICATE_FILE, signCertificate } from './certificate/sign.ts'
export {
  type Read,
  readCertificate,
  type Verification,
  verifyCertificate,
} from './certificate/verify.ts'
export { createKeyPair, keyNameOf, readPrivateKey, readPublicKey } from './certificate/keys.ts'
export {
  type Check,
  type CheckResult,
  includesLevel,
  type Level,
  LEVELS,
  type Outcome,
  resultOf,
  skipped,
} from './results/check.ts'
export type { CertifyEvent } from './results/events.ts'
export { causesOf } from './causes/causes.ts'
export type { Cause } from './results/cause.ts'
export { readFixtures } from './fixtures.ts'
export { renderAgent } from './report/agent/agent.ts'
export { documentOf } from './report/document.ts'
export {
  type Evidence,
  EVIDENCE,
  REPORT_FILES,
  reportContents,
  reportFiles,
  USUAL_FILES,
  usualFileNames,
} from './report/files.ts'
export { annotationsOf, renderStepSummary } from './report/github.ts'
export { renderTerminal } from './report/terminal.ts'
export {
  assertName,
  type CertificationOptions,
  DEFAULTS,
  type OtherClient,
  readClockUrl,
  readObserverUrl,
} from './options.ts'
export { countBySet, currentSet } from './requirement-sets/requirement-set.ts'
export { untestedRuleLines } from './report/rules.ts'
export { coverRules } from './results/rules.ts'
export { CATALOGUE, REQUIREMENTS, SUITE_VERSION } from './requirements/catalogue.ts'
export type { ObserverOptions } from './run/effect-observer.ts'
export { makeReport } from './report/report.ts'
export type { ReportDocument } from './results/document.ts'
export type { Report, ReportedCheck, ReportedRow, ReportedTimeline } from './results/report.ts'
export {
  catalogueOf,
  isBinding,
  listed,
  requirement,
  type Requirement,
  type TestedRequirement,
  type UntestedRequirement,
} from './results/requirement.ts'
export { certify, prepare, type Preparation } from './certify.ts'
export { escapesText } from './report/self-test-text.ts'
export type { SelfTestFigure } from './results/self-test-figure.ts'
export { readSelfTest } from './self-test/read.ts'
export { selfTest, type SelfTest } from './self-test/self-test.ts'
export { type LevelResult, levelResults, type Verdict, verdictOf } from './results/verdict.ts'
export { readWaivers } from './waivers.ts'
