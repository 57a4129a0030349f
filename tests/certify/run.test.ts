import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import {
  certify,
  type CertifyEvent,
  prepare,
  type Report,
  renderTerminal,
} from '../../src/certify/index.ts'
import { renderHtml } from '../../src/certify/report/html/page.ts'
import { type Contract, loadContract } from '../../src/contract/index.ts'
import { defined, systemClock, valueAt } from '../../src/core/index.ts'
import { tokens } from '../endpoints/authority.ts'
import {
  json,
  correctBehaviour,
  type RunningEndpoint,
  startEndpoint,
} from '../endpoints/endpoint.ts'
import { certifyBehaviour } from '../support/certifying.ts'

const contract = await loadContract()
let endpoint: RunningEndpoint | undefined

afterEach(async () => {
  await endpoint?.close()
  endpoint = undefined
})

describe('a run', () => {
  it('gives every declared check exactly one result and stays within its budget', async () => {
    endpoint = await startEndpoint(correctBehaviour())
    const preparation = prepare({
      contract,
      url: endpoint.url,
      credentials: endpoint.credentials,
      clock: systemClock,
      level: 'resilient',
    })
    const report = await preparation.run()
    expect(report.checks.map(({ id }) => id)).toEqual(preparation.plan.checks.map(({ id }) => id))
    expect(endpoint.requests()).toBe(report.summary.requests)
    expect(report.summary.requests).toBeLessThanOrEqual(preparation.plan.budget)
  })

  it('gives the same report for the same endpoint and seed, faults and parallel checks included, apart from times', async () => {
    endpoint = await startEndpoint({
      ...correctBehaviour(),
      // Every other message takes longer, so that parallel ones get their responses in another order.
      intercept: async ({ number }) => {
        if (number % 2 === 0) await new Promise(setImmediate)
        return false
      },
      invented: (_call, body) =>
        JSON.stringify(body).includes('東京') ? json(503, { message: 'x' }) : undefined,
    })
    const once = (seed: string, only: readonly string[] = ['*']): Promise<Report> =>
      certify({
        contract,
        url: endpoint?.url ?? '',
        credentials: endpoint?.credentials ?? { scheme: 'none' },
        clock: systemClock,
        seed,
        level: 'resilient',
        only,
        skip: ['refuse/*', 'survive/*'],
      })
    const timeless = (report: Report): unknown => ({
      ...report,
      startedAt: '',
      durationMs: 0,
      checks: report.checks.map((check) => ({ ...check, durationMs: 0 })),
    })
    const [first, second] = [await once('7'), await once('7')]
    const other = await once('8', ['accept/*'])
    expect(timeless(second)).toEqual(timeless(first))
    expect(other.leftBehind.prefix).not.toBe(first.leftBehind.prefix)
    expect(
      first.leftBehind.identifiers.every((identifier) =>
        identifier.includes(first.leftBehind.prefix),
      ),
    ).toBe(true)
  })

  it('writes no secret and no token into its report', async () => {
    const seen: string[] = []
    const report = await certifyBehaviour({
      ...correctBehaviour(),
      accept: ({ request }) => {
        seen.push(request.headers.authorization ?? '')
        // An endpoint that echoes what it was sent, here and there where its response is cut for the report.
        const padding =
          seen.length % 2 === 0 ? '' : 'x'.repeat(2048 - '{"message":"Bearer '.length - 10)
        return json(200, { message: `${padding}${request.headers.authorization}` })
      },
    })
    const text = JSON.stringify(report)
    const sent = [...new Set(seen)].map((value) => value.replace(/^Bearer /, ''))
    expect(sent.length).toBeGreaterThan(0)
    expect(sent.filter((token) => text.includes(token.slice(0, 10)))).toEqual([])
    expect(text).not.toContain('a-secret-of-the-client')
    expect(text).toContain('$DROPSHIP_ACCESS_TOKEN')
  })

  it('sends only known orders where they are given, and says what it skips for it', async () => {
    const known = new Set(['A-1001', 'A-1002'])
    const identifierOf = (body: unknown): unknown =>
      valueAt(body, ['shipment', 'client_identifier']) ??
      valueAt(body, ['order', 'client_identifier'])
    const report = await certifyBehaviour(
      {
        ...correctBehaviour(),
        invented: (_call, body) =>
          known.has(String(identifierOf(body))) ? undefined : json(404, { message: 'unknown' }),
      },
      {
        level: 'compatible',
        fixtures: {
          orders: [...known].map((identifier) => ({ identifier, items: [`${identifier}-1`] })),
        },
      },
    )
    expect(report.verdict).toBe('certified')
    expect(
      report.checks.find(({ id }) => id.endsWith('no-uuid:/order/client_identifier')),
    ).toMatchObject({ status: 'skipped' })
  })

  it('certifies nothing where the token service fails', async () => {
    const report = await certifyBehaviour(correctBehaviour(tokens({ mint: () => '' })), {
      level: 'compatible',
    })
    expect(report.verdict).toBe('not certified')
    expect(report.checks.filter(({ status }) => status === 'failed').map(({ id }) => id)).toEqual([
      'token/response',
    ])
  })

  it('tries the token of another client where one is named, and says how to name one', async () => {
    const only = ['authenticate/*/token-of-another-client']
    const { otherClient } = tokens()
    const [tried, untried] = await Promise.all([
      certifyBehaviour(correctBehaviour(), {
        only,
        ...defined({ otherClient }),
      }),
      certifyBehaviour(correctBehaviour(), { only }),
    ])
    const ours = (report: Report) => report.checks.filter(({ id }) => id.includes('another-client'))
    expect(ours(tried).map(({ status }) => status)).toEqual(['passed', 'passed', 'passed'])
    expect(JSON.stringify(tried)).not.toContain(otherClient?.clientSecret.expose())
    expect(ours(tried)[0]?.reproduce).toContain('Bearer $DROPSHIP_OTHER_CLIENT_TOKEN')
    expect(ours(untried).map(({ status }) => status)).toEqual(['skipped', 'skipped', 'skipped'])
    expect(ours(untried)[0]?.fix).toContain('--other-client-id')
  })

  it('gives response times under load', async () => {
    const report = await certifyBehaviour(
      {
        ...correctBehaviour(),
        accept: () => new Promise((done) => setTimeout(done, 40, json(200, {}))),
      },
      { level: 'resilient', only: ['resilient/*/latency'] },
    )
    const latencies = report.checks.filter(({ id }) => id.endsWith('/latency'))
    expect(latencies.map(({ status }) => status)).toEqual(['passed', 'passed', 'passed'])
    for (const { durationMs } of latencies) expect(durationMs).toBeGreaterThanOrEqual(39)
    const slowest = Math.max(...latencies.map(({ durationMs }) => durationMs))
    const said = `95 of 100 responses within ${slowest} ms`
    expect(renderTerminal(report, { color: false, full: false })).toContain(said)
    expect(renderHtml(report)).toContain(said)
  })

  it('shows of every request a command that sends it again', async () => {
    const report = await certifyBehaviour(correctBehaviour(), { level: 'compatible' })
    const commandOf = (id: string): string =>
      report.checks.find((check) => check.id === id)?.reproduce ?? ''
    expect(commandOf('accept/drop_shipment_confirmation/full')).toContain(
      '-H "Authorization: Bearer $DROPSHIP_ACCESS_TOKEN"',
    )
    expect(commandOf('token/response')).toContain(`client_secret='"$DROPSHIP_CLIENT_SECRET"'`)
    expect(commandOf('token/wrong-secret')).toContain('client_secret=not-the-secret')
    expect(commandOf('token/unknown-client')).toContain('client_id=not-a-client-of-yours')
  })

  it('keeps what an endpoint echoes of a token out of an excerpt that ends within it', async () => {
    const report = await certifyBehaviour({
      ...correctBehaviour(),
      accept: ({ request }) => ({
        status: 500,
        body: `${'x'.repeat(130)}${request.headers.authorization}`,
      }),
    })
    const actual = report.checks.find(({ id }) => id.endsWith('/full'))?.actual
    expect(actual).toMatch(/xBearer [$(][\w ]+\)?…;/)
  })

  it('ends at once when it is stopped, with a partial report that is inconclusive', async () => {
    const stop = new AbortController()
    const report = await certifyBehaviour(correctBehaviour(), {
      signal: stop.signal,
      onEvent: (event: CertifyEvent) => {
        if (event.type === 'checked' && event.done === 50) stop.abort()
      },
    })
    expect(report).toMatchObject({ verdict: 'inconclusive', reason: 'the run was stopped' })
    expect(report.summary.passed).toBeGreaterThanOrEqual(40)
    expect(report.checks.at(-1)?.actual).toBe('skipped: the run was stopped')
  })

  it('ends at its deadline', async () => {
    const slow = async (): Promise<false> => {
      await delay(20)
      return false
    }
    const behaviour = { ...correctBehaviour(), intercept: slow }
    const report = await certifyBehaviour(behaviour, { deadlineMs: 1500 })
    expect(report).toMatchObject({
      verdict: 'inconclusive',
      reason: 'the deadline of the run came first',
    })
  })

  it('runs only the selected checks, and certifies nothing then', async () => {
    const report = await certifyBehaviour(correctBehaviour(), { only: ['duplicate/*'] })
    const made = report.checks.filter(({ status }) => status === 'passed').map(({ id }) => id)
    expect(made.every((id) => id.startsWith('duplicate/'))).toBe(true)
    expect(report.verdict).toBe('inconclusive')
    expect(report.summary.requests).toBeLessThan(60)
  })

  it('rejects a pattern that matches no check', async () => {
    await expect(
      certifyBehaviour(correctBehaviour(), { skip: ['no-such-check'] }),
    ).rejects.toMatchObject({
      code: 'UNKNOWN_ID',
    })
  })

  it('reports its own errors as its own, not as the endpoint’s', async () => {
    const broken: Contract = {
      ...contract,
      operations: contract.operations.map((operation) => ({
        ...operation,
        validateResponse: () => {
          throw new Error('out of order')
        },
      })),
    }
    const report = await certifyBehaviour(correctBehaviour(), { contract: broken })
    expect(report.verdict).toBe('inconclusive')
    expect(report.checks.find(({ status }) => status === 'errored')?.actual).toContain(
      'the suite itself failed: out of order',
    )
  })

  it('runs the other checks after an error of its own', async () => {
    const broken: Contract = {
      ...contract,
      operations: contract.operations.map((operation) => ({
        ...operation,
        validateResponse: (status, ...rest) => {
          if (status === 422) throw new Error('out of order')
          return operation.validateResponse(status, ...rest)
        },
      })),
    }
    const only = [
      'refuse/drop_shipment_confirmation/every-time',
      'answer/*/survives',
      'answer/*/422',
    ]
    const { checks } = await certifyBehaviour(correctBehaviour(), { contract: broken, only })
    const made = checks.filter(({ actual }) => !actual.includes('--only'))
    const statuses = made.map(({ id, status }) => `${id} ${status}`)
    expect(statuses.filter((own) => !own.includes('/422 '))).toEqual([
      'refuse/drop_shipment_confirmation/every-time errored',
      'answer/drop_shipment_confirmation/survives passed',
      'answer/drop_shipment_cancellation/survives passed',
      'answer/drop_shipment_partial_cancellation/survives passed',
    ])
  })

  it('shows hostile responses at a terminal without their control characters', async () => {
    const report = await certifyBehaviour({
      ...correctBehaviour(),
      accept: () => ({ status: 500, body: '\u001B[2J\u0007owned' }),
    })
    const text = renderTerminal(report, { color: false, full: false })
    expect(text).toContain('owned')
    expect(text.includes('\u001B') || text.includes('\u0007')).toBe(false)
  })
})

describe('what an endpoint rejects is narrowed down', () => {
  it('to the smallest difference, with the line of the contract', async () => {
    const report = await certifyBehaviour(
      {
        ...correctBehaviour(),
        invented: (_call, body) =>
          JSON.stringify(body).includes('東京') && 'order' in (body as object)
            ? json(422, { message: 'x', errors: [{ field: 'order', code: 'invalid' }] })
            : undefined,
      },
      { level: 'compatible' },
    )
    const failed = report.checks.filter(({ status }) => status === 'failed')
    expect(failed.length).toBeGreaterThan(10)
    expect(failed.every(({ id }) => /non-ascii:\/order\/|\/random$/.test(id))).toBe(true)
    expect(failed.map(({ pointer }) => pointer)).toContain('/order/billing_address/name')
    expect(failed[0]?.rule).toMatch(/^openapi\/drop-ship\.yaml:\d+$/)
    expect(failed[0]?.actual).toContain('six deliveries')
  })
})
