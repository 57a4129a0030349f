import { type ParameterViolation, showRule, type Violation } from '../contract/index.ts'
import {
  defined,
  type Excerpt,
  excerptOf,
  type JsonWarning,
  locate,
  type Malformed,
  parsePointer,
  type ValueSpans,
  type Segment,
  type Span,
} from '../core/index.ts'
import type { PlacedText } from './placed.ts'

/** What is wrong apart from the rules of the contract. */
export type FaultKeyword = Malformed['keyword'] | 'media-type' | 'operation' | 'parameter' | 'size'

/** The place of a problem in a payload. */
interface Position {
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
  readonly message: string
  readonly excerpt: Excerpt
}

/** One thing that is wrong with a payload. */
export interface Problem extends Position {
  readonly code: Violation['code']
  /** The JSON Schema keyword; `parameter`; `json`, `encoding`, `media-type`, `size` or `operation` where no rule of the contract is at stake. */
  readonly keyword: string
  /** `openapi/drop-ship.yaml:300`. */
  readonly rule?: string
  /** The disputed rule behind it: `D2`. */
  readonly disputed?: string
  /** The broken rule's name in summaries: the pointer with `*` for indices and for unknown properties. */
  readonly rulePointer: string
  /** The name of a property that the contract does not know, where that is what is wrong. */
  readonly unknown?: string
}

/** Something in a payload, valid or not, that readers may understand differently. */
export interface PayloadWarning extends Position {
  readonly kind: JsonWarning['kind']
}

/** A text in which violations are to be found. */
export interface SourceText {
  readonly file: string
  readonly source: PlacedText
  readonly operation?: string
}

/**
 * The places of violations in the text that they were found in.
 * @param bodyAt the steps from the text's root to the body
 */
export function problemsOf(
  violations: readonly Violation[],
  located: SourceText,
  bodyAt: readonly Segment[] = [],
): Problem[] {
  const paths = violations.map((violation) => [...bodyAt, ...pathOf(violation)])
  const places = locate(located.source.text, paths)
  return violations.map((violation, index) => {
    const { pointer, field, code, message, keyword, rule } = violation
    return {
      ...placed(located, spanOf(violation, places[index], located.source.text)),
      pointer,
      field,
      code,
      message,
      keyword,
      ...(rule === undefined ? {} : { rule: showRule({ file: rule.file, line: rule.line }) }),
      ...(rule?.disputed === undefined ? {} : { disputed: rule.disputed }),
      rulePointer: isUnknownProperty(violation)
        ? `${violation.rulePointer.slice(0, violation.rulePointer.lastIndexOf('/'))}/*`
        : violation.rulePointer,
      ...defined({
        unknown: isUnknownProperty(violation) ? parsePointer(pointer).at(-1) : undefined,
      }),
    }
  })
}

/** A problem that is not a broken rule of the contract. */
export function faultOf(
  keyword: FaultKeyword,
  message: string,
  located: SourceText,
  span: Span,
): Problem {
  return {
    ...placed(located, span),
    pointer: '',
    field: '',
    code: 'invalid',
    message,
    keyword,
    rulePointer: '',
  }
}

/** A missing or invalid parameter of a request. */
export function problemOfParameter(
  { field, sentence, isMissing: isAbsent, place: rule }: ParameterViolation,
  located: SourceText,
  span: Span,
): Problem {
  return {
    ...faultOf('parameter', sentence, located, span),
    field,
    code: isAbsent ? 'missing_field' : 'invalid',
    rule: showRule(rule),
    rulePointer: field,
  }
}

/** What is not valid JSON, as a problem. */
export function malformedOf({ keyword, message, offset }: Malformed, located: SourceText): Problem {
  return faultOf(keyword, message, located, { start: offset, end: offset + 1 })
}

export function warningOf({ span, ...warning }: JsonWarning, located: SourceText): PayloadWarning {
  return { ...warning, ...placed(located, span) }
}

function placed(
  { file, source, operation }: SourceText,
  span: Span,
): Pick<Position, 'file' | 'line' | 'column' | 'operation' | 'excerpt'> {
  const { lines, span: shown } = source.place(span)
  return {
    file,
    ...lines.positionOf(shown.start),
    ...defined({ operation }),
    excerpt: excerptOf(lines, shown),
  }
}

function isMissing({ keyword }: Violation): boolean {
  return keyword === 'required' || keyword === 'dependentRequired'
}

function isUnknownProperty({ keyword }: Violation): boolean {
  return (
    keyword === 'additionalProperties' ||
    keyword === 'unevaluatedProperties' ||
    keyword === 'propertyNames'
  )
}

/** A missing property is shown at the object that lacks it. */
function pathOf(violation: Violation): string[] {
  const path = parsePointer(violation.pointer)
  return isMissing(violation) ? path.slice(0, -1) : path
}

function spanOf(violation: Violation, place: ValueSpans | undefined, text: string): Span {
  if (place === undefined) return { start: 0, end: Math.min(text.length, 1) }
  if (isUnknownProperty(violation) && place.name !== undefined) return place.name
  if (!isMissing(violation)) return place.value
  return { start: place.value.start, end: place.value.start + 1 }
}
