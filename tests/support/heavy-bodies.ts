import { loadContract } from '../../src/contract/index.ts'
import { isRecord } from '../../src/core/index.ts'
import { createMessages } from '../../src/messages/index.ts'

/** A body that is as heavy as it can be within the limits, or just beyond one. */
export interface HeavyBody {
  readonly title: string
  readonly status: number
  /** Made when it is sent: all of them at once would fill the memory. */
  readonly make: () => string
}

const MOST_BYTES = 5 * 1024 * 1024

const operation = (await loadContract()).operation('drop_shipment_confirmation')
const whole = createMessages(operation).message('full')
const own = isRecord(whole) && isRecord(whole.shipment) ? whole.shipment : {}
const shipment = (more: object): string => JSON.stringify({ shipment: { ...own, ...more } })
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))

/** A valid message as long as it may be, of one property. */
const filled = (name: string, piece: string): string => {
  const rest = MOST_BYTES - shipment({ [name]: '' }).length
  return shipment({ [name]: '' }).replace(
    `"${name}":""`,
    () => `"${name}":"${piece.repeat(Math.floor(rest / Buffer.byteLength(piece)))}"`,
  )
}
const properties = (count: number, nameBytes: number): string =>
  `{"shipment":{${many(count, (index) => `"${String(index).padEnd(nameBytes, 'x')}":1`).join(',')}}}`
const full = {
  id: 1,
  client_identifier: 'SKU-12345',
  quantity: 3,
  created_at: '2026-01-05T09:12:44Z',
  updated_at: '2026-01-05T09:12:44Z',
}
const items = (count: number, item: unknown): string =>
  shipment({ shipment_items: many(count, () => item) })

export const HEAVY_BODIES: readonly HeavyBody[] = [
  { title: 'valid items', status: 200, make: () => items(38_000, full) },
  { title: 'a long text', status: 200, make: () => filled('carrier', 'x') },
  { title: 'a long text of another script', status: 200, make: () => filled('carrier', 'ж') },
  { title: 'a long text of escapes', status: 200, make: () => filled('carrier', '\\u0416') },
  {
    title: 'a long text that is unprintable',
    status: 200,
    make: () => filled('carrier', '\u007f'),
  },
  { title: 'a long date', status: 422, make: () => filled('created_at', '2026-01-01T') },
  {
    title: 'a long number',
    status: 422,
    make: () => `{"shipment":${'7'.repeat(MOST_BYTES - 20)}}`,
  },
  {
    title: 'a long name',
    status: 422,
    make: () => `{"shipment":{"${'x'.repeat(MOST_BYTES - 40)}":1}}`,
  },
  { title: 'long unknown properties', status: 422, make: () => properties(19_900, 250) },
  { title: 'short unknown properties', status: 422, make: () => properties(19_900, 1) },
  {
    title: 'items of the incorrect type',
    status: 422,
    make: () => items(120_000, 'x'.repeat(40)),
  },
  {
    title: 'items whose properties are all invalid',
    status: 422,
    make: () =>
      items(40_000, { id: 0, client_identifier: 1, quantity: 0, created_at: '', updated_at: 'x' }),
  },
  {
    title: 'lists within lists',
    status: 422,
    make: () => `${'['.repeat(249_000)}${']'.repeat(249_000)}`,
  },
  {
    title: 'objects within objects',
    status: 422,
    make: () => `${'{"a":'.repeat(249_000)}1${'}'.repeat(249_000)}`,
  },
  {
    title: 'one property again and again',
    status: 422,
    make: () => `{"shipment":{${many(249_000, () => '"carrier":1').join(',')}}}`,
  },
  { title: 'too many different properties', status: 413, make: () => properties(200_000, 1) },
  {
    title: 'too many values',
    status: 413,
    make: () => `[${'1,'.repeat(MOST_BYTES / 2 - 10)}1]`,
  },
  {
    title: 'text that is not JSON',
    status: 400,
    make: () => `["${'\\\\'.repeat(MOST_BYTES / 2 - 10)}`,
  },
  { title: 'a byte too many', status: 413, make: () => ' '.repeat(MOST_BYTES + 1) },
]
