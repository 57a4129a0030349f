import { plural } from '../core/index.ts'
import { type Edit, LONG_IDENTIFIER } from './edit.ts'
import type { VariationKind } from './variation.ts'

/** A sentence part: «`/order/comments` is absent». */
export function sentence(kind: VariationKind, pointer: string, edit: Edit): string {
  const value: unknown = edit.operator === 'set' ? edit.value : undefined
  const shown = JSON.stringify(value)
  switch (kind) {
    case 'absent': {
      return `${pointer} is absent, and is optional`
    }
    case 'enum-value': {
      return `${pointer} is ${shown}, one of its documented values`
    }
    case 'further-value': {
      return `${pointer} is ${shown}`
    }
    case 'zero': {
      return `${pointer} is 0`
    }
    case 'boundary': {
      return `${pointer} is ${shown}, the boundary of what is allowed`
    }
    case 'fraction': {
      return `${pointer} is ${shown}, a number with a fraction`
    }
    case 'large-number': {
      return `${pointer} is ${shown}, a large number`
    }
    case 'digits': {
      return `${pointer} is a text of digits`
    }
    case 'other-case': {
      return `${pointer} is ${shown}, in another case`
    }
    case 'symbols': {
      return `${pointer} contains symbols such as #, / and :`
    }
    case 'non-ascii': {
      return `${pointer} contains non-ASCII text`
    }
    case 'astral': {
      return `${pointer} contains characters beyond the basic plane (an emoji)`
    }
    case 'punctuation': {
      return `${pointer} contains quotes, angle brackets and backslashes`
    }
    case 'several-lines': {
      return `${pointer} contains a line break and a tab`
    }
    case 'empty': {
      return `${pointer} is an empty string`
    }
    case 'long': {
      return edit.operator === 'set'
        ? `${pointer} has ${String(value).length} characters`
        : `${pointer} has ${LONG_IDENTIFIER} characters`
    }
    case 'no-uuid': {
      return `${pointer} is an identifier that is not a UUID`
    }
    case 'fractional-seconds': {
      return `${pointer} has fractions of a second`
    }
    case 'leap-day': {
      return `${pointer} is a leap day`
    }
    case 'boolean': {
      return `${pointer} is ${shown}`
    }
    case 'null-value': {
      return `${pointer} is null`
    }
    case 'length': {
      return `${pointer} has ${plural(String(value).length, 'character')}, the boundary of what is allowed`
    }
    case 'alternative': {
      return `${pointer} is as another alternative describes it`
    }
    case 'item-count': {
      return `${pointer} has ${edit.operator === 'resize' ? edit.length : 0} items`
    }
  }
}
