import { describe, expect, it } from 'vitest'
import { correctBehaviour } from '../endpoints/endpoint.ts'
import { KNOW_THEIR_ORDERS, REJECT_FOR_MORE } from '../endpoints/own-orders.ts'
import { certifyEndpoint } from '../endpoints/score.ts'

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
