import { isRecord } from '../core/index.ts'
import { readPattern } from './patterns.ts'

export interface OmittedKeyword {
  readonly keyword: string
  /** Why, as a clause. */
  readonly reason: string
}

/** The keywords of a schema without patterns that nothing here can match, and without what depends on them. */
export function withoutUnreadable(keywords: Readonly<Record<string, unknown>>): {
  readonly readable: Readonly<Record<string, unknown>>
  readonly omitted: readonly OmittedKeyword[]
} {
  const { pattern } = keywords
  const patterns = isRecord(keywords.patternProperties) ? keywords.patternProperties : {}
  const unreadable = Object.keys(patterns).filter((each) => readPattern(each) === undefined)
  const omitted: OmittedKeyword[] = []
  if (typeof pattern === 'string' && readPattern(pattern) === undefined) {
    omitted.push({ keyword: 'pattern', reason: unreadableReason(JSON.stringify(pattern)) })
  }
  if (unreadable.length > 0) {
    const names = unreadable.map((each) => JSON.stringify(each)).join(', ')
    const reason = `which properties it concerns depends on the pattern ${names}`
    const dependent = ['additionalProperties', 'unevaluatedProperties']
    omitted.push(
      { keyword: 'patternProperties', reason: unreadableReason(names) },
      ...dependent
        .filter((keyword) => keywords[keyword] !== undefined)
        .map((keyword) => ({ keyword, reason })),
    )
  }
  if (omitted.length === 0) return { readable: keywords, omitted }
  const read = Object.entries(patterns).filter(([each]) => !unreadable.includes(each))
  const kept = Object.entries(keywords)
    .filter(
      ([name]) => name === 'patternProperties' || !omitted.some((each) => each.keyword === name),
    )
    .map(([name, value]) => [name, name === 'patternProperties' ? Object.fromEntries(read) : value])
  return { readable: Object.fromEntries(kept) as Record<string, unknown>, omitted }
}

function unreadableReason(patterns: string): string {
  return `no JavaScript engine reads the pattern ${patterns}`
}
