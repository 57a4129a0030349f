import { HarnessError } from '../../../src/core/index.ts'

/** A text that is not empty, or `undefined`. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The error for a field that a request to the console lacks. */
export function missing(name: string, expected: string): HarnessError {
  return new HarnessError('MISSING_OPTION', `The request lacks ${name}.`, { expected })
}

/** A required field. @throws HarnessError MISSING_OPTION */
export function requiredText(
  body: Readonly<Record<string, unknown>>,
  name: string,
  expected: string,
): string {
  const value = asText(body[name])
  if (value === undefined) throw missing(name, expected)
  return value
}
