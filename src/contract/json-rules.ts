/**
 * Rules on JSON values that ajv takes from JavaScript: `19.99` is a multiple of `0.01`, and a property may bear any name.
 * Validators that are compiled ahead import them from here.
 */

/**
 * Whether numbers are multiples of a divisor, as the decimal numbers that they are written as. Of a number beyond a
 * double, whose digits are lost, that cannot be told: it is none.
 */
export function multiplesOf(divisor: number): (value: number) => boolean {
  const wanted = decimalOf(divisor)
  return (value) => {
    if (!Number.isFinite(value)) return false
    if (Number.isSafeInteger(value) && Number.isSafeInteger(divisor)) return value % divisor === 0
    const given = decimalOf(value)
    const exponent = Math.min(given.exponent, wanted.exponent)
    return scaled(given, exponent) % scaled(wanted, exponent) === 0n
  }
}

/** `digits` times ten to the power of `exponent`. */
interface Decimal {
  readonly digits: bigint
  readonly exponent: number
}

/** The shortest decimal number that is read as this double: as a document writes it, up to 15 digits. */
function decimalOf(value: number): Decimal {
  const [, whole = '0', fraction = '', power = '0'] =
    /^(-?\d+)(?:\.(\d+))?(?:e(.+))?$/.exec(String(value)) ?? []
  return { digits: BigInt(whole + fraction), exponent: Number(power) - fraction.length }
}

function scaled({ digits, exponent }: Decimal, to: number): bigint {
  return digits * 10n ** BigInt(exponent - to)
}

/** Whether two JSON values are equal: properties in any order, of any name. */
export function isSame(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (typeof left !== 'object' || typeof right !== 'object') return false
  if (left === null || right === null || Array.isArray(left) !== Array.isArray(right)) return false
  const entries = Object.entries(left)
  return (
    entries.length === Object.keys(right).length &&
    entries.every(
      ([name, value]) =>
        Object.hasOwn(right, name) && isSame(value, (right as Record<string, unknown>)[name]),
    )
  )
}

/** The first item that is equal to one before it, and that one, by their indices. */
export function repeatedItem(items: readonly unknown[]): { i: number; j: number } | undefined {
  const seen = new Map<string, number>()
  for (const [i, item] of items.entries()) {
    const text = canonical(item)
    const j = seen.get(text)
    if (j !== undefined) return { i, j }
    seen.set(text, i)
  }
  return undefined
}

/** The same text for equal values, and for no others. */
function canonical(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value !== 'object' || value === null) return String(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  const properties = Object.entries(value).map(
    ([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`,
  )
  return `{${properties.toSorted().join()}}`
}
