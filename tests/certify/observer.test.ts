import type { RequestListener, ServerResponse } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import {
  type CertificationOptions,
  createKeyPair,
  type ObserverOptions,
  readPrivateKey,
  renderStepSummary,
  renderTerminal,
  signCertificate,
  type Report,
  reportFiles,
} from '../../src/certify/index.ts'
import { Secret } from '../../src/core/index.ts'
import { keeping, keepOnce } from '../endpoints/keeping.ts'
import { certificatePayload, SIGNING_FACTS } from '../support/certificates.ts'
import { certifyBehaviour } from '../support/certifying.ts'
import { closeAll, http } from '../support/http-servers.ts'

afterEach(closeAll)

const ONE = ['drop_shipment_cancellation']

function certifyWith(
  observer: ObserverOptions,
  more: Partial<CertificationOptions> = {},
): Promise<Report> {
  const endpoint = keeping(keepOnce)
  return certifyBehaviour(endpoint, {
    level: 'compatible',
    only: ['effects/*'],
    operations: ONE,
    observer: { waitMs: 300, ...observer },
    ...more,
  })
}

const replying =
  (status: number, body: string, headers: Record<string, string> = {}): RequestListener =>
  (request, response) => {
    request.resume().on('end', () => response.writeHead(status, headers).end(body))
  }

const silent: RequestListener = () => undefined

describe('an observer that does not respond as documented is misconfigured, and nothing is sent', () => {
  it.each<[string, RequestListener, RegExp, RegExp]>([
    ['responds with 404', replying(404, ''), /responded with 404/, /"count": 0/],
    ['asks for credentials', replying(401, '{"count":1}'), /with 401/, /--observer-header/],
    ['fails', replying(500, 'oops'), /with 500 oops instead of \{ "count": n \}/, /responds with/],
    ['redirects', replying(302, '', { location: '/else' }), /with 302/, /check --observer/],
    ['responds with a page', replying(200, '<html>'), /with 200 <html>/, /check --observer/],
    ['says no count', replying(200, '{"total":1}'), /\{"total":1\} instead/, /check --observer/],
    ['counts in text', replying(200, '{"count":"1"}'), /"1"/, /check --observer/],
    ['counts below zero', replying(200, '{"count":-1}'), /-1/, /check --observer/],
    ['counts halves', replying(200, '{"count":0.5}'), /0.5/, /check --observer/],
    ['counts beyond numbers', replying(200, '{"count":1e400}'), /1e400/, /check --observer/],
    ['sends a list', replying(200, '[{"count":1}]'), /\[\{/, /check --observer/],
    ['sends too much', replying(200, `{"count":1,"x":"${'x'.repeat(2 ** 21)}"}`), /200/, /check/],
    ['says nothing', silent, /gave no response/, /observer is running/],
  ])('%s', async (_what, listener, sentence, next) => {
    const report = await certifyWith({ url: await http(listener) }, { timeoutMs: 300 })
    expect(report.problem?.sentence).toMatch(sentence)
    expect(report.problem?.sentence.length).toBeLessThan(400)
    expect(report.problem?.next).toMatch(next)
    expect(report).toMatchObject({
      verdict: 'inconclusive',
      effects: 'not observed',
      problem: { kind: 'observer' },
      summary: { requests: 0, failed: 0 },
    })
  })

  it('is not there', async () => {
    const url = await http(silent)
    await closeAll()
    const report = await certifyWith({ url })
    expect(report.problem).toMatchObject({ kind: 'observer', next: /observer is running/ })
  })
})

/** An observer that is asked in turns, and what it was asked. */
function recording(respond: (time: number, response: ServerResponse) => void) {
  const asked: { readonly url: URL; readonly headers: Record<string, unknown> }[] = []
  const listener: RequestListener = (request, response) => {
    const url = new URL(request.url ?? '', 'http://127.0.0.1')
    asked.push({ url, headers: request.headers })
    request.resume().on('end', () => respond(asked.length, response))
  }
  return { asked, listener }
}

it('is asked by operation and identifier beside its own query, with its headers', async () => {
  const { asked, listener } = recording((_time, response) => response.end('{"count":0}'))
  const headers = [['X-Key', new Secret('k3y-of-mine', '$KEY')]] as const
  await certifyWith({ url: `${await http(listener)}effects?shop=a%20b`, headers })
  expect(asked.length).toBeGreaterThan(20)
  for (const { url, headers: sent } of asked) {
    expect([...url.searchParams.keys()]).toEqual(['shop', 'operation', 'identifier'])
    expect(url.searchParams.get('shop')).toBe('a b')
    expect(ONE).toContain(url.searchParams.get('operation'))
    expect(sent['x-key']).toBe('k3y-of-mine')
  }
})

it('that echoes secrets and escape sequences puts neither into a report', async () => {
  const { listener } = recording((_time, response) =>
    response.writeHead(500).end('k3y-of-mine \u001B[2J </script>\u202E'),
  )
  const url = `${await http(listener)}effects?key=s3cret-in-query`
  const headers = [['X-Key', new Secret('k3y-of-mine', '$KEY')]] as const
  const report = await certifyWith({ url, headers })
  const terminal = renderTerminal(report, { color: false, full: true })
  const files = reportFiles(report)
  for (const text of [terminal, ...Object.values(files)])
    expect(text).not.toMatch(/k3y-of-mine|s3cret-in-query/)
  for (const text of [terminal, files['report.html'] ?? ''])
    for (const raw of ['\u001B', '\u202E']) expect(text).not.toContain(raw)
  expect(report.problem?.sentence).toContain('$KEY')
})

it('that fails for a moment is asked again', async () => {
  const { listener } = recording((time, response) =>
    time === 1 ? response.writeHead(503).end() : response.end('{"count":0}'),
  )
  expect((await certifyWith({ url: await http(listener) })).problem).toBeUndefined()
})

it('that fails later leaves the checks of effects open, and the verdict with them', async () => {
  const { listener } = recording((time, response) =>
    time > 3 ? response.writeHead(500).end() : response.end('{"count":0}'),
  )
  const report = await certifyWith({ url: await http(listener) })
  const { checks, verdict, effects } = report
  const open = checks.filter(({ id, status }) => id.startsWith('effects/') && status === 'skipped')
  expect(open.map(({ actual }) => actual)).toEqual(
    open.map(() => expect.stringContaining('with 500')),
  )
  expect(open.length).toBeGreaterThan(5)
  expect([verdict, effects]).toEqual(['inconclusive', 'not observed'])
})

it('that counts effects of orders which no message was about is not believed', async () => {
  const { listener } = recording((time, response) => response.end(`{"count":${time}}`))
  const report = await certifyWith({ url: await http(listener) })
  expect(report.checks.filter(({ status }) => status === 'failed')).toEqual([])
  expect(report.checks.map(({ actual }) => actual)).toContainEqual(
    expect.stringContaining('on an order that no message was about'),
  )
  expect([report.verdict, report.effects]).toEqual(['inconclusive', 'not observed'])
})

describe('whether effects were observed is shown beside the levels', () => {
  const reports = async (): Promise<readonly Report[]> => {
    const options = { level: 'compatible', operations: ONE } as const
    const { observed: _observed, ...unobserved } = keeping(keepOnce)
    return Promise.all([
      certifyBehaviour(keeping(keepOnce), options),
      certifyBehaviour(unobserved, options),
    ])
  }

  it('in terminal, reports, summary and certificate, and levels are judged without', async () => {
    const { privateKey } = createKeyPair()
    const key = readPrivateKey(privateKey, 'key.pem')
    const expected = ['observed', 'not observed'] as const
    for (const [index, report] of (await reports()).entries()) {
      const files = reportFiles(report)
      const json = files['report.json'] ?? ''
      const effects = expected[index]
      expect([report.verdict, report.levels.compatible]).toEqual(['certified', 'passed'])
      expect(JSON.parse(json)).toMatchObject({ effects })
      expect(renderTerminal(report, { color: false, full: false })).toMatch(
        new RegExp(`compatible passed .* resilient not run {3}[✓·] effects ${effects}\n`),
      )
      expect(files['report.html']).toMatch(new RegExp(`<b>effects</b><span[^>]*>[✓·] ${effects}<`))
      expect(files['junit.xml']).toContain(`name="effects" value="${effects}"`)
      expect(renderStepSummary(report)).toContain(`· effects: **${effects}**`)
      const signed = await signCertificate(report, json, key, SIGNING_FACTS)
      expect(certificatePayload(signed)).toContain(`"effects":"${effects}"`)
    }
  })
})
