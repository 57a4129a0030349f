import { copied, isRecord, parsePointer, plural, toField } from '../core/index.ts'
import type { Deviation } from './deviation.ts'
import type { Variation } from './variation.ts'

/** A deviation in a title: «shipment.shipment_items[0].id = 0 (minimum 1)», «missing shipment.carrier (required)». */
export function titleOfDeviation(deviation: Deviation): string {
  const { kind, keyword, allowed, edit } = deviation
  const field = fieldAt(deviation)
  const set = `${field} = ${short(deviation.after)}`
  switch (kind) {
    case 'missing': {
      return `missing ${field} (required)`
    }
    case 'unknown-member': {
      return `${set} (unknown property of a closed object)`
    }
    case 'null':
    case 'coercible-type':
    case 'other-type':
    case 'fraction': {
      return `${set} (${[allowed].flat().join(' or ')} expected)`
    }
    case 'outside-enum': {
      return `${set} (not a documented value)`
    }
    case 'other-case': {
      return `${set} (a documented value in another case)`
    }
    case 'bad-format': {
      return `${set} (${String(allowed)} expected)`
    }
    case 'below-minimum':
    case 'above-maximum': {
      return `${set} (${LIMITS[keyword] ?? keyword} ${String(allowed)})`
    }
    case 'bad-length': {
      return `${field} with ${plural(String(deviation.after).length, 'character')} (${keyword} ${String(allowed)})`
    }
    case 'bad-count': {
      const items = edit.operator === 'resize' ? edit.length : lengthOf(deviation.after)
      return `${field} with ${plural(items, 'item')} (${keyword} ${String(allowed)})`
    }
    case 'bad-pattern': {
      return `${set} (pattern ${String(allowed)})`
    }
    case 'other-constant': {
      return `${set} (${JSON.stringify(allowed)} expected)`
    }
    case 'no-multiple': {
      return `${set} (a multiple of ${String(allowed)} expected)`
    }
    case 'repeated-item': {
      return `${field} with an item twice (uniqueItems)`
    }
    case 'bad-contents': {
      return `${field} with other items than it must contain (${keyword})`
    }
    case 'excess-item': {
      return `${field} with an item that is not allowed (${keyword})`
    }
    case 'bad-size': {
      const count = isRecord(deviation.after) ? Object.keys(deviation.after).length : 0
      return `${field} with ${plural(count, 'field')} (${keyword} ${String(allowed)})`
    }
    case 'bad-name': {
      return `${set} (a name that is not allowed: ${keyword})`
    }
    case 'forbidden': {
      return `${set} (forbidden: ${keyword})`
    }
    case 'no-alternative': {
      return `${set} (none of the alternatives: ${keyword})`
    }
    case 'several-alternatives': {
      return `${set} (several of the alternatives at once: ${keyword})`
    }
  }
}

const LIMITS: Readonly<Record<string, string>> = {
  minimum: 'minimum',
  maximum: 'maximum',
  exclusiveMinimum: 'must be above',
  exclusiveMaximum: 'must be below',
}

/** A variation in a title: «missing shipment.id (optional)», «shipment.carrier with non-ASCII text». */
export function titleOfVariation(variation: Variation): string {
  const { kind, edit } = variation
  const field = kind === 'alternative' ? fieldOf(variation) : fieldAt(variation)
  const set = `${field} = ${short(edit.operator === 'set' ? edit.value : undefined)}`
  switch (kind) {
    case 'absent': {
      return `missing ${field} (optional)`
    }
    case 'enum-value': {
      return `${set} (a documented value)`
    }
    case 'further-value':
    case 'zero':
    case 'boolean': {
      return set
    }
    case 'boundary': {
      return `${set} (the boundary of what is allowed)`
    }
    case 'fraction': {
      return `${set} (a number with a fraction)`
    }
    case 'large-number': {
      return `${set} (a large number)`
    }
    case 'other-case': {
      return `${set} (in another case)`
    }
    case 'empty': {
      return `${field} = "" (an empty string)`
    }
    case 'digits': {
      return `${field} with digits only`
    }
    case 'symbols': {
      return `${field} with symbols such as #, / and :`
    }
    case 'non-ascii': {
      return `${field} with non-ASCII text`
    }
    case 'astral': {
      return `${field} with characters beyond the basic plane (an emoji)`
    }
    case 'punctuation': {
      return `${field} with quotes, angle brackets and backslashes`
    }
    case 'several-lines': {
      return `${field} with a line break and a tab`
    }
    case 'long': {
      return edit.operator === 'set'
        ? `${field} with ${plural(String(edit.value).length, 'character')}`
        : `${field} with a long identifier`
    }
    case 'no-uuid': {
      return `${field} that is not a UUID`
    }
    case 'fractional-seconds': {
      return `${field} with fractions of a second`
    }
    case 'leap-day': {
      return `${field} on a leap day`
    }
    case 'null-value': {
      return `${field} = null`
    }
    case 'length': {
      return `${field} as short or as long as it may be`
    }
    case 'alternative': {
      return `${field} ${variation.sentence.slice(variation.sentence.indexOf(' as '))}`.replace(
        '  ',
        ' ',
      )
    }
    case 'item-count': {
      const items = edit.operator === 'resize' ? edit.length : 0
      return `${field} with ${plural(items, 'item')}`
    }
  }
}

function fieldOf({ edit: { at } }: Pick<Variation, 'edit'>): string {
  return at.length === 0 ? 'the body' : toField(at)
}

/** The place of the rule: the change may be of what is around it. */
function fieldAt({ pointer }: Pick<Deviation, 'pointer'>): string {
  const at = parsePointer(pointer).map((name) => (/^\d+$/.test(name) ? Number(name) : name))
  return at.length === 0 ? 'the body' : toField(at)
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0
}

/** A value in JSON; long texts are cut, lists and objects that are not empty only hinted at. */
function short(value: unknown): string {
  if (Array.isArray(value) && value.length > 0) return '[…]'
  if (isRecord(value) && Object.keys(value).length > 0) return '{…}'
  const text = JSON.stringify(value) ?? 'undefined'
  return text.length > 48 ? `${copied(text.slice(0, 47))}…` : text
}
