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
export function readFixtures(file: string): Fixtures {
  const content = readYaml(file, 'fixtures')
  const orders = isRecord(content) && Array.isArray(content.orders) ? content.orders : []
  const read = orders.map((order: unknown) => {
    const { client_identifier: identifier, items = [] } = isRecord(order) ? order : {}
    if (
      typeof identifier === 'string' &&
      identifier !== '' &&
      Array.isArray(items) &&
      items.every((item) => typeof item === 'string' && item !== '')
    ) {
      return { identifier, items }
    }
    throw broken(file, JSON.stringify(order))
  })
  if (read.length === 0) throw broken(file, 'no orders')
  return { orders: read }
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
