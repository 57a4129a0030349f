import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  annotationsOf,
  certify,
  documentOf,
  renderAgent,
  renderStepSummary,
  renderTerminal,
  type Report,
  reportFiles,
} from '../../src/certify/index.ts'
import { loadContract } from '../../src/contract/index.ts'
import { printable, renderWorkflowAnnotations, Secret, systemClock } from '../../src/core/index.ts'
import { closeAll, listening } from '../support/http-servers.ts'
import { folderForFile } from '../support/folder.ts'
import {
  asHeader,
  HOSTILE_KEY,
  HOSTILE_TEXT,
  HOSTILE_TEXTS,
  RAW,
} from '../support/hostile-texts.ts'
import {
  activeInMarkdown,
  activeParts,
  commandsIn,
  faultsOfXml,
  scripts,
} from '../support/report-readers.ts'
import { examine } from '../senders/examining.ts'
import { createVirtualClock } from '../senders/virtual-clock.ts'

/**
 * An endpoint, and a sender, that puts whatever is hostile into whatever it may send, certified once, and each format made of
 * the report.
 * Its readers are foreign parsers, since whatever reads a report is.
 */

const folder = folderForFile()

/** Every text as a value, as the name of a property, and as the whole body; as JSON that is documented and as none. */
const BODIES: readonly string[] = Object.values(HOSTILE_TEXTS).flatMap((text) => [
  JSON.stringify({ message: text, errors: [{ field: text, code: text, message: text }] }),
  JSON.stringify({ [text.slice(0, 5000)]: text.slice(0, 5000), errors: { [text]: [text] } }),
  text,
])

const reports: { endpoint?: Report; sender?: Report } = {}
beforeAll(async () => {
  let count = 0
  const server = createServer((request, response) => {
    const index = count++
    const body = BODIES[index % BODIES.length] ?? ''
    const own = asHeader(
      Object.values(HOSTILE_TEXTS)[index % Object.keys(HOSTILE_TEXTS).length] ?? '',
    )
    request.resume().on('end', () => {
      // A run ends where no message is accepted at first.
      const status = index < 10 ? 200 : ([422, 200, 400, 500, 302][index % 5] ?? 200)
      response.writeHead(status, own, {
        'content-type': index % 2 === 0 ? 'application/json' : `text/html; a="${own}"`,
        location: own,
        'www-authenticate': own,
        allow: own,
        [index % 3 === 0 ? '__proto__' : 'x-own']: own,
      })
      response.end(body)
    })
  })
  reports.endpoint = await certify({
    contract: await loadContract(),
    url: `http://127.0.0.1:${await listening(server)}`,
    operations: ['drop_shipment_cancellation'],
    credentials: { scheme: 'api-key', header: 'X-API-Key', key: new Secret(HOSTILE_KEY, '$KEY') },
    clock: systemClock,
    timeoutMs: 5000,
    level: 'resilient',
  })
  reports.sender = await hostileSender()
})
afterAll(closeAll)

/** A sender of the same kind, and of a hostile name. */
async function hostileSender(): Promise<Report> {
  const clock = createVirtualClock()
  const texts = Object.values(HOSTILE_TEXTS)
  const textOf = (delivery: number): string => texts[delivery % texts.length] ?? ''
  let requests = 0
  try {
    return await examine({
      behaviour: {
        retries: 8,
        bytes: () => BODIES[requests++ % BODIES.length] ?? '',
        url: ({ url }) => `${url}?a=${encodeURIComponent(textOf(requests).slice(0, 500))}`,
        headers: ({ id }, delivery) => ({
          'content-type': `application/json; charset="${asHeader(textOf(delivery + requests))}"`,
          'webhook-id': delivery % 3 === 0 ? asHeader(textOf(requests)) : id,
          [delivery % 2 === 0 ? '__proto__' : 'x-own']: asHeader(textOf(requests)),
        }),
      },
      folder,
      clock,
      options: { name: HOSTILE_TEXT, only: ['accepted', 'server-error'] },
    })
  } finally {
    clock.stop()
  }
}

interface Format {
  readonly text: (report: Report) => string
  /** Bytes that it may have. */
  readonly mostBytes: number
  /** What a foreign reader finds that should not be there. */
  readonly wrong?: (text: string) => unknown
}

const MB = 1_000_000
const filesOf = (report: Report) => reportFiles(report, 'all')

const FORMATS: Readonly<Record<string, Format>> = {
  terminal: {
    text: (report) => renderTerminal(report, { color: false, full: true }),
    mostBytes: 5 * MB,
  },
  agent: { text: (report) => renderAgent(report), mostBytes: 12_000 },
  annotations: {
    text: (report) => renderWorkflowAnnotations(annotationsOf(report)),
    mostBytes: 100_000,
    wrong: commandsIn,
  },
  'summary of a job': {
    text: (report) => renderStepSummary(report),
    mostBytes: MB,
    wrong: activeInMarkdown,
  },
  'report.json': {
    text: (report) => filesOf(report)['report.json'] ?? '',
    mostBytes: 10 * MB,
    wrong: (text) => (JSON.parse(text) as { verdict: string }).verdict === 'certified',
  },
  'evidence.json': {
    text: (report) => filesOf(report)['evidence.json'] ?? '',
    mostBytes: 20 * MB,
    wrong: (text) => JSON.parse(text) === undefined,
  },
  '--json': {
    text: (report) => JSON.stringify(documentOf(report)),
    mostBytes: 10 * MB,
    wrong: (text) => (JSON.parse(text) as { verdict: string }).verdict === 'certified',
  },
  'report.html': {
    text: (report) => filesOf(report)['report.html'] ?? '',
    mostBytes: 10 * MB,
    wrong: activeParts,
  },
  'junit.xml': {
    text: (report) => filesOf(report)['junit.xml'] ?? '',
    mostBytes: 5 * MB,
    wrong: faultsOfXml,
  },
}

const reportOf = (subject: keyof typeof reports): Report => {
  const { [subject]: report } = reports
  if (report === undefined) throw new Error(`there is no report of the ${subject}`)
  return report
}

it('the endpoint got through all its texts', () => {
  const report = reportOf('endpoint')
  expect(report.summary.requests).toBeGreaterThan(BODIES.length * 3)
  expect(report.checks.filter(({ status }) => status === 'failed').length).toBeGreaterThan(20)
})

it('so did the sender', () => {
  // On a busy machine fewer of its retries are in time.
  expect(reportOf('sender').summary.requests).toBeGreaterThan(10)
  expect(reportOf('sender').summary.failed).toBeGreaterThan(0)
})

describe.each(['endpoint', 'sender'] as const)('of a hostile %s', (subject) => {
  describe.each(Object.entries(FORMATS))('%s', (name, { text, mostBytes, wrong }) => {
    it('shows nothing raw', () => {
      // JSON may hold what it escapes when it is written: the command line escapes the rest.
      const shown = name === '--json' ? printable(text(reportOf(subject))) : text(reportOf(subject))
      expect(shown.length).toBeGreaterThan(500)
      expect(RAW.exec(shown)).toBeNull()
    })

    it('is read by others as what it is', () => {
      expect(wrong?.(text(reportOf(subject))) || []).toEqual([])
    })

    it('has a bounded size', () => {
      expect(Buffer.byteLength(text(reportOf(subject)))).toBeLessThan(mostBytes)
    })
  })

  it('a page has as many scripts and pictures as that of one that sends none', () => {
    const report = reportOf(subject)
    const clean = JSON.parse(JSON.stringify(report).replaceAll('<', '(')) as Report
    expect(scripts(filesOf(report)['report.html'] ?? '')).toBe(
      scripts(reportFiles(clean)['report.html'] ?? ''),
    )
  })
})

it.each(Object.entries(FORMATS))('%s holds the key in no spelling', (_name, { text }) => {
  const folded = text(reportOf('endpoint')).toLowerCase()
  const spellings = HOSTILE_TEXTS['the key']?.split(' ').filter((part) => part.length > 12) ?? []
  for (const spelling of [HOSTILE_KEY, ...spellings])
    expect(folded).not.toContain(spelling.toLowerCase())
})
