import { expect, it } from 'vitest'
import { staleLines } from '../support/shown-lines.ts'

const PRINTED = `Stub of Drop Ship 1.1.0
rule openapi/drop-ship.yaml:317: a number
Certified: 1,201 checks passed in 3.2 s
Reports: report.json`

it.each<[string, string[], [string, string[]][]]>([
  ['what is printed', PRINTED.split('\n'), []],
  ['another duration', ['…', 'Certified: 1,201 checks passed in 44 s'], []],
  ['some text of a line', ['Stub of …', 'rule …'], []],
  [
    'another line of the contract',
    ['…', 'rule openapi/drop-ship.yaml:4: a number', 'Certified: 1,201 checks passed in 1 s'],
    [],
  ],
  [
    'a line that the contract does not have',
    ['…', 'rule openapi/drop-ship.yaml:99999: a number'],
    [
      [
        'rule openapi/drop-ship.yaml:99999: a number',
        ['rule openapi/drop-ship.yaml:317: a number'],
      ],
    ],
  ],
  [
    'another version, and another count',
    [
      'Stub of Drop Ship 1.0.0',
      '…',
      'Certified: 1,200 checks passed in 1 s',
      'Reports: report.json',
    ],
    [
      ['Stub of Drop Ship 1.0.0', ['Stub of Drop Ship 1.1.0']],
      ['Certified: 1,200 checks passed in 1 s', ['Certified: 1,201 checks passed in 1 s']],
    ],
  ],
  [
    'no line of what is between',
    ['Stub of Drop Ship 1.1.0', 'Reports: report.json'],
    [['Reports: report.json', PRINTED.split('\n').slice(1)]],
  ],
  ['what is not printed', ['Something else entirely'], [['Something else entirely', []]]],
])('a page that shows %s', (_what, shown, expected) => {
  expect(staleLines(shown, PRINTED).map(({ shown: line, printed }) => [line, printed])).toEqual(
    expected,
  )
})

it('lines of the contract are compared when the page is written anew', () => {
  const shown = ['…', 'rule openapi/drop-ship.yaml:313: a number']
  expect(staleLines(shown, PRINTED, { exact: true })).toEqual([
    { index: 1, shown: shown[1], printed: ['rule openapi/drop-ship.yaml:317: a number'] },
  ])
})
