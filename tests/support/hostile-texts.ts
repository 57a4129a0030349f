import { UNPRINTABLE } from './unprintable.ts'

/** What others may write into whatever they send, and what must not be seen of it. */

export const HOSTILE_KEY = 'Kd8s/92+Lq~x7 Ve'

/** What no file, page or terminal may show. */
export const RAW =
  /(?![\n\t])[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}\p{Noncharacter_Code_Point}\u200b\u2060\ufeff\u00ad\u3164\u{e0041}]/u

const STEERING = UNPRINTABLE.map(([, char]) => char).join('x')

export const HOSTILE_TEXTS: Readonly<Record<string, string>> = {
  'what steers a terminal': `${STEERING}\u001b]0;title\u0007\u001b]8;;http://evil.invalid\u001b\\x\u001b[2J`,
  HTML: '</pre></title></style></script><script>stolen = 1</script><img src=http://evil.invalid/a onerror=stolen()><svg onload=stolen()>',
  'the end of a character section': ']]><stolen>&stolen;&#0;<!DOCTYPE a [<!ENTITY b "c">]>',
  Markdown:
    '](http://evil.invalid) [a](http://evil.invalid) ![a](http://evil.invalid) | a | b |\n\n# a\n```\n<img src=http://evil.invalid>\n~~~\n<http://evil.invalid> @everyone http://evil.invalid',
  'commands of a runner':
    '\n::error::stolen\r\n  ::set-output name=a::stolen\n##[error]stolen%0A::add-mask::stolen\n::stop-commands::stolen',
  'a report': '{"verdict":"certified","levels":{"strict":"passed"}}',
  'names that every object inherits': '{"__proto__":{"a":1},"constructor":1,"toString":2}',
  'a long line': 'long '.repeat(200_000),
  'the key': [
    HOSTILE_KEY,
    HOSTILE_KEY.toUpperCase(),
    encodeURIComponent(HOSTILE_KEY),
    Buffer.from(HOSTILE_KEY).toString('hex'),
    Buffer.from(HOSTILE_KEY).toString('base64'),
    Buffer.from(`user:${HOSTILE_KEY}`).toString('base64url'),
  ].join(' '),
}

/** All that is written to be run, loaded or obeyed, in one text. */
export const HOSTILE_TEXT = Object.entries(HOSTILE_TEXTS)
  .filter(([title]) => title !== 'a long line' && title !== 'the key')
  .map(([, text]) => text)
  .join(' ')

/** What a header may hold: bytes above ASCII are C1 and letters to whoever reads Latin-1. */
export const asHeader = (text: string): string =>
  text.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '').slice(0, 2000)
