import { afterEach, describe, expect, it } from 'vitest'
import {
  certify,
  type CertificationOptions,
  createKeyPair,
  readPrivateKey,
  renderStepSummary,
  renderTerminal,
  type Report,
  reportFiles,
  signCertificate,
} from '../../src/certify/index.ts'
import { loadContract } from '../../src/contract/index.ts'
import { systemClock, trusting } from '../../src/core/index.ts'
import {
  PLACES,
  type ScatteredEndpoint,
  startScatteredEndpoint,
} from '../support/scattered-endpoint.ts'
import { certificatePayload, SIGNING_FACTS } from '../support/certificates.ts'
import { compileText } from '../support/contracts.ts'
import { closeAll, http } from '../support/http-servers.ts'

const [CONFIRMATION, CANCELLATION, PARTIAL] = [
  'drop_shipment_confirmation',
  'drop_shipment_cancellation',
  'drop_shipment_partial_cancellation',
] as const

const contract = await loadContract()
let client: ScatteredEndpoint | undefined

afterEach(async () => {
  await client?.close()
  client = undefined
  await closeAll()
})

const run = (options: Partial<CertificationOptions>): Promise<Report> =>
  certify({
    contract,
    credentials: client?.stub.credentials ?? { scheme: 'none' },
    clock: systemClock,
    timeoutMs: 5000,
    ...options,
  })

/** Every output of a run. */
async function writtenOf(report: Report): Promise<Readonly<Record<string, string>>> {
  const files = reportFiles(report)
  const key = readPrivateKey(createKeyPair().privateKey, 'key')
  return {
    ...files,
    terminal: renderTerminal(report, { color: false, full: true }),
    summary: renderStepSummary(report).replaceAll(/&#(\d+);/g, (_all, code: string) =>
      String.fromCodePoint(Number(code)),
    ),
    certificate: certificatePayload(
      await signCertificate(report, files['report.json'] ?? '', key, SIGNING_FACTS),
    ),
  }
}

describe('an endpoint whose operations are at three hosts with unrelated paths and queries', () => {
  it('is certified, each operation at its own address, and every output names the addresses', async () => {
    client = await startScatteredEndpoint()
    const report = await run({
      endpoints: client.endpoints,
      partner: 'Acme <b>',
      environment: 'staging',
    })
    expect(report).toMatchObject({ verdict: 'certified', notEnabled: [], partner: 'Acme <b>' })
    for (const [operation, asked] of Object.entries(client.asked)) {
      const places = asked.map((request) => request.slice(request.indexOf(' ') + 1))
      expect(new Set(places)).toEqual(new Set([PLACES[operation as keyof typeof PLACES]]))
    }
    const shown = report.addresses.map(({ url }) => url)
    expect(shown.map((url) => new URL(url).search)).toEqual([
      '?code=$DROPSHIP_QUERY_CODE&tenant=7',
      '',
      '?route=drop-ship/partial&sig=$DROPSHIP_QUERY_SIG',
    ])
    const written = await writtenOf(report)
    for (const [name, text] of Object.entries(written)) {
      const plain = text.replaceAll('&amp;', '&')
      expect(plain, name).not.toMatch(/key-of-shipped-1|signature-3/)
      for (const url of shown) expect(plain, name).toContain(url)
    }
    expect(written.terminal).toContain(
      'CERTIFIED at level strict: Acme <b>, staging: 3 operations\n',
    )
    expect(written['report.html']).toContain('Acme &lt;b&gt;, staging')
    expect(written['junit.xml']).toContain('name="partner" value="Acme &lt;b&gt;"')
    expect(
      report.checks.find(({ id }) => id === `accept/${CONFIRMATION}/full`)?.reproduce,
    ).toContain(`/api/v2/shipped?code='"$DROPSHIP_QUERY_CODE"'&tenant=7'`)
  })

  it('is told what an incorrect URL returns, and never to host a path that it did not choose', async () => {
    client = await startScatteredEndpoint({ auth: { scheme: 'none' } })
    const wrong = client.endpoints[CANCELLATION].replace('/hooks/', '/hoks/')
    const report = await run({
      endpoints: { ...client.endpoints, [CANCELLATION]: wrong },
      level: 'compatible',
      only: ['accept/*/full'],
    })
    expect(report.verdict).toBe('not certified')
    const failed = report.checks.find(({ status }) => status === 'failed')
    expect(failed).toMatchObject({
      operation: CANCELLATION,
      fix: `accept the operation at ${wrong}, or correct the URL given for ${CANCELLATION}`,
    })
  })

  it('is misconfigured where no URL exists: each is named', async () => {
    const nowhere = await http((request, response) => {
      request.resume().on('end', () => response.writeHead(404).end())
    })
    const endpoints = { [CONFIRMATION]: `${nowhere}a?code=hush-hush`, [PARTIAL]: `${nowhere}b` }
    const { problem } = await run({ endpoints })
    expect(problem).toEqual({
      kind: 'base-url',
      sentence: `Nothing accepts messages at ${nowhere}a?code=$DROPSHIP_QUERY_CODE, ${nowhere}b: every operation responds with 404.`,
      next: `check the URLs given for ${CONFIRMATION}, ${PARTIAL}; if the URL is correct and the endpoint only knows its own orders, add --fixtures FILE`,
    })
  })
})

describe('an endpoint with two enabled webhooks', () => {
  it('is checked for these, and every output says what was not part of the run', async () => {
    client = await startScatteredEndpoint()
    const { [PARTIAL]: _unused, ...endpoints } = client.endpoints
    const report = await run({ endpoints, level: 'compatible' })
    expect(report).toMatchObject({ verdict: 'certified', notEnabled: [PARTIAL] })
    expect(report.addresses.map(({ operation }) => operation)).toEqual([CONFIRMATION, CANCELLATION])
    expect(new Set(report.checks.map(({ operation }) => operation))).toEqual(
      new Set([CONFIRMATION, CANCELLATION, undefined]),
    )
    expect(client.asked[PARTIAL]).toEqual([])
    const written = await writtenOf(report)
    expect(written.terminal).toContain('CERTIFIED at level compatible: 2 of 3 operations\n')
    for (const [name, text] of Object.entries(written)) {
      expect(text, name).toMatch(
        name === 'summary'
          ? /drop_shipment_partial_cancellation(?:<\/code>|`): not enabled/
          : /not ?enabled.*drop_shipment_partial_cancellation/is,
      )
    }
  })

  it('may name them below one base URL', async () => {
    client = await startScatteredEndpoint()
    const report = await run({
      url: `${client.stub.url}/`,
      operations: [CONFIRMATION, PARTIAL],
      endpoints: { [PARTIAL]: client.endpoints[PARTIAL] },
      level: 'compatible',
    })
    expect(report).toMatchObject({
      verdict: 'certified',
      notEnabled: [CANCELLATION],
      endpoint: expect.stringContaining(`${client.stub.url}, http://127.0.0.3:`) as string,
    })
    expect(client.asked[PARTIAL].length).toBeGreaterThan(10)
  })

  it('may receive them at one URL: the messages of either belong there', async () => {
    const two = await compileText(TWO_OPERATIONS)
    const url = await http((request, response) => {
      request.resume().on('end', () => response.writeHead(200).end())
    })
    const strangersOf = async (cancelled: string): Promise<unknown> => {
      const report = await run({
        contract: two,
        endpoints: { shipped: `${url}all`, cancelled },
        only: ['refuse/cancelled/message-of/*'],
      })
      return report.checks.find(({ id }) => id === 'refuse/cancelled/message-of/shipped')
    }
    expect(await strangersOf(`${url}all`)).toMatchObject({
      status: 'skipped',
      actual: 'skipped: both operations have the same address',
    })
    expect(await strangersOf(`${url}cancelled`)).toMatchObject({ status: 'failed' })
  })
})

/** Two operations, neither of which accepts a message of the other. */
const TWO_OPERATIONS = `openapi: 3.1.0
info: { title: Two, version: 1.0.0 }
paths:
${['shipped', 'cancelled']
  .map(
    (id) => `  /${id}:
    post:
      operationId: ${id}
      requestBody:
        content:
          application/json:
            schema: { type: object, required: [${id}], properties: { ${id}: { type: string } } }
      responses: { '200': { description: accepted } }`,
  )
  .join('\n')}
`

it('a TLS handshake is made with each https host, and an http address is named', async () => {
  client = await startScatteredEndpoint({ auth: { scheme: 'none' }, https: true })
  const { url, certificate = '' } = client.stub
  const plain = await startScatteredEndpoint({ auth: { scheme: 'none' } })
  try {
    const report = await run({
      endpoints: {
        [CONFIRMATION]: `${url}/${CONFIRMATION}`,
        [CANCELLATION]: plain.endpoints[CANCELLATION],
      },
      route: trusting(certificate, 'the stub'),
      level: 'resilient',
      only: ['tls/*'],
    })
    const host = new URL(plain.endpoints[CANCELLATION]).origin
    expect(
      report.checks
        .filter(({ id }) => id.startsWith('tls/'))
        .map((check) => [check.id, check.status]),
    ).toEqual([
      [`tls/handshake/${new URL(url).origin}`, 'passed'],
      // The test's own authority is none that the sender knows.
      [`tls/public-trust/${new URL(url).origin}`, 'failed'],
      [`tls/old-versions/${new URL(url).origin}`, 'passed'],
      [`tls/handshake/${host}`, 'warned'],
      [`tls/public-trust/${host}`, 'skipped'],
      [`tls/old-versions/${host}`, 'skipped'],
    ])
    expect(report.checks.find(({ id }) => id === `tls/handshake/${host}`)?.actual).toBe(
      `${host} is plain http beside https addresses: ${CANCELLATION} travels unencrypted`,
    )
  } finally {
    await plain.close()
  }
})

it('a host that stops in the run is named', async () => {
  client = await startScatteredEndpoint({ auth: { scheme: 'none' } })
  const other = await startScatteredEndpoint({ auth: { scheme: 'none' } })
  let isOpen = true
  const report = await run({
    endpoints: { ...client.endpoints, [CANCELLATION]: other.endpoints[CANCELLATION] },
    onEvent: (event) => {
      if (event.type === 'checked' && isOpen) {
        isOpen = false
        void other.close()
      }
    },
  })
  expect(report.verdict).toBe('inconclusive')
  expect(report.reason).toContain(
    `nothing has accepted connections at ${new URL(other.endpoints[CANCELLATION]).origin} since`,
  )
})
