import { showValue } from '../contract/index.ts'
import type { Deviation } from './deviation.ts'

/** The sentence of a deviation: «/order/price_cents is "4999" where a number is expected». */
export function describeDeviation(deviation: Deviation): string {
  const where = deviation.pointer === '' ? 'the body' : deviation.pointer
  const after = showValue(deviation.after)
  switch (deviation.kind) {
    case 'missing': {
      return `${where} is missing, and is required`
    }
    case 'unknown-member': {
      return `${where} is not a property of its object, which is closed`
    }
    case 'null': {
      return `${where} is null where ${typeName(deviation.allowed)} is expected`
    }
    case 'coercible-type':
    case 'other-type': {
      return `${where} is ${after} where ${typeName(deviation.allowed)} is expected`
    }
    case 'fraction': {
      return `${where} is ${after} where an integer is expected`
    }
    case 'outside-enum': {
      return `${where} is ${after}, which is not one of its documented values`
    }
    case 'other-case': {
      return `${where} is ${after}, a documented value in another case`
    }
    case 'bad-format': {
      return `${where} is ${after}, which is not a valid ${String(deviation.allowed)}`
    }
    case 'below-minimum': {
      return `${where} is ${after}, below its ${limit(deviation)}`
    }
    case 'above-maximum': {
      return `${where} is ${after}, above its ${limit(deviation)}`
    }
    case 'bad-length': {
      return `${where} has a length that is not allowed`
    }
    case 'bad-count': {
      return `${where} has a number of items that is not allowed`
    }
    case 'bad-pattern': {
      return `${where} is ${after}, which does not match its pattern`
    }
    case 'other-constant': {
      return `${where} is ${after}, and not the one value that is documented`
    }
    case 'no-multiple': {
      return `${where} is ${after}, which is not a multiple of ${String(deviation.allowed)}`
    }
    case 'repeated-item': {
      return `${where} repeats an item, and its items are unique`
    }
    case 'bad-contents': {
      return `${where} does not contain what it must contain, or contains it too often`
    }
    case 'excess-item': {
      return `${where} has an item that is not allowed`
    }
    case 'bad-size': {
      return `${where} has a number of properties that is not allowed`
    }
    case 'bad-name': {
      return `${where} has a name that is not allowed`
    }
    case 'forbidden': {
      return `${where} is ${after}, which is forbidden there`
    }
    case 'no-alternative': {
      return `${where} is ${after}, which matches none of its alternatives`
    }
    case 'several-alternatives': {
      return `${where} is ${after}, which matches several of its alternatives at once`
    }
  }
}

/** The types that a schema allows, each with its article. */
function typeName(allowed: unknown): string {
  return [allowed]
    .flat()
    .map((type) =>
      type === 'null' ? 'null' : `${/^[aio]/.test(String(type)) ? 'an' : 'a'} ${String(type)}`,
    )
    .join(' or ')
}

function limit({ keyword, allowed }: Deviation): string {
  const exclusive = keyword.startsWith('exclusive') ? 'exclusive ' : ''
  const end = /minimum$/i.test(keyword) ? 'minimum' : 'maximum'
  return `${exclusive}${end} of ${String(allowed)}`
}
