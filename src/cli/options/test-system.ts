import type { Command } from 'commander'
import type { Credentials } from '../../auth/index.ts'
import { type CertificationOptions, readClockUrl, readFixtures } from '../../certify/index.ts'
import { type Contract, readStateUrl } from '../../contract/index.ts'
import { defined, HarnessError } from '../../core/index.ts'
import type { Context } from '../context.ts'
import { readOtherClient } from './auth.ts'
import { addObserverOptions, readObserver } from './observer.ts'
import { addParamOption, readParameters } from './parameters.ts'

type Options = Readonly<Record<string, unknown>>

/** Adds what the client's test system offers to a run, for every command that makes the checks of a certification. */
export function addTestSystemOptions(command: Command): Command {
  return addObserverOptions(
    addParamOption(command)
      .option('--fixtures <file>', "orders that exist in the client's test system")
      .option('--other-client-id <id>', 'oauth2: another client, whose token must be rejected')
      .option('--other-client-secret <secret>', 'better in $DROPSHIP_OTHER_CLIENT_SECRET')
      .option('--state-url <url>', 'told before each group of checks what it is about')
      .option(
        '--clock-url <url>',
        "sets the endpoint's time forward, so that long-lived tokens expire",
      ),
  )
}

/**
 * Reads what {@link addTestSystemOptions} adds.
 * @throws HarnessError INVALID_URL, INVALID_OPTION, INVALID_FILE, FILE_UNREADABLE, MISSING_OPTION, MISSING_SECRET
 */
export async function readTestSystem(
  options: Options,
  contract: Contract,
  credentials: Credentials,
  env: Context['env'],
): Promise<
  Pick<
    CertificationOptions,
    'parameters' | 'fixtures' | 'otherClient' | 'stateUrl' | 'clockUrl' | 'observer'
  >
> {
  const { fixtures, stateUrl, clockUrl } = options
  return {
    parameters: readParameters(options, contract),
    ...defined({
      fixtures: typeof fixtures === 'string' ? await readFixtures(fixtures) : undefined,
      stateUrl: typeof stateUrl === 'string' ? readStateUrl(stateUrl, '--state-url') : undefined,
      clockUrl: typeof clockUrl === 'string' ? readClockUrl(clockUrl, '--clock-url') : undefined,
      otherClient: otherClientOf(options, credentials, env),
    }),
    ...readObserver(options, env),
  }
}

function otherClientOf(
  options: Options,
  { scheme }: Credentials,
  env: Context['env'],
): CertificationOptions['otherClient'] {
  const otherClient = readOtherClient(options, env)
  if (otherClient === undefined || scheme === 'oauth2') return otherClient
  throw new HarnessError('INVALID_OPTION', '--other-client-id needs a token service.', {
    expected: '--auth oauth2',
    found: `--auth ${scheme}`,
    where: '--other-client-id',
  })
}
