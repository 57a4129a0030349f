import { describe, expect, it } from 'vitest'
import {
  type AddressOptions,
  type Addresses,
  addressOf,
  describeEndpoint,
  enabledContract,
  resolveAddresses,
  shippedContract,
} from '../../src/contract/index.ts'

const contract = shippedContract()
const [CONFIRMATION, CANCELLATION, PARTIAL] = [
  'drop_shipment_confirmation',
  'drop_shipment_cancellation',
  'drop_shipment_partial_cancellation',
]
const resolve = (options: AddressOptions): Addresses => resolveAddresses(contract, options)
const urls = ({ enabled }: Addresses): Record<string, string> =>
  Object.fromEntries(enabled.map(({ operation, url }) => [operation, url]))

describe('the addresses of an endpoint', () => {
  it.each<[string, AddressOptions, Record<string, string>, string]>([
    [
      'are the documented paths below a base URL',
      { url: 'https://a.example/hooks/' },
      {
        [CONFIRMATION]: `https://a.example/hooks/${CONFIRMATION}`,
        [CANCELLATION]: `https://a.example/hooks/${CANCELLATION}`,
        [PARTIAL]: `https://a.example/hooks/${PARTIAL}`,
      },
      'https://a.example/hooks',
    ],
    [
      'are the URLs of the operations that are named, and of no other',
      {
        endpoints: {
          [CANCELLATION]: 'http://b.example/x?code=1&t=2',
          [CONFIRMATION]: 'https://a.example/',
        },
      },
      { [CONFIRMATION]: 'https://a.example/', [CANCELLATION]: 'http://b.example/x?code=1&t=2' },
      'https://a.example/, http://b.example/x?code=$DROPSHIP_QUERY_CODE&t=2',
    ],
    [
      'are both, and then the named ones win',
      {
        url: 'https://a.example',
        endpoints: { [PARTIAL]: 'https://b.example/p/' },
        operations: [PARTIAL, CONFIRMATION],
      },
      { [CONFIRMATION]: `https://a.example/${CONFIRMATION}`, [PARTIAL]: 'https://b.example/p/' },
      'https://a.example, https://b.example/p/',
    ],
    [
      'leave out the base URL where every enabled operation has its own',
      {
        url: 'https://a.example',
        endpoints: { [PARTIAL]: 'https://b.example/p' },
        operations: [PARTIAL],
      },
      { [PARTIAL]: 'https://b.example/p' },
      'https://b.example/p',
    ],
  ])('%s', (_what, options, expected, endpoint) => {
    const addresses = resolve(options)
    expect(urls(addresses)).toEqual(expected)
    expect(describeEndpoint(addresses)).toBe(endpoint)
    expect([...Object.keys(expected), ...addresses.notEnabled].toSorted()).toEqual(
      [CONFIRMATION, CANCELLATION, PARTIAL].toSorted(),
    )
  })

  it.each<[string, AddressOptions, string, RegExp, object]>([
    ['none at all', {}, 'MISSING_OPTION', /URL of the endpoint is missing/, { where: 'url' }],
    [
      'an unknown operation',
      { endpoints: { drop_shipmnt_confirmation: 'https://a.example' } },
      'UNKNOWN_OPERATION',
      /no operation "drop_shipmnt_confirmation"/,
      {
        where: 'endpoints.drop_shipmnt_confirmation',
        next: 'did you mean drop_shipment_confirmation?',
      },
    ],
    [
      'an unknown enabled operation',
      { url: 'https://a.example', operations: [CONFIRMATION, 'confirmation'] },
      'UNKNOWN_OPERATION',
      /no operation "confirmation"/,
      { where: 'operations.confirmation' },
    ],
    [
      'an enabled operation without one',
      { endpoints: { [CONFIRMATION]: 'https://a.example' }, operations: [CONFIRMATION, PARTIAL] },
      'MISSING_OPTION',
      /drop_shipment_partial_cancellation has no address/,
      { where: `operations.${PARTIAL}` },
    ],
    [
      'no enabled operation',
      { url: 'https://a.example', operations: [] },
      'INVALID_OPTION',
      /No operation is enabled/,
      { where: 'operations' },
    ],
    [
      'a URL that cannot be called',
      { endpoints: { [CONFIRMATION]: 'a.example/x' } },
      'INVALID_URL',
      /not one that can be called/,
      { where: `endpoints.${CONFIRMATION}` },
    ],
  ])('are rejected with %s', (_what, options, code, sentence, details) => {
    expect(() => resolve(options)).toThrow(
      expect.objectContaining({
        code,
        message: expect.stringMatching(sentence) as string,
        details: expect.objectContaining(details) as object,
      }),
    )
  })

  it('name the option that a part was given with', () => {
    const nameOf = (part: string): string => `line of ${part}`
    expect(() => resolveAddresses(contract, { endpoints: { x: 'y' } }, nameOf)).toThrow(
      expect.objectContaining({
        details: expect.objectContaining({ where: 'line of endpoints.x' }) as object,
      }),
    )
  })
})

it('the contract of enabled operations knows no others', () => {
  const addresses = resolve({ endpoints: { [PARTIAL]: 'https://a.example' } })
  const enabled = enabledContract(contract, addresses)
  expect(enabled.operations.map(({ id }) => id)).toEqual([PARTIAL])
  expect(enabled.sha256).toBe(contract.sha256)
  expect(enabled.operationAt('POST', `/${PARTIAL}`)?.id).toBe(PARTIAL)
  expect(enabled.operationAt('POST', `/${CONFIRMATION}`)).toBeUndefined()
  expect(() => enabled.operation(CONFIRMATION)).toThrow('is not enabled')
  expect(addressOf(addresses, PARTIAL)?.url).toBe('https://a.example')
  expect(addressOf(addresses, CONFIRMATION)).toBeUndefined()
})
