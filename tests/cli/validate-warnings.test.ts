import { describe, expect, it } from 'vitest'
import { confirmation, payloadFolder, line, OPERATION } from '../support/payload-folder.ts'
import { runMain } from '../support/run-main.ts'

const folder = payloadFolder()

const RIGHT = confirmation()

const linesOf = (output: string): unknown[] =>
  output
    .trim()
    .split('\n')
    .map((each) => JSON.parse(each) as unknown)

describe('a warning', () => {
  const text = JSON.stringify(RIGHT, undefined, 2)
    .replace(/"id": \d+/, '"id": 9007199254740993')
    .replace('"carrier":', '"carrier": 5, "carrier":')

  it('is told with its place, and changes no exit code', async () => {
    const file = folder.write('doubtful.json', text)
    const { stdout, exitCode } = await runMain(['validate', file, '--as', OPERATION])
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(
      /doubtful\.json:3:11 {2}warning {2}drop_shipment_confirmation\n {2}shipment\.id is 9007199254740993, which a double cannot represent.*\n +3 │ +"id": 9007199254740993,\n +│ +\^{16}\n/,
    )
    expect(stdout).toMatch(/shipment\.carrier is given more than once.*\n.*"carrier": 5, "carrier"/)
    expect(stdout).toMatch(/\n1 message valid\n2 warnings: /)
  })

  it('is a line of standard error with --json, where nobody takes it for a violation', async () => {
    const file = folder.write('doubtful.json', text.replace('"UPS"', '7'))
    const asked = ['validate', file, '--as', OPERATION, '--json', '--quiet']
    const { stdout, stderr, exitCode } = await runMain(asked)
    expect(exitCode).toBe(1)
    expect(linesOf(stdout)).toEqual([
      expect.objectContaining({ code: 'invalid_type', pointer: '/shipment/carrier' }),
    ])
    expect(linesOf(stderr)).toEqual([
      {
        severity: 'warning',
        kind: 'imprecise-number',
        file,
        line: 3,
        column: 11,
        pointer: '/shipment/id',
        field: 'shipment.id',
        message: expect.stringContaining('9007199254740992') as unknown,
      },
      expect.objectContaining({ kind: 'duplicate-property', pointer: '/shipment/carrier' }),
    ])
  })

  const body = text.replaceAll('\n', ' ')
  const other = JSON.stringify(RIGHT).replace('"UPS"', '1e400, "carrier" : "UPS"')
  it.each([
    [
      'a list',
      `[\n${body},\n${other}]`,
      [
        [2, 2, 3, 3],
        ['id', 'carrier', 'carrier', 'carrier'],
      ],
    ],
    [
      'envelopes',
      line({ operation: OPERATION, body: 0 }).replace('0}', `${other}}`),
      [
        [1, 1],
        ['carrier', 'carrier'],
      ],
    ],
    [
      'an envelope that names two',
      `{"operation":"none","operation":"${OPERATION}","body":${JSON.stringify(RIGHT)}}`,
      [[1], ['operation']],
    ],
    [
      'lines',
      `${line(RIGHT)}${body}\n${other}`,
      [
        [2, 2, 3, 3],
        ['id', 'carrier', 'carrier', 'carrier'],
      ],
    ],
    [
      'a capture',
      JSON.stringify(
        {
          log: {
            entries: [
              {
                request: {
                  method: 'POST',
                  url: `http://a.example/${OPERATION}`,
                  postData: { text: other },
                },
              },
            ],
          },
        },
        null,
        1,
      ),
      [
        [9, 9],
        ['carrier', 'carrier'],
      ],
    ],
  ])('is at its own place in %s', async (_what, content, [wantedLines, names]) => {
    const file = folder.write('doubtful.json', content)
    const { stdout, stderr, exitCode } = await runMain(['validate', file, '--json', '--quiet'])
    expect(stdout).toBe('')
    const found = linesOf(stderr) as { line: number; column: number; field: string }[]
    expect(found.map((each) => each.line)).toEqual(wantedLines)
    expect(found.map(({ field }) => field.split('.').at(-1))).toEqual(names)
    const written = content.split('\n')
    for (const { line: at, column } of found) {
      expect((written[at - 1] ?? '').slice(column - 1)).toMatch(
        /^(?:\\?"(?:carrier|operation)\\?"|9007199254740993|1e400)/,
      )
    }
    expect(exitCode).toBe(0)
  })

  it('is an annotation for GitHub', async () => {
    const file = folder.write('doubtful.json', text)
    const { stdout } = await runMain(['validate', file, '--format', 'github'])
    expect(stdout).toMatch(
      new RegExp(`^::warning file=${file},line=3,col=11,.*title=imprecise-number::`),
    )
  })

  it('is counted however many there are: the first of each message are shown', async () => {
    const many = JSON.stringify(RIGHT).replace(
      '"UPS"',
      `"UPS",${'"carrier":"UPS",'.repeat(100)}"carrier":"UPS"`,
    )
    const { stdout } = await runMain(['validate', folder.write('many.ndjson', `${many}\n${many}`)])
    expect(stdout.match(/many\.ndjson:/g)).toHaveLength(20)
    expect(stdout).toContain('2 messages valid\n202 warnings: ')
  })
})
