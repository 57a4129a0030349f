import type { Command } from 'commander'
import { type ExitCode, HarnessError, nearest } from '../../core/index.ts'
import { countersign } from '../certificates/countersign.ts'
import type { CertificateOptions } from '../certificates/input.ts'
import { keygen } from '../certificates/keygen.ts'
import { show } from '../certificates/show.ts'
import { verify } from '../certificates/verify.ts'
import { runByOption } from '../certifying/signing.ts'
import type { CommandModule } from '../command.ts'
import type { Context } from '../context.ts'
import { actionArgument } from '../options/action.ts'
import { addAuthOptions } from '../options/auth.ts'
import { refsWithinOption } from '../options/common.ts'
import { addEndpointOption } from '../options/endpoint.ts'
import { addRequestHeaderOption } from '../options/request-headers.ts'
import { addTestSystemOptions } from '../options/test-system.ts'

const ACTIONS = ['keygen', 'show', 'verify', 'countersign'] as const

function configure(command: Command): void {
  command
    .addArgument(actionArgument(ACTIONS))
    .argument('<file>', 'keygen: the key file to create; else the certificate')
    .option('--key <file>', 'the public key of the signer; show works without')
    .option('--report <file>', 'the report.json that the certificate must match')
    .option(
      '--contract <file>',
      'the document that it must be about (default: the shipped Drop Ship contract)',
    )
    .addOption(refsWithinOption())
    .option(
      '--out <dir>',
      'show: write certificate.html and badge.svg there; countersign: the result',
    )
    .option('--sign <key>', 'countersign: the private key to sign with')
    .option('--share <n>', 'countersign: the share of checks to repeat, from 0.01 to 1', '0.2')
    .addOption(runByOption())
    .option('--json', 'print JSON instead of text')
    .option('--ca <file>', 'countersign: PEM certificates to trust besides those of Node')
    .option('--cert <file>', 'countersign: PEM client certificate, for servers that ask for one')
    .option('--cert-key <file>', 'its private key, if it is not in that file')
  addTestSystemOptions(addEndpointOption(command))
  addRequestHeaderOption(addAuthOptions(command)).addHelpText(
    'after',
    `
Verification works offline. It checks the signature, that the file is exactly what was signed, its time (90 days), and
that level, contract, requirement set and report agree. A partner's own signature proves that the certificate is theirs and
unchanged, not that the run took place: countersign repeats a share of the checks first, with --auth and what the test
system offers as for certify.
`,
  )
}

async function run(
  [action = '', file = '']: readonly string[],
  raw: Readonly<Record<string, unknown>>,
  context: Context,
): Promise<ExitCode> {
  const known = ACTIONS.find((each) => each === action)
  switch (known) {
    case 'keygen':
      return keygen(file, raw as unknown as CertificateOptions, context)
    case 'show':
      return show(file, raw, context)
    case 'verify':
      return verify(file, raw, context)
    case 'countersign':
      return countersign(file, raw, context)
    case undefined:
      throw unknownAction(action)
  }
}

function unknownAction(action: string): HarnessError {
  const meant = nearest(action, ACTIONS)
  return new HarnessError(
    'INVALID_OPTION',
    `Unknown certificate action ${JSON.stringify(action)}.`,
    {
      expected: `one of ${ACTIONS.join(', ')}`,
      ...(meant === undefined ? {} : { next: `did you mean ${meant}?` }),
    },
  )
}

export const command: CommandModule = { configure, run }
