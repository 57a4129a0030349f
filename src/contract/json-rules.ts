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

/** A list or object of which the text is being written. */
interface OpenValue {
  readonly names: readonly string[] | undefined
  readonly values: readonly unknown[]
  readonly texts: string[]
}

/** The same text for equal values, and for no others; a body may be nested deeper than functions may call themselves. */
function canonical(value: unknown): string {
  const outermost: OpenValue = { names: undefined, values: [value], texts: [] }
  const open = [outermost]
  for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
    if (last.texts.length === last.values.length) {
      open.pop()
      open.at(-1)?.texts.push(closed(last))
      continue
    }
    const next = last.values[last.texts.length]
    const opened = opening(next)
    if (opened === undefined) last.texts.push(scalarText(next))
    else open.push(opened)
  }
  return outermost.texts[0] ?? ''
}

function opening(value: unknown): OpenValue | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (Array.isArray(value)) return { names: undefined, values: value, texts: [] }
  return { names: Object.keys(value), values: Object.values(value), texts: [] }
}

function scalarText(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}

function closed({ names, texts }: OpenValue): string {
  if (names === undefined) return `[${texts.join()}]`
  const properties = names.map((name, index) => `${JSON.stringify(name)}:${texts[index] ?? ''}`)
  return `{${properties.toSorted().join()}}`
}
