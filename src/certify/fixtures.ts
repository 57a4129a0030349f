import { type HarnessError, isRecord } from '../core/index.ts'
import type { IdentifierSource } from '../messages/index.ts'
import { invalidFile, readYaml } from './yaml-file.ts'

/** Orders that exist in the client's test system, for endpoints that only know their own. */
export interface Fixtures {
  readonly orders: readonly { readonly identifier: string; readonly items: readonly string[] }[]
}

/**
 * Reads a fixtures file: `orders`, each with its `client_identifier` and the `items` that belong to it.
 * @throws HarnessError INVALID_FILE, FILE_UNREADABLE
 */
export async function readFixtures(file: string): Promise<Fixtures> {
  const content = await readYaml(file, 'fixtures')
  const orders = isRecord(content) && Array.isArray(content.orders) ? content.orders : []
  if (orders.length === 0) throw broken(file, 'no orders')
  return {
    orders: orders.map((order: unknown, at) => {
      const place = `orders[${at}]`
      if (!isRecord(order)) throw broken(file, `${place} is ${JSON.stringify(order)}`)
      const { client_identifier: identifier, items = [] } = order
      if (!Array.isArray(items)) throw broken(file, `${place}.items is ${JSON.stringify(items)}`)
      return {
        identifier: textIn(file, `${place}.client_identifier`, identifier),
        items: items.map((item, index) => textIn(file, `${place}.items[${index}]`, item)),
      }
    }),
  }
}

/** Identifiers are texts: of a number without quotes, `0012` and `12` are the same. */
function textIn(file: string, place: string, value: unknown): string {
  if (typeof value === 'string' && value !== '') return value
  throw broken(
    file,
    typeof value === 'number'
      ? `${place} is the number ${value}: write it in quotes`
      : `${place} is ${JSON.stringify(value) ?? 'missing'}`,
  )
}

function broken(file: string, found: string): HarnessError {
  const expected = 'orders: [ { client_identifier: text, items: [ text, … ] }, … ]'
  return invalidFile(file, 'fixtures', found, expected)
}

/** Takes one order after the other, and its items in turn. */
export function fixtureIdentifiers({ orders }: Fixtures): IdentifierSource {
  let next = -1
  let item = 0
  return (kind) => {
    if (kind === 'order') {
      next++
      item = 0
      return orders[next % orders.length]?.identifier ?? ''
    }
    const items = orders[Math.max(0, next) % orders.length]?.items ?? []
    return items[item++ % Math.max(1, items.length)] ?? `item-${item}`
  }
}
