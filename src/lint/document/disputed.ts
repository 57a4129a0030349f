import { isDeepStrictEqual } from 'node:util'
import type { LocatedValue } from '../../contract/index.ts'
import { isRecord, nearest } from '../../core/index.ts'
import { type LintProblem, problemAt, problemIn, type Text } from '../problem.ts'
import { child, type DocumentNode } from './walk.ts'

const KEYWORD = 'x-disputed'
/** What the harness reads of schemas besides JSON Schema. */
const EXTENSIONS = [KEYWORD, 'x-text-kind', 'x-identifies']
/** A row of the table in ERRATA.md begins with its rule. */
const ROW = /^\|\s*([A-Z]+\d+)\s*\|/

interface Entry {
  readonly rule: string
  readonly at: LocatedValue
}

/**
 * The disputed rules of a document: well-formed, with an effect, and listed in its errata.
 * @param errata ERRATA.md beside the document, when there is one
 */
export function checkDisputed(
  nodes: readonly DocumentNode[],
  errata: Text | undefined,
): LintProblem[] {
  const schemas = nodes.filter(({ kind }) => kind === 'schema')
  const entries: Entry[] = []
  const problems = schemas.flatMap((node) => {
    const holder = child(node.at, KEYWORD)
    return holder === undefined ? [] : checkEntries(holder, node, entries)
  })
  return [...problems, ...schemas.flatMap(misspeltExtensions), ...againstErrata(entries, errata)]
}

function checkEntries(holder: LocatedValue, node: DocumentNode, entries: Entry[]): LintProblem[] {
  if (!Array.isArray(holder.value)) return [malformed(holder, 'x-disputed is not a list.')]
  return [...holder.value.keys()].flatMap((index) => {
    const at = child(holder, String(index))
    return at === undefined ? [] : checkEntry(at, node, entries)
  })
}

function checkEntry(at: LocatedValue, node: DocumentNode, entries: Entry[]): LintProblem[] {
  const { value } = at
  if (!isRecord(value)) return [malformed(at, 'This entry of x-disputed is not a mapping.')]
  const { rule, intended, ...others } = value
  const [other] = Object.keys(others)
  if (typeof rule !== 'string' || !/^[A-Z]+\d+$/.test(rule)) {
    return [
      malformed(child(at, 'rule') ?? at, 'A disputed rule is named by capitals and a number.'),
    ]
  }
  entries.push({ rule, at: child(at, 'rule') ?? at })
  if (!isRecord(intended) || Object.keys(intended).length === 0) {
    return [malformed(child(at, 'intended') ?? at, `${rule} has no keywords under intended.`)]
  }
  return [
    ...(other === undefined
      ? []
      : [malformed(child(at, other) ?? at, `${rule} has the unknown field ${other}.`)]),
    ...Object.entries(intended)
      .filter(([keyword, meant]) => isWithoutEffect(keyword, meant, node.value[keyword]))
      .map(([keyword]) =>
        problemIn(at, {
          rule: 'disputed',
          message: `${rule} changes nothing: ${keyword} in the schema is already as intended.`,
          next: 'take the entry out, or take the keyword out of the published schema',
        }),
      ),
  ]
}

function isWithoutEffect(keyword: string, intended: unknown, published: unknown): boolean {
  if (keyword === 'required' && Array.isArray(intended) && Array.isArray(published)) {
    return intended.every((name) => published.includes(name))
  }
  return isDeepStrictEqual(intended, published)
}

function malformed(at: LocatedValue, message: string): LintProblem {
  return problemIn(at, {
    rule: 'disputed',
    message,
    next: 'write it as { rule: D1, intended: { required: [name] } }',
  })
}

/** An extension that is misspelt is ignored without a word, so it is looked for. */
function misspeltExtensions({ at, value }: DocumentNode): LintProblem[] {
  return Object.keys(value).flatMap((keyword) => {
    const meant =
      keyword.startsWith('x-') && !EXTENSIONS.includes(keyword)
        ? nearest(keyword, EXTENSIONS)
        : undefined
    const place = child(at, keyword)
    if (meant === undefined || place === undefined) return []
    return [
      problemIn(place, {
        rule: 'unknown-extension',
        message: `The extension ${keyword} means nothing to the harness.`,
        next: `did you mean ${meant}?`,
      }),
    ]
  })
}

function againstErrata(entries: readonly Entry[], errata: Text | undefined): LintProblem[] {
  // A copy of a document, or one of others, comes without them.
  if (errata === undefined) return []
  const rows = errata.text.split('\n').flatMap((text, index) => {
    const rule = ROW.exec(text)?.[1]
    return rule === undefined ? [] : [{ rule, line: index + 1 }]
  })
  const listed = new Set(rows.map(({ rule }) => rule))
  const named = new Set(entries.map(({ rule }) => rule))
  const unlisted = entries
    .filter(({ rule }) => !listed.has(rule))
    .map(({ rule, at }) =>
      problemIn(at, {
        rule: 'errata',
        message: `The disputed rule ${rule} is not listed in ${errata.file}.`,
        next: `add a row that begins with | ${rule} |`,
      }),
    )
  // Errata without a disputed document beside them belong to something else.
  if (entries.length === 0) return unlisted
  const orphans = rows
    .filter(({ rule }) => !named.has(rule))
    .map(({ rule, line }) =>
      problemAt(
        errata,
        { line },
        {
          rule: 'errata',
          message: `${rule} is listed, and no schema of the document has it under x-disputed.`,
          next: 'take the row out, or mark the disputed schema',
        },
      ),
    )
  return [...unlisted, ...orphans]
}
