import { defined, HarnessError, readHttpUrl, type UrlPurpose } from '../../core/index.ts'
import {
  type BrokerAccess,
  type BrokerSource,
  type Pact,
  type ProviderVersion,
  readPact,
} from '../../pact/index.ts'
import { readSelectors, shippedPactPath } from '../options/pact.ts'

/** The options that select the pacts. */
export interface PactSourceOptions {
  readonly pact: readonly string[]
  readonly provider: string
  readonly selectors?: string
  readonly enablePending?: boolean
  readonly includeWipPactsSince?: string
}

/** A pact in a file, or the pacts of a broker. */
export type PactSource =
  | { readonly kind: 'file'; readonly pact: Pact }
  | { readonly kind: 'broker'; readonly broker: BrokerSource }

/** The latest of the main branch, and what is deployed or released. */
const DEFAULT_SELECTORS = [{ mainBranch: true }, { deployedOrReleased: true }] as const

/**
 * The pacts of the options: files, addresses, the selection of a broker, or the sender's own pact.
 * @throws HarnessError FILE_UNREADABLE, INVALID_FILE, INVALID_OPTION
 */
export function sourcesOf(
  options: PactSourceOptions,
  access: BrokerAccess | undefined,
  version: ProviderVersion,
): PactSource[] {
  const { provider, includeWipPactsSince } = options
  if (access !== undefined && options.pact.length === 0) {
    const pacts = {
      kind: 'broker',
      selectors: readSelectors(options.selectors) ?? DEFAULT_SELECTORS,
      enablePending: options.enablePending ?? false,
      ...defined({ includeWipPactsSince }),
    } as const
    return [{ kind: 'broker', broker: { access, provider, version, pacts } }]
  }
  const named = options.pact.length === 0 ? [shippedPactPath()] : options.pact
  return named.map((name) => {
    if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(name.trim())) {
      if (version.published !== undefined) throw notOfBroker(name)
      return { kind: 'file', pact: readPact(name) }
    }
    const address = readHttpUrl(name, '--pact', PACT_ADDRESS)
    const pacts = { kind: 'address', address } as const
    // An address outside the broker must not get the broker's credentials.
    const isOfBroker = access !== undefined && address.startsWith(`${access.url}/`)
    const at = isOfBroker ? access : { url: new URL(address).origin }
    return { kind: 'broker', broker: { access: at, provider, version, pacts } }
  })
}

const PACT_ADDRESS: UrlPurpose = {
  subject: 'The address of the pact',
  example: 'https://broker.example/pacts/provider/P/consumer/C/latest',
  credentialsBelong: 'give them as --broker-username and $PACT_BROKER_PASSWORD, with --broker-url',
}

function notOfBroker(file: string): HarnessError {
  return new HarnessError('INVALID_OPTION', '--publish-results needs pacts of a Pact Broker.', {
    where: '--pact',
    found: file,
    next: 'omit --pact, or give the address of a pact at the broker',
  })
}
