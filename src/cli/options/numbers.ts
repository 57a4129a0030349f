import { HarnessError } from '../../core/index.ts'

export interface NumberRange {
  readonly whole?: boolean
  readonly min: number
  readonly max: number
}

/**
 * Reads a number from an option.
 * @throws HarnessError INVALID_OPTION
 */
export function readNumber(value: unknown, flag: string, { whole, min, max }: NumberRange): number {
  const text = String(value).trim()
  const number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN
  if (number >= min && number <= max && (whole !== true || Number.isInteger(number))) return number
  throw new HarnessError('INVALID_OPTION', `${flag} is not a number in range.`, {
    expected: `a ${whole === true ? 'whole ' : ''}number from ${min} to ${max}`,
    found: JSON.stringify(value),
    where: flag,
  })
}
