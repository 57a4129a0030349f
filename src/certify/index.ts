export { CATALOGUE, canRefuse, requirementOf, SUITE_VERSION } from './catalogue/index.ts'
export {
  type Certificate,
  type SignedCertificate,
  signCertificate,
  verifyCertificate,
} from './certificate/certificate.ts'
export { createKeyPair, keyNameOf, readPrivateKey, readPublicKey } from './certificate/keys.ts'
export { type Check, type Level, LEVELS } from './check.ts'
export type { CertifyEvent } from './events.ts'
export { readFixtures } from './fixtures.ts'
export { reportFiles } from './report/files.ts'
export { renderAnnotations, renderStepSummary } from './report/github.ts'
export type { Report, ReportedCheck } from './report/report.ts'
export { renderTerminal } from './report/terminal.ts'
export { type CertifyOptions, DEFAULTS, type OtherClient } from './options.ts'
export { certify, prepare, type Preparation } from './runner.ts'
export type { LevelResult, Verdict } from './verdict.ts'
export { readWaivers } from './waivers.ts'
