import { expect, it } from 'vitest'
import { Redactor, Secret } from '../../src/core/index.ts'

/** An endpoint that repeats what it was sent may write it in any way that programs write bytes. */

const SECRET = 'Kd8s/92+Lq~x7 Vé'
const redactor = new Redactor()
redactor.add(new Secret(SECRET, '$SECRET'))

const base64 = (text: string): string => Buffer.from(text).toString('base64')

const SPELLINGS: Readonly<Record<string, string>> = {
  itself: SECRET,
  'upper case': SECRET.toUpperCase(),
  'lower case': SECRET.toLowerCase(),
  hexadecimal: Buffer.from(SECRET).toString('hex'),
  'hexadecimal in capitals': Buffer.from(SECRET).toString('hex').toUpperCase(),
  'a URL': encodeURIComponent(SECRET),
  'a URL with small escapes': encodeURIComponent(SECRET).replaceAll(/%../g, (escape) =>
    escape.toLowerCase(),
  ),
  'a form': new URLSearchParams({ a: SECRET }).toString().slice(2),
  JSON: JSON.stringify({ a: SECRET }),
  Base64: base64(SECRET),
  'Base64 for URLs': Buffer.from(SECRET).toString('base64url'),
  'Base64 of a header': base64(`Bearer ${SECRET}`),
  'Base64 of credentials': base64(`someone:${SECRET}`),
  'Base64 of a whole request': base64(`POST / HTTP/1.1\r\nX-API-Key: ${SECRET}\r\n\r\n{}`),
  ...Object.fromEntries(
    [1, 2, 3, 4].map((before) => [
      `Base64 behind ${before} bytes`,
      base64(`${'x'.repeat(before)}${SECRET} and more`),
    ]),
  ),
}

it.each(Object.entries(SPELLINGS))('a secret is recognised in %s', (_name, spelling) => {
  const text = redactor.redact(`you sent "${spelling}" here`)
  expect(text).toContain('$SECRET')
  // Of what is next to it in Base64, the first and the last character hold some bits of the secret.
  const middle = spelling.includes(SECRET) ? SECRET : spelling.slice(-18, -6)
  expect(text).not.toContain(middle)
})

it('texts that hold no secret stay as they are', () => {
  const text = `${base64('an ordinary body of an ordinary response')} 4b6438732f39322b`
  expect(redactor.redact(text)).toBe(text)
})
