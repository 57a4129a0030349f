import { describe, expect, it } from 'vitest'
import {
  createReport,
  type DeliveryHistory,
  exportLine,
  identifierOf,
  renderReport,
  type StoredAttempt,
} from '../../src/queue/index.ts'

const START = Date.UTC(2026, 0, 2, 3, 4, 5)

function history(index: number, attempts: readonly Partial<StoredAttempt>[]): DeliveryHistory {
  return {
    delivery: {
      id: `msg_${index}`,
      endpoint: 'https://client.example',
      operation: 'drop_shipment_confirmation',
      method: 'POST',
      url: 'https://client.example/drop_shipment_confirmation',
      identifier: `order-${index}`,
      state: 'failed',
      spent: attempts.length,
      retriedByHand: 0,
      createdAt: START,
      updatedAt: START,
    },
    body: Buffer.from(`{"shipment":{"client_identifier":"order-${index}"}}`),
    attempts: attempts.map((attempt, number) => ({
      round: 0,
      number: number + 1,
      startedAt: START + number * 1000,
      durationMs: 1,
      renewed: false,
      ...attempt,
    })),
  }
}

async function* each(...histories: readonly DeliveryHistory[]): AsyncGenerator<DeliveryHistory> {
  yield* histories
}

const rejected = {
  status: 503,
  error: { kind: 'server-error', message: 'the endpoint responded with 503' },
  answer: 'down',
} as const
const silent = { error: { kind: 'timeout', message: 'no complete response' } } as const

describe('the failure report', () => {
  it('counts deliveries, attempts, operations, statuses and errors', async () => {
    const report = await createReport(
      each(history(1, [rejected, rejected, silent]), history(2, [rejected])),
      START + 60_000,
    )
    expect(report).toMatchObject({
      schemaVersion: 1,
      endpoints: ['https://client.example'],
      deliveries: 2,
      attempts: 4,
      firstAttemptAt: '2026-01-02T03:04:05.000Z',
      lastAttemptAt: '2026-01-02T03:04:07.000Z',
      operations: [
        {
          operation: 'drop_shipment_confirmation',
          deliveries: 2,
          identifiers: ['order-1', 'order-2'],
        },
      ],
      outcomes: [
        { status: 503, error: 'server-error', attempts: 3 },
        { error: 'timeout', attempts: 1 },
      ],
    })
    expect(report.samples.map(({ error, answer }) => [error, answer])).toEqual([
      ['server-error', 'down'],
      ['timeout', undefined],
    ])
  })

  it('says how to send the same bytes again', async () => {
    const { samples } = await createReport(each(history(7, [rejected])), START)
    expect(samples[0]?.reproduce).toBe(
      `curl -sS -i -X POST 'https://client.example/drop_shipment_confirmation' -H 'Content-Type: application/json' -H 'webhook-id: msg_7' --data-binary '{"shipment":{"client_identifier":"order-7"}}'`,
    )
  })

  it.each([
    [
      'token-unreachable',
      'no access token from https://client.example/token?code=$DROPSHIP_QUERY_CODE: connection refused',
      `'https://client.example/token?code='"$DROPSHIP_QUERY_CODE"''`,
    ],
    ['token-refused', 'the token service responded with 401', `''"$DROPSHIP_TOKEN_URL"''`],
  ] as const)('asks for the access token that did not come: %s', async (kind, message, url) => {
    const report = await createReport(each(history(7, [{ error: { kind, message } }])), START)
    expect(report.samples[0]?.reproduce).toBe(
      `curl -sS -i -X POST ${url} -H 'Content-Type: application/x-www-form-urlencoded' --data-binary 'grant_type=client_credentials&client_id='"$DROPSHIP_CLIENT_ID"'&client_secret='"$DROPSHIP_CLIENT_SECRET"''`,
    )
    expect(renderReport(report)).toContain('the message was not sent. To ask for one:')
  })

  it('as Markdown keeps a hostile response and identifier within their cells', async () => {
    const hostile = history(1, [{ ...rejected, answer: '```\n# Pay here\n````\u001B[2J' }])
    const markdown = renderReport(
      await createReport(
        each({ ...hostile, delivery: { ...hostile.delivery, identifier: 'a|b\n# c' } }),
        START,
      ),
    )
    expect(markdown).toContain('`````\n```\n# Pay here\n````\\u001b[2J\n`````')
    expect(markdown).toContain(String.raw`a\|b⏎\# c`)
    expect(markdown).not.toContain('\u001B')
  })

  it('of an empty failure queue says so', async () => {
    expect(renderReport(await createReport(each(), START))).toContain('The failure queue is empty.')
  })

  it('names at most fifty identifiers of an operation', async () => {
    const many = Array.from({ length: 60 }, (_, index) => history(index, [rejected]))
    const report = await createReport(each(...many), START)
    expect(report.operations[0]?.identifiers).toHaveLength(50)
    expect(renderReport(report)).toContain('order-49, …')
  })
})

describe('an exported line', () => {
  it('contains the message as JSON, so that it can be sent again', () => {
    const line: unknown = JSON.parse(exportLine(history(1, [rejected])))
    expect(line).toMatchObject({
      operation: 'drop_shipment_confirmation',
      body: { shipment: { client_identifier: 'order-1' } },
      attempts: [{ status: 503 }],
    })
  })

  it.each([
    ['one line of JSON', '{"a" : 1e400,"a":1.0}', '"body":{"a" : 1e400,"a":1.0},"attempts"'],
    [
      'several lines',
      '{\r\n"a":1.0}',
      String.raw`"body":{  "a":1.0},"bodyText":"{\r\n\"a\":1.0}","attempts"`,
    ],
    ['white space around it', ' 1.0\t', String.raw`"body": 1.0	,"bodyText":" 1.0\t","attempts"`],
    ['a string of JSON', '"text"', '"body":"text","attempts"'],
    ['what is not valid JSON', 'text', '"bodyText":"text","attempts"'],
    ['nothing', '', '"bodyText":"","attempts"'],
  ])('contains the exact text of %s', (_what, text, expected) => {
    const line = exportLine({ ...history(1, []), body: Buffer.from(text) })
    expect(line).toContain(`,${expected.replace('1.0\\t,"bodyText', '1.0\t,"bodyText')}`)
    const { body, bodyText } = JSON.parse(line) as { body?: unknown; bodyText?: string }
    expect(bodyText ?? line.slice(line.indexOf('"body":') + 7, line.indexOf(',"attempts"'))).toBe(
      text,
    )
    if (body !== undefined) expect(body).toEqual(JSON.parse(text))
  })

  it('contains bytes that are not text as base64', () => {
    const line: unknown = JSON.parse(
      exportLine({ ...history(1, []), body: Uint8Array.from([0xff, 0xfe]) }),
    )
    expect(line).toMatchObject({ bodyBase64: '//4=' })
  })
})

describe('the identifier of a message', () => {
  it.each([
    [
      { order: { id: 1, client_identifier: 'c-1', order_items: [{ client_identifier: 'i' }] } },
      'c-1',
    ],
    [{ shipment: { tracking_number: '1Z' } }, '1Z'],
    [{ id: 5 }, '5'],
    [{ order: { items: [{ id: 1 }], id: 7 } }, '7'],
    [{ order: { client_identifier: 'a\u0000b' } }, String.raw`a\u0000b`],
    [{ order: {} }, undefined],
    [[1, 2], undefined],
    ['text', undefined],
    [null, undefined],
  ])('of %j is %j', (body, identifier) => {
    expect(identifierOf(body, () => JSON.stringify(body))).toBe(identifier)
  })
})
