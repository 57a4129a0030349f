/** What a number becomes for readers that keep numbers as doubles, where that is another number than was written. */
export type NumberChange =
  /** Beyond the largest double: `Infinity`, which JSON cannot say. */
  | { readonly kind: 'overflow' }
  /** Nearer to zero than the smallest double. */
  | { readonly kind: 'underflow' }
  /** The nearest double is written differently. */
  | { readonly kind: 'rounded'; readonly to: string }

/** A decimal without its sign: 0.DIGITS × 10^exponent, neither beginning nor ending in a zero. */
interface Decimal {
  readonly digits: string
  readonly exponent: number
}

/** No double has more significant digits than this, written out in full. */
const MOST_DIGITS = 767

/**
 * Whether a number survives as a double: `undefined` when reading it and writing it again gives the same number, or when
 * the double is exactly what was written. The form does not matter: `-0`, `1E2` and `1295.0` are what `0`, `100` and
 * `1295` are.
 *
 * @param literal as JSON writes it
 */
export function numberChange(literal: string): NumberChange | undefined {
  const value = Number(literal)
  if (!Number.isFinite(value)) return { kind: 'overflow' }
  const written = decimalOf(literal)
  if (written.digits === '') return undefined
  if (value === 0) return { kind: 'underflow' }
  if (isSame(written, decimalOf(String(value)))) return undefined
  if (written.digits.length <= MOST_DIGITS && isSame(written, exactDecimalOf(value)))
    return undefined
  return { kind: 'rounded', to: Number.isInteger(value) ? BigInt(value).toString() : String(value) }
}

function isSame(left: Decimal, right: Decimal): boolean {
  return left.digits === right.digits && left.exponent === right.exponent
}

function decimalOf(text: string): Decimal {
  const [, whole = '', fraction = '', power = '0'] =
    /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? []
  return normalised(whole + fraction, Number(power) + whole.length)
}

function normalised(digits: string, exponent: number): Decimal {
  let start = 0
  while (digits.charCodeAt(start) === 48) start++
  let end = digits.length
  while (end > start && digits.charCodeAt(end - 1) === 48) end--
  return { digits: digits.slice(start, end), exponent: exponent - start }
}

/** A finite double other than zero, to its last digit. */
function exactDecimalOf(value: number): Decimal {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  const bits = view.getBigUint64(0)
  const biased = Number((bits >> 52n) & 0x7ffn)
  const fraction = bits & 0xf_ffff_ffff_ffffn
  const mantissa = biased === 0 ? fraction : fraction | 0x10_0000_0000_0000n
  const power = Math.max(biased, 1) - 1075
  // m × 2^-k is m × 5^k × 10^-k.
  const whole = power >= 0 ? mantissa << BigInt(power) : mantissa * 5n ** BigInt(-power)
  const digits = whole.toString()
  return normalised(digits, digits.length + Math.min(power, 0))
}
