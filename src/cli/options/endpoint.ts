import type { Command } from 'commander'
import { defined } from '../../core/index.ts'
import {
  type Addresses,
  type AddressOptions,
  type AddressPart,
  type Contract,
  resolveAddresses,
} from '../../contract/index.ts'
import {
  given,
  type LocatedInput,
  LocatedListOption,
  LocatedMapOption,
  LocatedOption,
  type Named,
} from './located.ts'

type Options = Readonly<Record<string, unknown>>

/** Adds `--to`, for commands without a URL argument. */
export function addToOption(command: Command): Command {
  return command.addOption(
    new LocatedOption(
      '--to <url>',
      "the client's base URL, to which the operations' paths are added",
      'to',
    ),
  )
}

/** Adds `--endpoint`. */
export function addEndpointOption(command: Command): Command {
  return command.addOption(
    new LocatedMapOption(
      '--endpoint <operation=url>',
      'the URL of one operation, with any host, path and query; repeatable',
      'endpoints',
    ),
  )
}

/** Adds the options for the addresses of a client's webhooks, and for which it uses. */
export function addAddressOptions(command: Command): Command {
  return addEndpointOption(command).addOption(
    new LocatedListOption(
      '--operations <a,b>',
      'the webhooks that the client uses (default: all with an address)',
      'operations',
    ),
  )
}

/** The addresses of the webhooks, as given and as resolved. */
export interface ReadAddresses {
  readonly given: AddressOptions
  readonly addresses: Addresses
}

/**
 * Reads the addresses of a client's webhooks. A base URL on the command line overrides the URLs of operations in the
 * configuration file.
 *
 * @param base the base URL, and where it was given
 * @param baseName the name of the base URL's option, for errors
 * @throws HarnessError INVALID_URL, UNKNOWN_OPERATION, MISSING_OPTION, INVALID_OPTION
 */
export function readAddresses(
  options: Options,
  contract: Contract,
  base: LocatedInput | undefined,
  baseName = 'the URL',
): ReadAddresses {
  const isBaseGiven = base !== undefined && !base.isConfigured
  const endpoints = ((options.endpoint ?? []) as readonly Named[]).filter(
    ({ isConfigured }) => !(isBaseGiven && isConfigured),
  )
  const operations = (options.operations as readonly LocatedInput[] | undefined)?.map(
    ({ where, read }) => ({ where, id: read().text }),
  )
  const url = base?.read()
  const urls = endpoints.map(({ name, read }) => [name, read()] as const)
  const known: AddressOptions = {
    ...defined({ url: url?.text }),
    ...(urls.length === 0
      ? {}
      : { endpoints: Object.fromEntries(urls.map(([name, { text }]) => [name, text])) }),
    ...(operations === undefined ? {} : { operations: operations.map(({ id }) => id) }),
    secrets: [...(url?.secrets ?? []), ...urls.flatMap(([, { secrets }]) => secrets)],
  }
  const nameOf = (part: AddressPart): string => {
    if (part === 'url') return base?.where ?? baseName
    const [list, ...rest] = part.split('.')
    const id = rest.join('.')
    if (list === 'endpoints') {
      const where = endpoints.find(({ name }) => name === id)?.where
      return where ?? `--endpoint ${id}=URL`
    }
    return (
      operations?.find((operation) => operation.id === id)?.where ??
      operations?.[0]?.where ??
      '--operations'
    )
  }
  return { given: known, addresses: resolveAddresses(contract, known, nameOf) }
}

/** A base URL given as a positional argument. */
export function positionalUrl(text: string | undefined): LocatedInput | undefined {
  return text === undefined ? undefined : given(text, 'the URL')
}
