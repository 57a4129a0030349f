import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { LEGITIMATE, OLD_WORDS } from './support/old-words.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** Machine formats that keep an old word: where, and what is not searched there. */
const KEPT: readonly (readonly [where: string, kept: RegExp])[] = [
  // The property and column of a stored attempt.
  ['src/queue/', /\banswer\b(?! (?!text\b)[a-z])/],
  // The property of a journal entry.
  ['tests/browser/', /(?<=\.)answer\?/],
  // The property of a journal entry and of a stored attempt, and one of the JSON document that `send` prints.
  ['src/cli/', /\banswer(?=\?|:)|\brefused(?=:)/],
  ['tests/cli/', /(?<=\.)answer\?|\brefused(?=: \[)/],
  ['src/sender/', /\banswer\??(?=:| =)/],
  ['tests/sender/', /\banswer\b(?=:|\)|\?\.)/],
  // The identifier of a kind of deviation, in check ids.
  ['src/messages/', /\bunknown-member\b|\bunexpected_member\b/],
  // The identifier of a lint rule.
  ['src/lint/', /\bprovider-answer\b/],
  ['tests/lint/', /\bprovider-answer\b/],
  // The reason of a finding of the token service.
  ['src/pact/', /\bcredentials-refused\b/],
  ['tests/support/deliveries.ts', /\banswer(?=: ')/],
  // A report whose checks have the ids and words of hostile endpoints.
  ['tests/support/reports.ts', /\bansw\w+/],
  // A node of the syntax tree.
  ['tests/support/rooms.ts', /\bMemberExpression\b/],
  ['tests/queue/', /\banswer\b(?! [a-z])/],
  ['tests/simulation/same-attempt.ts', /\.answer\b/],
  // The property of a journal entry, and the value of `after`.
  ['docs/reference/library.md', /\banswer\?: (?:string|ShownResponse|\{)/],
  // The step `answer` of scenarios, and the value of `after`.
  ['docs/scenarios.md', /\banswer\b/],
  ['tests/support/scenarios-page.ts', /`answer`/],
  ['mocks/stub/scenarios/grammar.ts', /`answer`|after: answer/],
  // The step `answer` of scenarios, the property of a journal entry, and a metric.
  [
    'mocks/stub/',
    /'answers?'|\banswer\??: (?:\{|ShownResponse\b)|\bentry\.answer\b|_answers_total\b/,
  ],
  // The property of a journal entry, the step of a scenario and the name of a metric.
  [
    'tests/stub/',
    /(?<=[.'{ ])answer(?=[':?),]|\)?\.)|\bdropship_stub_answers_total\b|- answer\\n|: answer'/,
  ],
  // The step `answer` of scenarios.
  ['src/examine/player/', /'answer'/],
  // A body that is sent.
  ['src/certify/mutations/bodies.ts', /this is no JSON/],
  // The property of a journal entry.
  ['tests/console/', /\banswer\b(?=[:,]| [}=])/],
  // The property of a journal entry, and a state of the page's certification.
  ['mocks/console/', /\bentry\.answer\b|\banswer: response\b|'refused'/],
]

const OF_THIS_TEST = new Set(['tests/words.test.ts', 'tests/support/old-words.ts'])

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:[cm]?[jt]sx?|ya?ml|md)$/.test(name))
    .map((name) => `${folder}/${name}`)
}

const texts = new Map<string, string>()

/** Read once. */
function textOf(file: string): string {
  const known = texts.get(file) ?? readFileSync(join(ROOT, file), 'utf8')
  texts.set(file, known)
  return known
}

const FILES = [
  ...['src', 'mocks', 'contracts', 'openapi', 'tests', 'bench', 'docs'].flatMap(filesBelow),
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
].filter((file) => !/\/(?:generated|node_modules)\//.test(file) && !OF_THIS_TEST.has(file))

/** What a line says besides what may stay. */
function withoutLegitimate(file: string, line: string): string {
  const kept = KEPT.filter(([where]) => file.startsWith(where)).map(([, pattern]) => pattern)
  return [...LEGITIMATE, ...kept].reduce(
    (rest, { source, flags }) => rest.replaceAll(new RegExp(source, `g${flags}`), ''),
    line,
  )
}

/** Most lines have nothing that looks like an old word. */
const SUSPECT = new RegExp(OLD_WORDS.map(({ pattern }) => `(?:${pattern.source})`).join('|'), 'i')

function oldWordsOf(file: string): string[] {
  const lines = textOf(file).split('\n')
  return lines.flatMap((line, index) => {
    if (!SUSPECT.test(line)) return []
    const rest = withoutLegitimate(file, line)
    return OLD_WORDS.filter(({ pattern }) => pattern.test(rest)).map(
      ({ pattern, instead }) =>
        `${file}:${index + 1}: "${pattern.exec(rest)?.[0]}", write ${instead}: ${line.trim()}`,
    )
  })
}

it('the code, its comments, tests and documents use the words of the trade', () => {
  expect(FILES.length).toBeGreaterThan(500)
  expect(FILES.flatMap(oldWordsOf)).toEqual([])
})

it.each(OLD_WORDS)('$pattern is noticed', ({ pattern, example }) => {
  expect(withoutLegitimate('', example)).toMatch(pattern)
})

it('each machine format that keeps an old word has one', () => {
  const isUsed = ([where, kept]: (typeof KEPT)[number]): boolean =>
    FILES.some((file) => file.startsWith(where) && kept.test(textOf(file)))
  expect(KEPT.filter((one) => !isUsed(one))).toEqual([])
})

it('the name of an exported type is declared in one file only', () => {
  const declaredIn = new Map<string, string[]>()
  for (const file of FILES.filter((name) => /\.tsx?$/.test(name))) {
    const text = textOf(file)
    for (const [, name = ''] of text.matchAll(
      /^export (?:declare |abstract )*(?:type|interface|class) (\w+)/gm,
    )) {
      declaredIn.set(name, [...(declaredIn.get(name) ?? []), file])
    }
  }
  expect(declaredIn.size).toBeGreaterThan(300)
  const several = [...declaredIn].filter(([, files]) => files.length > 1)
  expect(several).toEqual([])
})
