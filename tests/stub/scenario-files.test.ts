import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { namedScenario, scenarioOf } from '../../mocks/stub/index.ts'
import { HarnessError } from '../../src/core/index.ts'

const OPERATIONS = ['drop_shipment_confirmation', 'drop_shipment_cancellation']
const directory = mkdtempSync(join(tmpdir(), 'scenario-'))
afterAll(() => rmSync(directory, { recursive: true }))

function write(text: string, name = 'storm.yaml'): string {
  const file = join(directory, name)
  writeFileSync(file, text)
  return file
}

async function rejectionOf(text: string, name?: string): Promise<HarnessError> {
  const file = write(text, name)
  const error: unknown = await namedScenario(file, OPERATIONS).catch((thrown: unknown) => thrown)
  if (error instanceof HarnessError) return error
  throw new Error(`${text} was accepted`)
}

describe('a scenario file', () => {
  it('in YAML is read with its durations, shares and conditions', async () => {
    const file = write(`
description: A bad day
rules:
  - on: [drop_shipment_confirmation, token]
    where: { shipment.carrier: UPS }
    per: message
    steps:
      - { status: 503, times: 3, delay: 2s, jitter: 500ms }
      - hang
    after: repeat
`)
    expect(await namedScenario(file, OPERATIONS)).toEqual({
      kind: 'scenario',
      name: 'storm',
      description: 'A bad day',
      seed: '0',
      rules: [
        {
          on: ['drop_shipment_confirmation', 'token'],
          where: [{ path: ['shipment', 'carrier'], expected: { equals: 'UPS' } }],
          per: 'message',
          steps: [
            {
              behaviour: { kind: 'status', status: 503, body: undefined, headers: {} },
              times: 3,
              chance: 1,
              delayMs: 2000,
              jitterMs: 500,
            },
            { behaviour: { kind: 'hang' }, times: 1, chance: 1, delayMs: 0, jitterMs: 0 },
          ],
          after: 'repeat',
        },
      ],
    })
  })

  it('in JSON is read alike', async () => {
    const file = write(
      '{ "name": "json", "steps": [{ "chance": "25%", "do": "reset" }] }',
      'a.json',
    )
    expect(await namedScenario(file, OPERATIONS)).toMatchObject({
      name: 'json',
      rules: [{ on: undefined, steps: [{ chance: 0.25, behaviour: { kind: 'reset' } }] }],
    })
  })

  it.each([
    [
      'a misspelt property',
      'steps:\n  - status: 503\n    tmes: 3\n',
      3,
      /times/,
      'did you mean times?',
    ],
    ['a misspelt fault', 'steps:\n  - answer\n  - hangs\n', 3, /hang, reset/, 'did you mean hang?'],
    [
      'a misspelt operation',
      'on: drop_shipment_confirmations\nsteps: [hang]\n',
      1,
      /token/,
      'did you mean drop_shipment_confirmation?',
    ],
    ['a status that is none', 'steps:\n\n  - status: 99\n', 3, /200 to 999/, undefined],
    ['a count that is text', 'steps:\n  - { times: "3" }\n', 2, /1000000, or forever/, undefined],
    ['a duration without its unit', 'steps:\n  - delay: 2\n', 2, /100ms/, undefined],
    ['a share above one', 'steps:\n  - { chance: 130% }\n', 2, /percentage/, undefined],
    [
      'times beside for',
      'steps:\n  - { for: 1m, times: 2 }\n',
      2,
      /one of times and for/,
      undefined,
    ],
    ['no time at all', 'steps:\n  - { for: 0s }\n', 2, /above 0/, undefined],
    [
      'a Retry-After that is a number',
      'steps:\n  - { status: 503, retryAfter: 5 }\n',
      2,
      /text/,
      undefined,
    ],
    [
      'what is left of no time',
      'steps:\n  - { status: 503, retryAfter: left }\n',
      2,
      /left beside for/,
      undefined,
    ],
    [
      'a date that is a day',
      'steps:\n  - { status: 503, retryAfter: date Friday }\n',
      2,
      /100ms/,
      undefined,
    ],
    [
      'a Retry-After beside a fault',
      'steps:\n  - { do: hang, retryAfter: 5s }\n',
      2,
      /status or redirect/,
      undefined,
    ],
    ['no steps', 'per: run\n', 1, /steps/, undefined],
    ['an empty list of steps', 'steps: []\n', 1, /at least one/, undefined],
    ['two acts at once', 'steps:\n  - { do: hang, status: 200 }\n', 2, /one of do/, undefined],
    [
      'a header that splits the response',
      'steps:\n  - headers:\n      X: "a\\r\\nb"\n    status: 200\n',
      3,
      /one line/,
      undefined,
    ],
    [
      'an invalid pattern',
      'where:\n  a: { matches: "(" }\nsteps: [hang]\n',
      2,
      /regular expression/,
      undefined,
    ],
    [
      'a condition without its pattern',
      'where:\n  a: {}\nsteps: [hang]\n',
      2,
      /matches/,
      undefined,
    ],
    ['a list in place of a mapping', '- hang\n', 1, /mapping/, undefined],
    [
      'a body that nothing sends',
      'steps:\n  - do: hang\n    body: x\n',
      3,
      /beside status/,
      undefined,
    ],
    [
      'headers that nothing sends',
      'steps:\n  - times: 2\n    headers: { a: b }\n',
      3,
      /status/,
      undefined,
    ],
    [
      'a length that no step accepts',
      'steps:\n  - do: cut\n    over: 2s\n',
      3,
      /do: drip/,
      undefined,
    ],
    [
      'a redirect with a status of no redirect',
      'steps:\n  - redirect: /x\n    status: 200\n',
      3,
      /300 to 399/,
      undefined,
    ],
    [
      'an address no header can carry',
      'steps:\n  - redirect: "/a\\r\\nb: c"\n',
      2,
      /URL/,
      undefined,
    ],
    [
      'a header beyond ISO 8859-1',
      'steps:\n  - status: 200\n    headers: { X: € }\n',
      3,
      /8859-1/,
      undefined,
    ],
    [
      'a list for a header',
      'steps:\n  - status: 200\n    headers: { X: [a] }\n',
      3,
      /one line/,
      undefined,
    ],
  ] as const)(
    'with %s is rejected with its line and the valid names',
    async (_what, text, line, expected, next) => {
      const { code, details } = await rejectionOf(text)
      expect(code).toBe('INVALID_SCENARIO')
      expect(details.where).toBe(`${join(directory, 'storm.yaml')}:${line}`)
      expect(details.expected).toMatch(expected)
      if (next !== undefined) expect(details.next).toBe(next)
    },
  )

  it.each([
    ['that is not YAML', 'steps:\n  - {\n', /storm\.yaml:[23]$/],
    ['with an alias of nothing', 'steps:\n  - hang\n  - *nothing\n', /storm\.yaml:3$/],
    ['that leads into itself', 'steps: &steps\n  - *steps\n', /storm\.yaml:2$/],
    ['of two documents', 'steps: [hang]\n---\nsteps: [hang]\n', /storm\.yaml:2$/],
    ['with a property twice', 'steps: [hang]\nsteps: [reset]\n', /storm\.yaml:2$/],
  ])('%s is rejected with its line', async (_what, text, where) => {
    const { code, details } = await rejectionOf(text)
    expect(code).toBe('INVALID_SCENARIO')
    expect(details.where).toMatch(where)
  })

  it('that is not there is said so', async () => {
    await expect(namedScenario(join(directory, 'none.yaml'), OPERATIONS)).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    })
  })
})

it('a name that no ready-made scenario has is rejected with what was probably meant', () => {
  const rejected = (): unknown => scenarioOf('expired-tokn', OPERATIONS)
  expect(rejected).toThrow(HarnessError)
  expect(rejected).toThrow(/Unknown scenario "expired-tokn"/)
})
