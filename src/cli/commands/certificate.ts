import { writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import {
  type Certificate,
  createKeyPair,
  keyNameOf,
  readPublicKey,
  routeTexts,
  verifyCertificate,
} from '../../certify/index.ts'
import {
  type ExitCode,
  HarnessError,
  jsonIn,
  messageOf,
  nearest,
  printableLine,
} from '../../core/index.ts'
import type { CommandModule } from '../command.ts'
import type { Context } from '../context.ts'
import { actionArgument } from '../options/action.ts'
import { readTextFile } from '../options/file.ts'

interface Options {
  readonly key?: string
  readonly report?: string
  readonly json?: boolean
}

/** A report contains the exchanges of every failed check. */
const MAX_REPORT_BYTES = 64 * 1024 * 1024

const ACTIONS = ['keygen', 'verify'] as const

function configure(command: Command): void {
  command
    .addArgument(actionArgument(ACTIONS))
    .argument('<file>', 'keygen: the key file to create; verify: the certificate')
    .option('--key <file>', 'verify: the public key of the signer')
    .option('--report <file>', 'verify: the report.json that the certificate must match')
    .option('--json', 'print JSON instead of text')
}

async function run(
  [action = '', file = '']: readonly string[],
  raw: Readonly<Record<string, unknown>>,
  context: Context,
): Promise<ExitCode> {
  const options = raw as Options
  if (action === 'keygen') return keygen(file, options, context)
  if (action === 'verify') return verify(file, options, context)
  const meant = nearest(action, ACTIONS)
  throw new HarnessError(
    'INVALID_OPTION',
    `Unknown certificate action ${JSON.stringify(action)}.`,
    {
      expected: `one of ${ACTIONS.join(', ')}`,
      ...(meant === undefined ? {} : { next: `did you mean ${meant}?` }),
    },
  )
}

function keygen(file: string, { json }: Options, { stdout }: Context): ExitCode {
  const { privateKey, publicKey } = createKeyPair()
  const publicFile = `${file}.pub`
  write(file, privateKey.expose(), 0o600)
  write(publicFile, publicKey, 0o644)
  const name = keyNameOf(readPublicKey(publicKey, publicFile))
  stdout.write(
    json === true
      ? `${JSON.stringify({ key: name, privateKey: file, publicKey: publicFile })}\n`
      : [
          `The key ${name}`,
          `  private  ${file}: keep it, and sign with dropship certify … --sign ${file}`,
          `  public   ${publicFile}: give it to those who verify`,
          '',
        ].join('\n'),
  )
  return 0
}

/** Never overwrites a key. */
function write(file: string, text: string, mode: number): void {
  try {
    writeFileSync(file, text, { flag: 'wx', mode })
  } catch (error) {
    throw new HarnessError('FILE_UNWRITABLE', `The key cannot be written to ${file}.`, {
      found: messageOf(error),
      next: 'name a file that does not exist yet, in a writable folder',
      cause: error,
    })
  }
}

function verify(file: string, options: Options, { stdout }: Context): ExitCode {
  if (options.key === undefined) {
    throw new HarnessError('MISSING_OPTION', 'The public key of the signer is missing.', {
      expected: '--key FILE',
    })
  }
  const key = readPublicKey(readTextFile(options.key, '--key'), options.key)
  const report =
    options.report === undefined
      ? undefined
      : readTextFile(options.report, '--report', MAX_REPORT_BYTES)
  const verification = verifyCertificate(jsonIn(readTextFile(file, 'the certificate')), key, report)
  if (options.json === true) stdout.write(`${JSON.stringify(verification)}\n`)
  else if (verification.ok) stdout.write(shown(verification.certificate, verification.key))
  else stdout.write(`NOT VALID: ${verification.reason}\n`)
  return verification.ok ? 0 : 1
}

function shown(certificate: Certificate, key: string): string {
  const { endpoint, level, contract, suiteVersion, certifiedAt, seed, waived } = certificate
  const { addresses = [], notEnabled = [], route, partner, environment, effects } = certificate
  return [
    `VALID: ${endpoint} is certified at level ${level}`,
    ...(partner === undefined ? [] : [`  partner   ${partner}`]),
    ...(environment === undefined ? [] : [`  system    ${environment}`]),
    ...addresses.map(({ operation, url }) => `  address   ${operation}: ${url}`),
    ...(notEnabled.length === 0 ? [] : [`  skipped   not enabled: ${notEnabled.join(', ')}`]),
    ...(route === undefined ? [] : routeTexts(route)).map((text) => `  reached   ${text}`),
    `  effects   ${effects ?? 'not observed'}`,
    `  contract  ${contract.title} ${contract.version}, sha256 ${contract.sha256}`,
    `  suite     ${suiteVersion}, seed ${seed}, at ${certifiedAt}`,
    `  signed    with the key ${key}`,
    ...(waived.length === 0 ? [] : [`  waived    ${waived.join(', ')}`]),
    '',
  ]
    .map(printableLine)
    .join('\n')
}

export const command: CommandModule = { configure, run }
