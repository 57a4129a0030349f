import { copied, formatPointer } from '../core/index.ts'
import type { Edit } from './edit.ts'

/** Longer values are cut. */
const LONGEST = 80

/** A change to a message in a few words: «/order/brand removed», «/order/price_cents = "4999"». */
export function describeChange(edit: Edit): string {
  const at = edit.at.length === 0 ? 'the body' : formatPointer(edit.at)
  switch (edit.operator) {
    case 'set': {
      const value = JSON.stringify(edit.value)
      return `${at} = ${value.length > LONGEST ? `${copied(value.slice(0, LONGEST))}…` : value}`
    }
    case 'remove':
      return `${at} removed`
    case 'resize':
      return `${at} with ${edit.length} items, each like the first`
    case 'restyle':
      return `${at} written ${STYLES[edit.style]}`
  }
}

const STYLES = {
  'no-uuid': 'not as a UUID',
  long: 'with 40 characters',
  digits: 'with digits only',
  symbols: 'with #, / and :',
} as const
