import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { FOLDERS, reachOf, ROOMS, trespasses } from './support/rooms.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** Every module of the rooms by its path, contents read once. */
const modules: ReadonlyMap<string, string> = new Map(
  ['src', 'mocks', 'contracts']
    .filter((folder) => existsSync(join(ROOT, folder)))
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => /(?<!\.d)\.(?:[jt]s|tsx)$/.test(name))
        .map((name) => `${folder}/${name}`),
    )
    .map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]),
)

describe('the rooms of this repository', () => {
  const reaches = new Map(
    [...modules].map(([file, text]) => [
      file,
      reachOf(file, isGenerated(file) ? head(text) : text),
    ]),
  )

  it('no module enters a room it may not enter, passes a door by, or imports in a cycle', () => {
    const imports = new Map([...reaches].map(([file, reach]) => [file, reach.imports]))
    expect(imports.size).toBeGreaterThan(50)
    expect(trespasses(imports)).toEqual([])
  })

  it('only the command line chooses clock, randomness, environment and streams', () => {
    const uses = [...reaches]
      .filter(([file]) => !file.startsWith('src/cli/') && !OWN_WORLD.has(file))
      .flatMap(([file, { world }]) => world.map((use) => `${file} uses ${use}`))
    expect(uses).toEqual([])
  })
})

function isGenerated(file: string): boolean {
  return file.includes('/generated/')
}

/** The imports of a generated module, whose other megabyte is validators and data. */
function head(text: string): string {
  return text
    .split('\n')
    .filter((line) => line.startsWith('import '))
    .join('\n')
}

const OWN_WORLD = new Set([
  // The real clock itself.
  'src/core/clock.ts',
  // The proxies and authorities of the process that imports the package.
  'src/library/route.ts',
  // A page says how long ago something was by the clock of its browser.
  'mocks/console/page/components/when.tsx',
])

describe('the map', () => {
  it.each<[string, Record<string, string[]>, string[]]>([
    [
      'allows the core to everybody',
      { 'src/sender/sender.ts': ['src/core/index.ts'], 'src/core/index.ts': [] },
      [],
    ],
    [
      'allows the command line everything, by the door',
      { 'src/cli/commands/up.ts': ['mocks/stub/index.ts', 'src/queue/index.ts'] },
      [],
    ],
    [
      'rejects an import by the command line past a door',
      { 'src/cli/commands/up.ts': ['mocks/stub/server.ts'] },
      ['src/cli/commands/up.ts imports mocks/stub/server.ts past the door mocks/stub/index.ts'],
    ],
    [
      'rejects an import of the sender or the stub by certify',
      { 'src/certify/runner.ts': ['mocks/stub/index.ts', 'src/sender/index.ts'] },
      [
        'src/certify/runner.ts imports mocks/stub/index.ts: src/certify may not enter mocks/stub',
        'src/certify/runner.ts imports src/sender/index.ts: src/certify may not enter src/sender',
      ],
    ],
    [
      'rejects any import by the core',
      { 'src/core/clock.ts': ['src/auth/index.ts'] },
      ['src/core/clock.ts imports src/auth/index.ts: src/core may not enter src/auth'],
    ],
    [
      'rejects an import past a door of the core',
      { 'src/auth/signer.ts': ['src/core/clock.ts'] },
      ['src/auth/signer.ts imports src/core/clock.ts past the door src/core/index.ts'],
    ],
    [
      'rejects an unknown room',
      { 'src/other/thing.ts': ['src/core/index.ts'] },
      ['src/other/thing.ts is in no room of the map'],
    ],
    [
      'rejects an import from outside the rooms',
      { 'src/auth/signer.ts': ['tests/support/fake-clock.ts'] },
      ['src/auth/signer.ts imports tests/support/fake-clock.ts, which is in no room of the map'],
    ],
    [
      'allows a report the results',
      { 'src/certify/report/html/page.ts': ['src/certify/results/report.ts'] },
      [],
    ],
    [
      'rejects an import of the rest of its room by a report',
      {
        'src/certify/report/html/page.ts': [
          'src/certify/runner.ts',
          'src/certify/run/target.ts',
          'src/certify/requirements/catalogue.ts',
        ],
      },
      [
        'src/certify/report/html/page.ts imports src/certify/runner.ts: src/certify/report may not import src/certify',
        'src/certify/report/html/page.ts imports src/certify/run/target.ts: src/certify/report may not import src/certify/run',
        'src/certify/report/html/page.ts imports src/certify/requirements/catalogue.ts: src/certify/report may not import src/certify/requirements',
      ],
    ],
    [
      'rejects an import of reports by results',
      { 'src/certify/results/events.ts': ['src/certify/report/report.ts'] },
      [
        'src/certify/results/events.ts imports src/certify/report/report.ts: src/certify/results may not import src/certify/report',
      ],
    ],
    [
      'rejects a cycle, across any number of files',
      {
        'src/core/a.ts': ['src/core/b.ts'],
        'src/core/b.ts': ['src/core/c.ts'],
        'src/core/c.ts': ['src/core/b.ts'],
      },
      ['a cycle of imports: src/core/b.ts → src/core/c.ts → src/core/b.ts'],
    ],
  ])('%s', (_title, imports, expected) => {
    expect(trespasses(new Map(Object.entries(imports)))).toEqual(expected)
  })

  it('is read from ARCHITECTURE.md, where each room exists', () => {
    expect(Object.keys(ROOMS).length).toBeGreaterThan(15)
    expect(Object.keys(ROOMS).filter((room) => !existsSync(join(ROOT, room)))).toEqual([])
    expect(ROOMS['src/messages']).toEqual(['src/contract'])
  })

  it('names only rooms of its own', () => {
    const named = Object.values(ROOMS).flatMap((rooms) => (rooms === 'all' ? [] : rooms))
    expect(named.filter((room) => ROOMS[room] === undefined)).toEqual([])
    const folders = Object.entries(FOLDERS).flatMap(([folder, others]) => [folder, ...others])
    expect(folders.filter((folder) => !existsSync(join(ROOT, folder)))).toEqual([])
  })

  it('sees every way to import, types included, and nothing in comments or strings', () => {
    const text = `
      import a from '../core/index.ts'
      import type { B } from './b.ts'
      import { type C } from './c.ts'
      export { d } from './d.ts'
      export * from './e.ts'
      export type { F } from './f.ts'
      type G = import('./g.ts').G
      type H = typeof import('./h.ts')
      const i = () => import('./i.ts')
      // import j from './j.ts'
      const k = "import k from './k.ts'"
      import yaml from 'yaml'`
    expect(reachOf('src/auth/x.ts', text).imports).toEqual([
      'src/core/index.ts',
      ...['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map((name) => `src/auth/${name}.ts`),
    ])
  })

  it.each([
    ['const a = process.env.HOME', ['process.env']],
    ['process.exit(1)', ['process.exit']],
    ['const a = Date.now() + Math.random()', ['Date.now', 'Math.random']],
    ['const a = new Date()', ['new Date()']],
    ['const a = new Date(0).toISOString()', []],
    ['const a = clock.now()', []],
  ])('%s reaches for %j', (text, expected) => {
    expect(reachOf('src/auth/x.ts', text).world).toEqual(expected)
  })
})

/** What is decided in one file: what betrays that another file decides it too, and where else that is about something else. */
const DECIDED_ONCE: readonly (readonly [
  decision: string,
  betrayal: RegExp,
  elsewhere: readonly string[],
])[] = [
  [
    'how JSON is read: src/core/json/parse.ts',
    /JSON\.parse\(/,
    [
      'src/core/json/parse.ts',
      // Single names and numbers of a text that was read already.
      'src/core/json/locate.ts',
      'src/core/json/warnings.ts',
      'mocks/console/page/components/json-lines.ts',
      // What this program itself wrote a moment ago.
      'src/contract/ahead/load.ts',
      'src/messages/ahead/file.ts',
      'src/queue/sqlite/due-reads.ts',
      'src/queue/sqlite/messages.ts',
      'src/pact/verify-from-broker.ts',
      'mocks/console/page/live/api-client.ts',
      'mocks/console/page/live/use-live.ts',
    ],
  ],
  [
    'what is safe to print: src/core/printable.ts',
    /\\p\{Cc\}|\\u202[aeAE]/,
    ['src/core/printable.ts'],
  ],
  [
    'what is a JSON media type: src/core/media-type.ts',
    /\\\+json|\+\)\?json/,
    [
      'src/core/media-type.ts',
      // Which types a parser of Fastify is for.
      'src/middleware/fastify.ts',
    ],
  ],
  [
    'how a 422 body is made: src/contract/rejection.ts',
    /'more error'/,
    ['src/contract/rejection.ts'],
  ],
  [
    'what is the name of a header: src/core/header-name.ts',
    /\|~\\dA-Za-z-\]/,
    ['src/core/header-name.ts'],
  ],
  [
    'what is a URL: src/core/http-url.ts (and canParse of Node 20 errs)',
    /canParse|protocol [!=]== 'https?:'.*&&|\^https\?:\$/,
    [],
  ],
  [
    'what a user name of HTTP Basic may hold: src/auth/schemes/basic.ts',
    /cannot hold a colon/,
    ['src/auth/schemes/basic.ts'],
  ],
  [
    'which authentication schemes exist: src/auth/schemes',
    /'(?:api-key|aws-sigv4)'/,
    [
      'src/auth/schemes/api-key.ts',
      'src/auth/schemes/aws-sigv4.ts',
      // The invalid credentials of each scheme, which the compiler keeps complete.
      'src/certify/mutations/credentials.ts',
      'src/certify/mutations/signatures.ts',
      // Any header with a fixed value.
      'src/cli/lint-mocks.ts',
    ],
  ],
]

it.each(DECIDED_ONCE)('%s, and nowhere else', (_decision, betrayal, elsewhere) => {
  const found = [...modules]
    .filter(([file]) => !isGenerated(file))
    .filter(([, text]) => betrayal.test(text.replaceAll(/^\s*(?:\/?\*|\/\/).*$/gm, '')))
    .map(([file]) => file)
  expect(found.filter((file) => !elsewhere.includes(file))).toEqual([])
  expect(elsewhere.filter((file) => !found.includes(file))).toEqual([])
})
