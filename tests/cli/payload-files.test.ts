import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../../src/core/index.ts'
import { openStore } from '../../src/queue/index.ts'
import { confirmation, payloadFolder, line, OPERATION } from '../support/payload-folder.ts'
import { runMain } from '../support/run-main.ts'

/** `dropship validate` and `dropship send` accept the same files, and report the same about them. */

const folder = payloadFolder()

const RIGHT = confirmation()
const WRONG = confirmation({ carrier: 5 })
const body = JSON.stringify(RIGHT)
const wrong = JSON.stringify(WRONG)
const envelope = (held: string, operation = OPERATION): string =>
  `{ "operation": "${operation}", "body": ${held} }`
const har = (...bodies: readonly string[]): string =>
  JSON.stringify({
    log: {
      entries: bodies.map((text) => ({
        request: { method: 'POST', url: `https://c.example/${OPERATION}`, postData: { text } },
        response: {},
      })),
    },
  })

interface Case {
  readonly what: string
  readonly name?: string
  readonly content: string | Uint8Array
  readonly verdict: string
  readonly exitCode: number
  /** What `send` puts into the queue. */
  readonly sent?: readonly string[]
}

const VALID: readonly Case[] = [
  { what: 'a body', content: body, sent: [body] },
  {
    what: 'a body of many lines',
    content: JSON.stringify(RIGHT, null, 2),
    sent: [JSON.stringify(RIGHT, null, 2)],
  },
  {
    what: 'a body with white space around it',
    content: ` \r\n${body}\n\n`,
    sent: [` \r\n${body}\n\n`],
  },
  { what: 'a body after a byte order mark', content: `\uFEFF${body}`, sent: [body] },
  { what: 'an envelope', content: envelope(body), sent: [body] },
  { what: 'an envelope of many lines', content: envelope(`\n ${body}\n`), sent: [body] },
  {
    what: 'an envelope with the exact text',
    content: JSON.stringify({ operation: OPERATION, bodyText: ` ${body}\n`, body: RIGHT }),
    sent: [` ${body}\n`],
  },
  { what: 'a list of one body', content: `[${body}]`, sent: [body] },
  { what: 'a list of bodies', content: `[${body},\n${body}\n]`, sent: [body, body] },
  {
    what: 'a list of envelopes',
    content: `[\n${envelope(body)} , ${envelope(body)}]`,
    sent: [body, body],
  },
  {
    what: 'a list of bodies and envelopes',
    content: `[${body},${envelope(body)}]\n`,
    sent: [body, body],
  },
  {
    what: 'a list of a hundred bodies in one line',
    content: `[${Array.from({ length: 100 }, () => body).join(',')}]`,
    sent: Array.from({ length: 100 }, () => body),
  },
  { what: 'lines of bodies', content: `${body}\n${body}\n`, sent: [body, body] },
  {
    what: 'lines of bodies, envelopes and lists',
    content: `${body}\r\n ${envelope(body)}\n\n[${body}, ${envelope(body)}]`,
    sent: [body, body, body, body],
  },
  { what: 'lines of bodies, named so', name: 'a.ndjson', content: `\uFEFF${body}\n`, sent: [body] },
  {
    what: 'lines, gzipped',
    name: 'a.ndjson.gz',
    content: gzipSync(`${body}\n${body}\n`),
    sent: [body, body],
  },
  {
    what: 'a body, gzipped',
    name: 'a.json.gz',
    content: gzipSync(`${body}\n`),
    sent: [`${body}\n`],
  },
  {
    what: 'the requests of a capture',
    name: 'a.har',
    content: har(body, ` ${body}`),
    sent: [body, ` ${body}`],
  },
].map((row) => ({ ...row, exitCode: 0, verdict: verdictOf(row.sent.length) }))

function verdictOf(count: number): string {
  return `${count} message${count === 1 ? '' : 's'} valid`
}

const INVALID: readonly Case[] = [
  { what: 'an invalid body', content: wrong, verdict: '1 of 1 message invalid', exitCode: 1 },
  {
    what: 'a list with an invalid body',
    content: `[${body},${wrong}]`,
    verdict: '1 of 2 messages invalid',
    exitCode: 1,
  },
  {
    what: 'an invalid body in an envelope',
    content: envelope(wrong),
    verdict: '1 of 1 message invalid',
    exitCode: 1,
  },
  {
    what: 'lines, one invalid and one broken',
    content: `${body}\n${wrong}\n{"a\n`,
    verdict: '1 of 2 messages invalid, 1 record unreadable',
    exitCode: 1,
  },
  { what: 'an empty list', content: '[]', verdict: 'nothing to judge', exitCode: 3 },
  { what: 'nothing', content: '', verdict: '1 record unreadable', exitCode: 1 },
  {
    what: 'a broken document',
    content: `{\n"shipment": ,\n}`,
    verdict: '1 record unreadable',
    exitCode: 1,
  },
  {
    what: 'a broken list',
    content: `[${body} ${body}]`,
    verdict: '1 record unreadable',
    exitCode: 1,
  },
  {
    what: 'UTF-16',
    content: Buffer.from(body, 'utf16le'),
    verdict: '1 record unreadable',
    exitCode: 1,
  },
  {
    what: 'a NUL byte and a body',
    content: `\0${body}`,
    verdict: '1 record unreadable',
    exitCode: 1,
  },
  {
    what: 'an envelope of no operation',
    content: envelope(body, 'none'),
    verdict: '1 record unreadable',
    exitCode: 1,
  },
  {
    what: 'an envelope with two different messages',
    content: JSON.stringify({ operation: OPERATION, bodyText: body, body: WRONG }),
    verdict: '1 record unreadable',
    exitCode: 1,
  },
  {
    what: 'an envelope with a broken text',
    content: JSON.stringify({ operation: OPERATION, bodyText: '{' }),
    verdict: '1 record unreadable',
    exitCode: 1,
  },
]

let stores = 0

async function send(args: readonly string[], stdin?: string | Uint8Array) {
  const store = join(folder.path, `queue-${++stores}.db`)
  const to = ['--to', 'http://127.0.0.1:1', '--enqueue-only', '--store', store]
  const options = stdin === undefined ? {} : { stdin }
  const outcome = await runMain(['send', ...args, ...to], options)
  return { ...outcome, sent: outcome.exitCode === 0 ? await enqueuedIn(store) : [] }
}

async function enqueuedIn(store: string): Promise<string[]> {
  const opened = await openStore(store, { clock: systemClock })
  const bodies: string[] = []
  for (const { id } of (await opened.list({})).deliveries) {
    bodies.push(Buffer.from((await opened.show(id))?.body ?? []).toString())
  }
  await opened.close()
  return bodies
}

describe.each([
  ['detected', []],
  ['named', ['--as', OPERATION]],
])('validate and send agree, the operation %s, on', (_how, as) => {
  it.each([...VALID, ...INVALID])('$what', async ({ name, content, verdict, exitCode, sent }) => {
    const file = folder.write(name ?? 'payload.json', content)
    const validated = await runMain(['validate', file, ...as])
    const outcome = await send([file, ...as])
    expect(validated.stdout).toMatch(new RegExp(`(?:^|\\n)${verdict}\\n`))
    expect([validated.exitCode, outcome.exitCode]).toEqual([exitCode, exitCode])
    expect(outcome.sent).toEqual(sent ?? [])
    if (exitCode !== 0) expect(outcome.stderr).toContain(`${verdict}: nothing was sent.`)
  })
})

it('validate and send agree on standard input, and on directories', async () => {
  const lines = line(RIGHT) + line({ operation: OPERATION, body: RIGHT })
  const validated = await runMain(['validate', '-'], { stdin: lines })
  expect(validated.stdout).toBe('2 messages valid\n')
  expect((await send([], lines)).sent).toEqual([body, body])
  folder.write('tree/a/one.json', body)
  folder.write('tree/two.ndjson', lines)
  folder.write('tree/readme.txt', 'no payload')
  const tree = join(folder.path, 'tree')
  expect((await runMain(['validate', tree])).stdout).toBe('3 messages valid\n')
  expect((await send([tree])).sent).toEqual([body, body, body])
})

it('a file that cannot be read does not hide the verdict on the others, and nothing is sent', async () => {
  const [file, none] = [folder.write('there.json', body), join(folder.path, 'none.json')]
  const validated = await runMain(['validate', file, none])
  const sent = await send([file, none])
  expect([validated.exitCode, sent.exitCode]).toEqual([3, 3])
  expect(validated.stderr).toContain('none.json cannot be read')
  expect(sent.stderr).toMatch(/none\.json cannot be read[^]*nothing was sent/)
})

it('an open schema does not match the messages of other operations', async () => {
  const cancellation = (await runMain(['sample', 'drop_shipment_cancellation'])).stdout
  const file = folder.write(
    'other.json',
    cancellation.replace(/"order_items": \[[^]*?\]/, '"order_items": 5'),
  )
  const { stdout, exitCode } = await runMain(['validate', file, '--reading', 'published'])
  expect(stdout).not.toContain('drop_shipment_confirmation')
  expect(exitCode).toBe(1)
})

it('a list within a list is not a message for either command', async () => {
  const file = folder.write('nested.json', `[[${body}]]`)
  const [validated, sent] = [await runMain(['validate', file]), await send([file])]
  expect(validated.stdout).toContain('this is the body of no operation')
  expect([validated.exitCode, sent.exitCode]).toEqual([1, 1])
})
