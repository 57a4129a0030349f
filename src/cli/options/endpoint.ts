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
  type Located,
  LocatedListOption,
  LocatedMapOption,
  LocatedOption,
  type Named,
} from './located.ts'

type Options = Readonly<Record<string, unknown>>

/** Adds `--to`, for commands whose arguments are something else. */
export function addToOption(command: Command): Command {
  return command.addOption(
    new LocatedOption('--to <url>', "the client's base URL, below which the operations lie", 'to'),
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

/** Adds the options that say where a client takes its webhooks, and which of them. */
export function addAddressOptions(command: Command): Command {
  return addEndpointOption(command).addOption(
    new LocatedListOption(
      '--operations <a,b>',
      'the webhooks that the client uses; all that have an address',
      'operations',
    ),
  )
}

/** Where the webhooks go, as it was given and as it was understood. */
export interface ReadAddresses {
  readonly given: AddressOptions
  readonly addresses: Addresses
}

/**
 * Reads where a client takes its webhooks. URLs of operations that stand in the configuration file are not meant where
 * the command line names a base URL.
 *
 * @param base the base URL, and where it was given
 * @param baseName what a base URL would be given with
 * @throws HarnessError INVALID_URL, UNKNOWN_OPERATION, MISSING_OPTION, INVALID_OPTION
 */
export function readAddresses(
  options: Options,
  contract: Contract,
  base: Located | undefined,
  baseName = 'the URL',
): ReadAddresses {
  const isBaseGiven = base !== undefined && !base.isConfigured
  const endpoints = ((options.endpoint ?? []) as readonly Named[]).filter(
    ({ isConfigured }) => !(isBaseGiven && isConfigured),
  )
  const operations = (options.operations as readonly Located[] | undefined)?.map(
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

/** A base URL that is an argument of its own. */
export function positionalUrl(text: string | undefined): Located | undefined {
  return text === undefined ? undefined : given(text, 'the URL')
}
