import { defined, HarnessError, messageOf } from '../core/index.ts'

/**
 * What is sent of a message: bytes as they are, anything else as JSON.
 * @throws HarnessError INVALID_OPTION for what JSON cannot say
 */
export function messageBytes(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body
  let text: string | undefined
  try {
    text = JSON.stringify(body, requireJson)
  } catch (cause) {
    throw cause instanceof HarnessError ? cause : notJson(messageOf(cause), cause)
  }
  if (text === undefined) throw notJson(typeof body)
  return Buffer.from(text)
}

/** `JSON.stringify` writes `null` for an infinite number, though the message was valid with a number. */
function requireJson(name: string, value: unknown): unknown {
  if (typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value))) {
    throw notJson(name === '' ? String(value) : `${String(value)} as ${JSON.stringify(name)}`)
  }
  return value
}

function notJson(found: string, cause?: unknown): HarnessError {
  return new HarnessError('INVALID_OPTION', 'The message holds what JSON cannot say.', {
    expected: 'a value that JSON has, or the bytes to be sent',
    found,
    ...defined({ cause }),
  })
}
