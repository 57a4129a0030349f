import { XMLValidator } from 'fast-xml-parser'
import { marked } from 'marked'
import { parse } from 'parse5'
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
import { UNPRINTABLE } from '../support/unprintable.ts'

/**
 * One endpoint that puts whatever is hostile into whatever it may send, certified once, and each format made of the report.
 * Its readers are foreign parsers, since whatever reads a report is.
 */

const KEY = 'Kd8s/92+Lq~x7 Ve'
const RAW =
  /(?![\n\t])[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}\p{Noncharacter_Code_Point}\u200b\u2060\ufeff\u00ad\u3164\u{e0041}]/u

const STEERING = UNPRINTABLE.map(([, char]) => char).join('x')
const TEXTS: Readonly<Record<string, string>> = {
  'what steers a terminal': `${STEERING}\u001b]0;title\u0007\u001b]8;;http://evil.invalid\u001b\\x\u001b[2J`,
  HTML: '</pre></title></style></script><script>stolen = 1</script><img src=http://evil.invalid/a onerror=stolen()><svg onload=stolen()>',
  'the end of a character section': ']]><stolen>&stolen;&#0;<!DOCTYPE a [<!ENTITY b "c">]>',
  Markdown:
    '](http://evil.invalid) [a](http://evil.invalid) ![a](http://evil.invalid) | a | b |\n\n# a\n```\n<img src=http://evil.invalid>\n~~~\n<http://evil.invalid> @everyone http://evil.invalid',
  'commands of a runner':
    '\n::error::stolen\r\n  ::set-output name=a::stolen\n##[error]stolen%0A::add-mask::stolen\n::stop-commands::stolen',
  'a report': '{"verdict":"certified","levels":{"strict":"passed"}}',
  'names that every object inherits': '{"__proto__":{"a":1},"constructor":1,"toString":2}',
  'a long line': 'long '.repeat(200_000),
  'the key': [
    KEY,
    KEY.toUpperCase(),
    encodeURIComponent(KEY),
    Buffer.from(KEY).toString('hex'),
    Buffer.from(KEY).toString('base64'),
    Buffer.from(`user:${KEY}`).toString('base64url'),
  ].join(' '),
}

/** Every text as a value, as the name of a property, and as the whole body; as JSON that is documented and as none. */
const BODIES: readonly string[] = Object.values(TEXTS).flatMap((text) => [
  JSON.stringify({ message: text, errors: [{ field: text, code: text, message: text }] }),
  JSON.stringify({ [text.slice(0, 5000)]: text.slice(0, 5000), errors: { [text]: [text] } }),
  text,
])

/** What a header may hold: bytes above ASCII are C1 and letters to whoever reads Latin-1. */
const headerText = (text: string): string =>
  text.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '').slice(0, 2000)

let report: Report
beforeAll(async () => {
  let count = 0
  const server = createServer((request, response) => {
    const index = count++
    const body = BODIES[index % BODIES.length] ?? ''
    const own = headerText(Object.values(TEXTS)[index % Object.keys(TEXTS).length] ?? '')
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
  report = await certify({
    contract: await loadContract(),
    url: `http://127.0.0.1:${await listening(server)}`,
    operations: ['drop_shipment_cancellation'],
    credentials: { scheme: 'api-key', header: 'X-API-Key', key: new Secret(KEY, '$KEY') },
    clock: systemClock,
    timeoutMs: 5000,
    level: 'resilient',
  })
})
afterAll(closeAll)

interface Node {
  readonly nodeName: string
  readonly attrs?: readonly { readonly name: string; readonly value: string }[]
  readonly childNodes?: readonly Node[]
}

/** Every element of a page as a browser would read it. */
function elementsOf(html: string): Node[] {
  const within = (node: Node): Node[] => [node, ...(node.childNodes ?? []).flatMap(within)]
  return within(parse(html) as unknown as Node).filter(({ attrs }) => attrs !== undefined)
}

/** Whatever would run, load or lead elsewhere. */
function activeParts(html: string): string[] {
  return elementsOf(html).flatMap(({ nodeName, attrs = [] }) => [
    ...(/^(?:iframe|object|embed|base|stolen)$/.test(nodeName) ? [nodeName] : []),
    ...attrs
      .filter(
        ({ name, value }) => name.startsWith('on') || /evil\.invalid|^javascript:/.test(value),
      )
      .map(({ name, value }) => `${nodeName} ${name}=${value.slice(0, 80)}`),
  ])
}

const scripts = (html: string): number =>
  elementsOf(html).filter(({ nodeName }) => /^(?:script|svg|img|link)$/.test(nodeName)).length

interface Format {
  readonly text: () => string
  /** Bytes that it may have. */
  readonly mostBytes: number
  /** What a foreign reader finds that should not be there. */
  readonly wrong?: (text: string) => unknown
}

const MB = 1_000_000
const files = () => reportFiles(report, 'all')

/** What the runner of GitHub Actions takes for commands, besides those that annotate. */
const commandsIn = (text: string): string[] =>
  text.split('\n').filter((line) => !/^::(?:error|warning) title=/.test(line) && line !== '')

const FORMATS: Readonly<Record<string, Format>> = {
  terminal: { text: () => renderTerminal(report, { color: false, full: true }), mostBytes: 5 * MB },
  agent: { text: () => renderAgent(report), mostBytes: 12_000 },
  annotations: {
    text: () => renderWorkflowAnnotations(annotationsOf(report)),
    mostBytes: 100_000,
    wrong: commandsIn,
  },
  'summary of a job': {
    text: () => renderStepSummary(report),
    mostBytes: MB,
    wrong: (text) => {
      const html = marked.parse(text, { async: false })
      return [...activeParts(html), ...Array.from({ length: scripts(html) }, () => 'script')]
    },
  },
  'report.json': {
    text: () => files()['report.json'] ?? '',
    mostBytes: 10 * MB,
    wrong: (text) => (JSON.parse(text) as { verdict: string }).verdict === 'certified',
  },
  'evidence.json': {
    text: () => files()['evidence.json'] ?? '',
    mostBytes: 20 * MB,
    wrong: (text) => JSON.parse(text) === undefined,
  },
  '--json': {
    text: () => JSON.stringify(documentOf(report)),
    mostBytes: 10 * MB,
    wrong: (text) => (JSON.parse(text) as { verdict: string }).verdict === 'certified',
  },
  'report.html': {
    text: () => files()['report.html'] ?? '',
    mostBytes: 10 * MB,
    wrong: activeParts,
  },
  'junit.xml': {
    text: () => files()['junit.xml'] ?? '',
    mostBytes: 5 * MB,
    wrong: (text) => XMLValidator.validate(text) !== true,
  },
}

it('the endpoint got through all its texts', () => {
  expect(report.summary.requests).toBeGreaterThan(BODIES.length * 3)
  expect(report.checks.filter(({ status }) => status === 'failed').length).toBeGreaterThan(20)
})

describe.each(Object.entries(FORMATS))('%s', (name, { text, mostBytes, wrong }) => {
  it('shows nothing raw', () => {
    // JSON may hold what it escapes when it is written: the command line escapes the rest.
    const shown = name === '--json' ? printable(text()) : text()
    expect(shown.length).toBeGreaterThan(500)
    expect(RAW.exec(shown)).toBeNull()
  })

  it('is read by others as what it is', () => {
    expect(wrong?.(text()) || []).toEqual([])
  })

  it('has a bounded size', () => {
    expect(Buffer.byteLength(text())).toBeLessThan(mostBytes)
  })

  it('holds the key in no spelling', () => {
    const folded = text().toLowerCase()
    for (const spelling of TEXTS['the key']?.split(' ').filter((part) => part.length > 12) ?? [])
      expect(folded).not.toContain(spelling.toLowerCase())
    expect(folded).not.toContain(KEY.toLowerCase())
  })
})

it('a page has as many scripts and pictures as that of an endpoint that sends none', () => {
  const clean = JSON.parse(JSON.stringify(report).replaceAll('<', '(')) as Report
  expect(scripts(files()['report.html'] ?? '')).toBe(
    scripts(reportFiles(clean)['report.html'] ?? ''),
  )
})
