import type { KeyObject } from 'node:crypto'
import { hostname, userInfo } from 'node:os'
import {
  assertName,
  type EarlierRuns,
  readPrivateKey,
  type Report,
  signCertificate,
} from '../../certify/index.ts'
import { HarnessError, Secret, shellWord } from '../../core/index.ts'
import { readTextFile } from '../options/file.ts'
import { type LocatedInput, LocatedOption } from '../options/located.ts'

/** What a certificate is signed with, and by whom its run was made. */
export interface Signing {
  readonly key: KeyObject
  readonly runBy: string
}

/** Adds `--run-by`. */
export function runByOption(): LocatedOption {
  return new LocatedOption(
    '--run-by <name>',
    'who runs it, for the certificate (default: user and host)',
    'run-by',
  )
}

/** Who runs it: `--run-by`, else user and host. @throws HarnessError INVALID_OPTION */
export function runByOf(given: LocatedInput | undefined): string {
  if (given === undefined) return `${userName()}@${hostname()}`
  const { text } = given.read()
  assertName(text, given.where)
  return text
}

/** A container may run as a user that its system does not know. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return 'unknown'
  }
}

/**
 * The key of `--sign`. Read before anything is sent: a run without its certificate is a run in vain.
 * @throws HarnessError MISSING_OPTION, FILE_UNREADABLE, INVALID_FILE, INVALID_OPTION
 */
export function readSigning({
  sign,
  out,
  runBy,
}: {
  readonly sign?: string
  readonly out?: string
  readonly runBy?: LocatedInput
}): Signing | undefined {
  if (sign === undefined) return undefined
  if (out === undefined) {
    throw new HarnessError('MISSING_OPTION', 'A certificate needs a folder to be written to.', {
      expected: '--out DIR beside --sign',
    })
  }
  return { key: readSigningKey(sign), runBy: runByOf(runBy) }
}

/** @throws HarnessError FILE_UNREADABLE, INVALID_FILE */
export function readSigningKey(file: string): KeyObject {
  const next = `check the path; dropship certificate keygen ${shellWord(file)} creates a key pair`
  return readPrivateKey(new Secret(readTextFile(file, '--sign', { next }), '$SIGNING_KEY'), file)
}

/** The certificate of a report as it is written; `undefined` where nothing is certified, or no key was given. */
export async function signedReport(
  report: Report,
  reportText: string,
  signing: Signing | undefined,
  earlierRuns: EarlierRuns,
): Promise<string | undefined> {
  if (signing === undefined) return undefined
  const { key, runBy } = signing
  return signCertificate(report, reportText, key, { runBy, earlierRuns })
}
