import { join } from 'node:path'
import type { Command } from 'commander'
import {
  HarnessError,
  isRecord,
  jsonIn,
  packageRoot,
  readHttpUrl,
  Secret,
  type UrlPurpose,
} from '../../core/index.ts'
import type { BrokerAccess } from '../../pact/index.ts'

type Options = Readonly<Record<string, unknown>>
type Env = Readonly<Record<string, string | undefined>>

/** The pact that is shipped with the harness. */
export function shippedPactPath(): string {
  return join(packageRoot().directory, 'contracts', 'pacts', 'Optoro-DropShipClient.json')
}

/** Adds the options of the Pact Broker, named as in Pact's own tools. */
export function addBrokerOptions(command: Command): Command {
  return command
    .option('--broker-url <url>', 'the Pact Broker, or $PACT_BROKER_BASE_URL')
    .option('--broker-token <token>', 'better in $PACT_BROKER_TOKEN')
    .option('--broker-username <name>', 'or $PACT_BROKER_USERNAME')
    .option('--broker-password <password>', 'better in $PACT_BROKER_PASSWORD')
}

/**
 * Reads the broker options, which also come from the environment; `undefined` without a broker.
 * @throws HarnessError INVALID_URL, INVALID_OPTION
 */
export function readBroker(options: Options, env: Env): BrokerAccess | undefined {
  const text = (name: string, variable: string): string | undefined => {
    const value = options[name] ?? env[variable]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  // An empty option comes from a shell variable that was not set; an empty environment variable counts as absent.
  const written = options.brokerUrl === '' ? '' : text('brokerUrl', 'PACT_BROKER_BASE_URL')
  if (written === undefined) return undefined
  const url = new URL(
    readHttpUrl(
      written,
      options.brokerUrl === undefined ? '$PACT_BROKER_BASE_URL' : '--broker-url',
      BROKER,
    ),
  )
  const token = text('brokerToken', 'PACT_BROKER_TOKEN')
  const username = text('brokerUsername', 'PACT_BROKER_USERNAME') ?? decoded(url.username)
  const password = text('brokerPassword', 'PACT_BROKER_PASSWORD') ?? decoded(url.password)
  // Otherwise the credentials would be in every message with the URL.
  url.username = ''
  url.password = ''
  const base = url.href.replace(/\/+$/, '')
  if (token !== undefined) return { url: base, token: new Secret(token, '$PACT_BROKER_TOKEN') }
  if (username === undefined) return { url: base }
  return { url: base, username, password: new Secret(password ?? '', '$PACT_BROKER_PASSWORD') }
}

/** Pact's own tools also accept a user name and a password in the URL. */
const BROKER: UrlPurpose = {
  subject: 'The URL of the Pact Broker',
  example: 'https://broker.example',
}

function decoded(text: string): string | undefined {
  return text === '' ? undefined : decodeURIComponent(text)
}

/** @throws HarnessError MISSING_OPTION */
export function needBroker(access: BrokerAccess | undefined): BrokerAccess {
  if (access !== undefined) return access
  throw new HarnessError('MISSING_OPTION', 'The URL of the Pact Broker is missing.', {
    expected: '--broker-url or $PACT_BROKER_BASE_URL',
    next: 'add for example --broker-url https://broker.example',
  })
}

/**
 * Reads consumer version selectors.
 * @throws HarnessError INVALID_OPTION
 */
export function readSelectors(
  text: string | undefined,
): readonly Readonly<Record<string, unknown>>[] | undefined {
  if (text === undefined) return undefined
  const value = jsonIn(text)
  if (Array.isArray(value) && value.every(isRecord)) return value
  throw new HarnessError('INVALID_OPTION', '--selectors is not a JSON list of objects.', {
    expected: `for example '[{"mainBranch":true},{"deployedOrReleased":true}]'`,
    found: text,
    where: '--selectors',
  })
}
