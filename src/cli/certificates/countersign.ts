import { randomBytes } from 'node:crypto'
import { dirname, join } from 'node:path'
import {
  type Certificate,
  chooseShare,
  countersign as signRerun,
  DEFAULTS,
  type Preparation,
  prepare,
  rerunOf,
  shareRandom,
} from '../../certify/index.ts'
import { type ExitCode, HarnessError, replaceFile, shownUrl } from '../../core/index.ts'
import { prepareFolder } from '../certifying/publish.ts'
import { readSigningKey, runByOf } from '../certifying/signing.ts'
import type { Context } from '../context.ts'
import { collectGarbage } from '../memory.ts'
import { readCredentials } from '../options/auth.ts'
import { contractOf, readCommonOptions } from '../options/common.ts'
import { readNumber } from '../options/numbers.ts'
import { readRequestHeaders } from '../options/request-headers.ts'
import { readRoute } from '../options/route.ts'
import { readTestSystem } from '../options/test-system.ts'
import { type CertificateOptions, readCertificateText, readSignersKey } from './input.ts'
import { printInvalid, verified } from './verify.ts'

/** What countersigning writes, beside the certificate or into the folder of `--out`. */
const COUNTERSIGNED = 'countersigned.jws'

/**
 * `dropship certificate countersign`: verifies a certificate, repeats a share of its checks that nobody can foresee, and
 * signs both when none fails.
 */
export async function countersign(
  file: string,
  raw: Readonly<Record<string, unknown>>,
  context: Context,
): Promise<ExitCode> {
  const options = raw as unknown as CertificateOptions
  const { stdout } = context
  if (options.sign === undefined) {
    throw new HarnessError('MISSING_OPTION', 'The key to countersign with is missing.', {
      expected: '--sign FILE, besides --key FILE of the one who signed the certificate',
    })
  }
  const [key, signingKey] = [readSignersKey(options), readSigningKey(options.sign)]
  const runBy = runByOf(options.runBy)
  const share = readNumber(options.share, '--share', { min: 0.01, max: 1 })
  const text = readCertificateText(file)
  const verification = await verified(text, raw, key, context)
  if (!verification.ok || verification.format !== 'certificate') {
    const problem = verification.ok
      ? ({
          ok: false,
          reason: 'a certificate of the first format cannot be countersigned: certify again',
        } as const)
      : verification
    return printInvalid(problem, options, context)
  }
  const { certificate, countersignature } = verification
  if (countersignature !== undefined || certificate.subject !== 'endpoint') {
    const reason =
      'only the certificate of an endpoint that is not countersigned yet can be countersigned'
    return printInvalid({ ok: false, reason }, options, context)
  }
  const prepareRun = await preparerOf(certificate, raw, context)
  const chosen = chooseShare(prepareRun([]).plan.checks, share, shareRandom(newSeed()))
  const report = await prepareRun(chosen).run(context.signal)
  const waived = certificate.waivers.map(({ check }) => check)
  const outcome = rerunOf(report, { share, chosen, waived })
  if ('reason' in outcome) {
    const { reason } = outcome
    stdout.write(
      options.json === true
        ? `${JSON.stringify({ ok: false, reason })}\n`
        : `NOT COUNTERSIGNED: ${reason}\n`,
    )
    return report.checks.some(({ status }) => status === 'failed') ? 1 : 3
  }
  const folder = options.out ?? dirname(file)
  prepareFolder(folder)
  const path = join(folder, COUNTERSIGNED)
  const facts = { certificate: text, key, rerun: outcome.rerun, runBy }
  replaceFile(path, await signRerun(facts, signingKey))
  stdout.write(
    options.json === true
      ? `${JSON.stringify({ ok: true, file: path, rerun: outcome.rerun })}\n`
      : `Countersigned: ${outcome.rerun.passed} of ${outcome.rerun.checks} repeated checks passed, none failed: ${path}\n`,
  )
  return 0
}

function newSeed(): string {
  return randomBytes(8).toString('hex')
}

/** Prepares a run of some checks against the certificate's addresses; all of them where none is named. */
async function preparerOf(
  certificate: Certificate,
  raw: Readonly<Record<string, unknown>>,
  { env, clock }: Context,
): Promise<(only: readonly string[]) => Preparation> {
  const options = raw as unknown as CertificateOptions
  const contract = await contractOf(readCommonOptions(raw))
  const endpoints = addressesOf(certificate, options)
  const credentials = readCredentials(raw, env)
  const { ca, cert, certKey: key } = raw
  // --key is the signer's here, and not that of a client certificate.
  const route = readRoute({ ca, cert, key }, env, '--cert-key')
  const requestHeaders = readRequestHeaders(raw, env)
  const testSystem = await readTestSystem(raw, contract, credentials, env)
  const [seed, { level }] = [newSeed(), certificate]
  return (only) =>
    prepare({
      contract,
      endpoints,
      operations: Object.keys(endpoints),
      credentials,
      level,
      seed,
      clock,
      only,
      route,
      requestHeaders,
      ...testSystem,
      timeoutMs: DEFAULTS.timeoutMs,
      collectGarbage,
    })
}

/**
 * The addresses that a certificate names. It shows secrets of a query as variables: such an address has to be given again.
 * @throws HarnessError MISSING_OPTION, INVALID_OPTION
 */
function addressesOf(
  { addresses }: Certificate,
  { endpoint = [] }: CertificateOptions,
): Record<string, string> {
  const given = new Map(endpoint.map(({ name, read }) => [name, read().text]))
  return Object.fromEntries(
    addresses.map(({ operation, url }) => {
      const own = given.get(operation)
      if (own === undefined && url.includes('$DROPSHIP_QUERY_')) {
        throw new HarnessError('MISSING_OPTION', `The address of ${operation} has a secret.`, {
          found: url,
          expected: `--endpoint ${operation}=URL, with the secret`,
        })
      }
      if (own !== undefined && shownUrl(own) !== url) {
        throw new HarnessError('INVALID_OPTION', 'The certificate is about another address.', {
          expected: url,
          found: shownUrl(own),
          where: `--endpoint ${operation}`,
        })
      }
      return [operation, own ?? url]
    }),
  )
}
