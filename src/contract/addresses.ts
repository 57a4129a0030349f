import {
  belowUrl,
  defined,
  HarnessError,
  readHttpUrl,
  type Secret,
  secretsInUrl,
  shownUrl,
} from '../core/index.ts'
import type { Contract } from './contract.ts'
import type { Operation } from './operation.ts'

/**
 * Where a client takes the webhooks, as the client says it: a base URL below which the documented paths lie, a URL for
 * each operation, or both, and then the operation's own URL wins.
 */
export interface AddressOptions {
  /** The base URL; a query of its own comes after each path. */
  readonly url?: string
  /** URLs of operations, each with any host, path and query. */
  readonly endpoints?: Readonly<Record<string, string>>
  /** The operations that are enabled; default: all that have an address. */
  readonly operations?: readonly string[]
  /** Secrets within the URLs, besides secret values of queries. */
  readonly secrets?: readonly Secret[]
}

/** Where one operation's messages are sent. */
export interface Address {
  readonly operation: string
  /** The documented path, whatever the URL's own is. */
  readonly path: string
  readonly url: string
  /** The client chose this URL; else it is the documented path below the base URL. */
  readonly isOwn: boolean
}

/** Where the messages of an endpoint's operations are sent. */
export interface Addresses {
  readonly base?: string
  /** In the order of the contract; never empty. */
  readonly enabled: readonly Address[]
  /** Operations of the contract that the client does not use. */
  readonly notEnabled: readonly string[]
  readonly secrets: readonly Secret[]
}

/** One part of {@link AddressOptions}, for errors. */
export type AddressPart = 'url' | 'operations' | `operations.${string}` | `endpoints.${string}`

/**
 * Gives each enabled operation its address.
 *
 * @param nameOf what a part was given with, for errors: an option, a line of a file; default: the part's own name
 * @throws HarnessError INVALID_URL, UNKNOWN_OPERATION, MISSING_OPTION, INVALID_OPTION
 */
export function resolveAddresses(
  contract: Contract,
  options: AddressOptions,
  nameOf: (part: AddressPart) => string = (part) => part,
): Addresses {
  const { url, endpoints = {}, operations, secrets = [] } = options
  const base = url === undefined ? undefined : readBaseUrl(url, nameOf('url'))
  const own = new Map<string, string>()
  for (const [id, text] of Object.entries(endpoints)) {
    const where = nameOf(`endpoints.${id}`)
    own.set(known(contract, id, where), readHttpUrl(text, where))
  }
  if (base === undefined && own.size === 0) throw withoutAny(contract, nameOf)
  const wanted = enabledOf(contract, operations, nameOf)
  const all = contract.operations.flatMap(({ id, path }): Address[] => {
    const chosen = own.get(id)
    if (chosen !== undefined) return [{ operation: id, path, url: chosen, isOwn: true }]
    return base === undefined
      ? []
      : [{ operation: id, path, url: belowUrl(base, path), isOwn: false }]
  })
  const missing = [...(wanted ?? [])].find((id) => all.every(({ operation }) => operation !== id))
  if (missing !== undefined) throw withoutAddress(missing, nameOf(`operations.${missing}`))
  const enabled = all.filter(({ operation }) => wanted?.has(operation) ?? true)
  return {
    ...defined({ base }),
    enabled,
    notEnabled: contract.operations
      .map(({ id }) => id)
      .filter((id) => enabled.every(({ operation }) => operation !== id)),
    secrets: [...secrets, ...enabled.flatMap((address) => secretsInUrl(address.url))],
  }
}

/** The endpoint in one line: its base URL, the operations' own URLs, or both; without secrets of queries. */
export function describeEndpoint({ base, enabled }: Addresses): string {
  const own = enabled.filter(({ isOwn }) => isOwn).map(({ url }) => url)
  const isBaseUsed = own.length < enabled.length
  const all = base === undefined || !isBaseUsed ? own : [base, ...own]
  return [...new Set(all)].map(shownUrl).join(', ')
}

/** The endpoint that an address belongs to: the base URL, or the operation's own. */
export function endpointOf(address: Address, { base }: Addresses): string {
  return address.isOwn || base === undefined ? address.url : base
}

/** The address of an operation, or `undefined` when it is not enabled. */
export function addressOf({ enabled }: Addresses, operation: string): Address | undefined {
  return enabled.find((address) => address.operation === operation)
}

/**
 * Where a request goes that was made for a path of the contract: to the operation's own URL, or to that path below the base
 * URL. Parameters of the path are filled into the operation's URL, and the request's query comes after its own.
 *
 * @param operation what the request belongs to; absent for one that no operation knows
 * @param target the request's path with its query
 * @returns `undefined` when the operation is not enabled, or when there is no base URL for an unknown one
 */
export function urlForTarget(
  addresses: Addresses,
  operation: Operation | undefined,
  target: string,
): string | undefined {
  const [path = '', ...rest] = target.split('?')
  const query = rest.join('?')
  const address = operation === undefined ? undefined : addressOf(addresses, operation.id)
  if (operation !== undefined && address === undefined) return undefined
  if (operation !== undefined && address?.isOwn === true) {
    return withQuery(filled(address.url, operation.path, path), query)
  }
  return addresses.base === undefined ? undefined : withQuery(belowUrl(addresses.base, path), query)
}

/** A URL with its `{name}`s replaced by the values at their places in a path. */
function filled(url: string, template: string, path: string): string {
  const steps = path.split('/').toReversed()
  const names = template.split('/').toReversed()
  return names.reduce(
    (made, name, index) =>
      /^\{.+\}$/.test(name) ? made.replaceAll(name, () => steps[index] ?? name) : made,
    url,
  )
}

function withQuery(url: string, query: string): string {
  if (query === '') return url
  return `${url}${url.includes('?') ? '&' : '?'}${query}`
}

/** A contract of the enabled operations alone: what a client does not use is neither sent nor judged. */
export function enabledContract(contract: Contract, { enabled, notEnabled }: Addresses): Contract {
  if (notEnabled.length === 0) return contract
  const isEnabled = (id: string): boolean => enabled.some(({ operation }) => operation === id)
  return {
    ...contract,
    operations: contract.operations.filter(({ id }) => isEnabled(id)),
    operation: (id) => {
      const operation = contract.operation(id)
      if (isEnabled(id)) return operation
      throw new HarnessError('UNKNOWN_OPERATION', `The operation ${id} is not enabled.`, {
        expected: `one of ${enabled.map((address) => address.operation).join(', ')}`,
        found: id,
        next: `give it an address, and add it to the enabled operations`,
      })
    },
    operationAt: (method, path) => {
      const operation = contract.operationAt(method, path)
      return operation !== undefined && isEnabled(operation.id) ? operation : undefined
    },
  }
}

function readBaseUrl(text: string, where: string): string {
  const url = readHttpUrl(text, where)
  const [front = '', ...query] = url.split('?')
  return [front.replace(/\/+$/, ''), ...query].join('?')
}

function enabledOf(
  contract: Contract,
  operations: readonly string[] | undefined,
  nameOf: (part: AddressPart) => string,
): ReadonlySet<string> | undefined {
  if (operations === undefined) return undefined
  if (operations.length === 0) {
    throw new HarnessError('INVALID_OPTION', 'No operation is enabled.', {
      expected: `some of ${contract.operations.map(({ id }) => id).join(', ')}`,
      where: nameOf('operations'),
      next: 'name the webhooks that the client uses',
    })
  }
  return new Set(operations.map((id) => known(contract, id, nameOf(`operations.${id}`))))
}

/** The operation's id, which the contract has. @throws HarnessError UNKNOWN_OPERATION */
function known(contract: Contract, id: string, where: string): string {
  try {
    return contract.operation(id).id
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error
    throw new HarnessError(error.code, error.message, { ...error.details, where })
  }
}

function withoutAny(contract: Contract, nameOf: (part: AddressPart) => string): HarnessError {
  const [first] = contract.operations
  return new HarnessError('MISSING_OPTION', 'The URL of the endpoint is missing.', {
    expected: 'a base URL, below which the documented paths lie, or the URL of each operation',
    where: nameOf('url'),
    next: `give https://client.example/webhooks, or ${nameOf(`endpoints.${first?.id ?? 'OPERATION'}`)}`,
  })
}

function withoutAddress(operation: string, where: string): HarnessError {
  return new HarnessError('MISSING_OPTION', `The enabled operation ${operation} has no address.`, {
    expected: 'a URL for each operation that is enabled, or a base URL for all of them',
    where,
    next: `give the URL of ${operation}, or leave it out of the enabled operations`,
  })
}
