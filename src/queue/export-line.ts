import { isUtf8 } from 'node:buffer'
import { parseText } from '../core/index.ts'
import type { DeliveryHistory } from './delivery.ts'
import { attemptDocument, deliveryDocument } from './delivery-document.ts'

/**
 * A delivery with its message and attempts as one line of JSON: what `queue export` prints, and `send` and `validate` read
 * again. The message is copied as it was written, neither parsed nor serialized again: `body` is its JSON, with spaces for
 * its line breaks; `bodyText` is the exact text, where that is more than `body` can say. A message that is not valid JSON has
 * `bodyText` alone, bytes that are not UTF-8 have `bodyBase64`.
 */
export function exportLine({ delivery, body, attempts }: DeliveryHistory): string {
  const head = JSON.stringify(deliveryDocument(delivery)).slice(0, -1)
  return `${[head, ...bodyProperties(body), `"attempts":${JSON.stringify(attempts.map(attemptDocument))}`].join(',')}}`
}

function bodyProperties(body: Uint8Array): string[] {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  if (!isUtf8(bytes)) return [`"bodyBase64":${JSON.stringify(bytes.toString('base64'))}`]
  const text = bytes.toString('utf8')
  const exact = `"bodyText":${JSON.stringify(text)}`
  if (parseText(text).kind !== 'json') return [exact]
  // JSON has no line breaks but between its tokens.
  const line = text.replaceAll(/[\r\n]/g, ' ')
  const isExact = line === text && line.trim() === line
  return [`"body":${line}`, ...(isExact ? [] : [exact])]
}
