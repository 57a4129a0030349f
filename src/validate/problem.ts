import { showRule, type Violation } from '../contract/index.ts'
import {
  type Excerpt,
  excerptOf,
  type Lines,
  locate,
  type Malformed,
  parsePointer,
  type Place,
  type Segment,
  type Span,
} from '../core/index.ts'
import type { Outer } from './embedded.ts'

/** What is wrong apart from the rules of the contract. */
export type FaultKeyword = Malformed['keyword'] | 'operation' | 'size'

/** One thing that is wrong with a payload, and where it stands. */
export interface Problem {
  readonly file: string
  /** From 1. */
  readonly line: number
  /** From 1, in UTF-16 units, as editors count. */
  readonly column: number
  readonly operation?: string
  /** JSON Pointer into the body. */
  readonly pointer: string
  /** The same in dotted form. */
  readonly field: string
  readonly code: Violation['code']
  readonly message: string
  /** The JSON Schema keyword; `json`, `encoding`, `size` or `operation` where no rule of the contract is at stake. */
  readonly keyword: string
  /** `openapi/drop-ship.yaml:300`. */
  readonly rule?: string
  /** The disputed rule behind it: `D2`. */
  readonly disputed?: string
  /** The broken rule's name in summaries: the pointer with `*` for indices and for unknown members. */
  readonly rulePointer: string
  readonly excerpt: Excerpt
}

/** A text in which violations are to be found. */
export interface Located {
  readonly file: string
  readonly lines: Lines
  /** The steps from the text's root to the body. */
  readonly bodyAt: readonly Segment[]
  readonly operation?: string
  /** Where an index into `lines.text` comes from when the body is itself a string within another text. */
  readonly outer?: Outer
}

/** The places of violations in the text that they were found in. */
export function problemsOf(violations: readonly Violation[], located: Located): Problem[] {
  const paths = violations.map((violation) => [...located.bodyAt, ...pathOf(violation)])
  const places = locate(located.lines.text, paths)
  return violations.map((violation, index) => {
    const span = spanOf(violation, places[index], located.lines.text)
    const { lines, span: shown } = located.outer?.(span) ?? { lines: located.lines, span }
    const { rule } = violation
    return {
      file: located.file,
      ...lines.positionOf(shown.start),
      ...(located.operation === undefined ? {} : { operation: located.operation }),
      pointer: violation.pointer,
      field: violation.field,
      code: violation.code,
      message: violation.message,
      keyword: violation.keyword,
      ...(rule === undefined ? {} : { rule: showRule({ file: rule.file, line: rule.line }) }),
      ...(rule?.disputed === undefined ? {} : { disputed: rule.disputed }),
      rulePointer: isUnknownMember(violation)
        ? `${violation.rulePointer.slice(0, violation.rulePointer.lastIndexOf('/'))}/*`
        : violation.rulePointer,
      excerpt: excerptOf(lines, shown),
    }
  })
}

/** A problem that is none of the contract's rules. */
export function faultOf(
  keyword: FaultKeyword,
  message: string,
  located: Pick<Located, 'file' | 'lines' | 'operation'>,
  span: Span,
): Problem {
  return {
    file: located.file,
    ...located.lines.positionOf(span.start),
    ...(located.operation === undefined ? {} : { operation: located.operation }),
    pointer: '',
    field: '',
    code: 'invalid',
    message,
    keyword,
    rulePointer: '',
    excerpt: excerptOf(located.lines, span),
  }
}

function isMissing({ keyword }: Violation): boolean {
  return keyword === 'required' || keyword === 'dependentRequired'
}

function isUnknownMember({ keyword }: Violation): boolean {
  return (
    keyword === 'additionalProperties' ||
    keyword === 'unevaluatedProperties' ||
    keyword === 'propertyNames'
  )
}

/** A missing member is shown at the object that lacks it. */
function pathOf(violation: Violation): string[] {
  const path = parsePointer(violation.pointer)
  return isMissing(violation) ? path.slice(0, -1) : path
}

function spanOf(violation: Violation, place: Place | undefined, text: string): Span {
  if (place === undefined) return { start: 0, end: Math.min(text.length, 1) }
  if (isUnknownMember(violation) && place.name !== undefined) return place.name
  if (!isMissing(violation)) return place.value
  return { start: place.value.start, end: place.value.start + 1 }
}
