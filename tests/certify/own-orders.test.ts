import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readFixtures } from '../../src/certify/index.ts'
import { correctBehaviour } from '../endpoints/endpoint.ts'
import { KNOW_THEIR_ORDERS, REJECT_FOR_MORE } from '../endpoints/own-orders.ts'
import { certifyEndpoint } from '../endpoints/score.ts'
import { folderForFile } from '../support/folder.ts'

describe('an endpoint that knows only its own orders', () => {
  it.each(KNOW_THEIR_ORDERS)(
    'is told to use --fixtures and given a file to fill in: %s',
    async (_title, behaviour) => {
      const report = await certifyEndpoint(behaviour, 'compatible')
      expect(report.verdict).toBe('inconclusive')
      expect(report.problem).toMatchObject({
        kind: 'own-orders',
        next: expect.stringContaining('--fixtures') as string,
      })
      expect(report.problem?.file?.text).toContain('client_identifier: ORDER-1')
    },
  )

  it.each(REJECT_FOR_MORE)(
    'is not assumed, and the endpoint fails as before: %s',
    async (_title, behaviour) => {
      const report = await certifyEndpoint(behaviour, 'compatible')
      expect(report.problem).toBeUndefined()
      expect(report.verdict).toBe('not certified')
    },
  )

  it('a router without the path is still an incorrect address', async () => {
    const report = await certifyEndpoint(
      {
        ...correctBehaviour(),
        intercept: ({ response, request }) => {
          response
            .writeHead(404, { 'content-type': 'text/html' })
            .end(`<pre>Cannot POST ${request.url ?? ''}</pre>`)
          return true
        },
      },
      'compatible',
    )
    expect(report.problem?.kind).toBe('base-url')
    expect(report.problem?.next).toContain('--fixtures')
  })
})

describe('a fixtures file', () => {
  const file = join(folderForFile(), 'orders.yaml')

  it('gives orders with the identifiers of their lines', async () => {
    writeFileSync(file, "orders: [{ client_identifier: 'A', items: ['11'] }]")
    expect(await readFixtures(file)).toEqual({ orders: [{ identifier: 'A', items: ['11'] }] })
  })

  it.each([
    ['orders: [{ client_identifier: A, items: [b, 11] }]', 'orders[0].items[1] is the number 11'],
    ['orders: [{ client_identifier: 0012 }]', 'orders[0].client_identifier is the number 12'],
    ['orders: [{ items: [] }]', 'orders[0].client_identifier is missing'],
    ["orders: [{ client_identifier: '' }]", 'orders[0].client_identifier is ""'],
    ['orders: [{ client_identifier: A, items: b }]', 'orders[0].items is "b"'],
    ['orders: [A]', 'orders[0] is "A"'],
    ['orders: []', 'no orders'],
  ])('is rejected with the place that is wrong: %s', async (content, found) => {
    writeFileSync(file, content)
    await expect(readFixtures(file)).rejects.toThrow(
      expect.objectContaining({
        details: expect.objectContaining({
          found: expect.stringContaining(found) as string,
        }) as object,
      }),
    )
  })
})
