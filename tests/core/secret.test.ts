import { inspect } from 'node:util'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  constantTimeEqual,
  HarnessError,
  Redactor,
  renderError,
  Secret,
} from '../../src/core/index.ts'

const VALUE = 'hunter2-"quoted" & 100%+ü'
const secret = new Secret(VALUE, '$DROPSHIP_API_KEY')

describe('a secret', () => {
  it.each<[string, () => string]>([
    ['JSON', () => JSON.stringify({ secret, nested: [secret] })],
    ['text', () => String(secret)],
    ['a joined list', () => ['X', secret].join(': ')],
    ['inspection', () => inspect(secret, { showHidden: true, depth: 9 })],
    ['inspection inside something', () => inspect({ headers: [['X', secret]] }, { depth: 9 })],
    ['its own properties', () => JSON.stringify(Object.assign({}, secret))],
    ['a structured clone', () => inspect(structuredClone(secret), { showHidden: true })],
    ['a wrapped form', () => JSON.stringify(secret.within((value) => `Bearer ${value}`))],
    ['an error', () => renderError(new HarnessError('INTERNAL', `It was ${String(secret)}.`))],
  ])('does not show in %s', (_where, show) => {
    const shown = show()
    expect(shown).not.toContain('hunter2')
    expect(shown).toContain('$DROPSHIP_API_KEY')
  })

  it('comes out only by being asked', () => {
    expect(secret.expose()).toBe(VALUE)
    expect(secret.within((value) => `Bearer ${value}`).expose()).toBe(`Bearer ${VALUE}`)
    expect(secret.within((value) => `Bearer ${value}`).placeholder).toBe('Bearer $DROPSHIP_API_KEY')
  })

  it('equals its value alone', () => {
    expect(secret.equals(VALUE)).toBe(true)
    expect(secret.equals(`${VALUE} `)).toBe(false)
    expect(secret.equals('')).toBe(false)
    expect(constantTimeEqual('', '')).toBe(true)
  })
})

describe('a redactor', () => {
  it.each<[string, string]>([
    ['as it is', VALUE],
    ['in a URL', encodeURIComponent(VALUE)],
    ['in a form', new URLSearchParams({ key: VALUE }).toString()],
    ['in JSON', JSON.stringify({ key: VALUE })],
    ['in Base64', Buffer.from(VALUE).toString('base64')],
    ['in Base64 for URLs', Buffer.from(VALUE).toString('base64url')],
  ])('finds a secret %s', (_how, text) => {
    const redactor = new Redactor()
    redactor.add(secret)
    const shown = redactor.redact(`before ${text} after`)
    expect(shown).toContain('$DROPSHIP_API_KEY')
    expect(shown).not.toContain('hunter2')
    expect(shown.startsWith('before ')).toBe(true)
    expect(shown.endsWith(' after')).toBe(true)
  })

  it('leaves nothing of a secret that holds another one', () => {
    const short = new Secret('token', '$SHORT')
    const long = new Secret('token-and-more', '$LONG')
    for (const order of [
      [short, long],
      [long, short],
    ]) {
      const redactor = new Redactor()
      redactor.add(...order)
      expect(redactor.redact('x token-and-more y token z')).toBe('x $LONG y $SHORT z')
    }
  })

  it('finds the beginning of a secret where an excerpt ends within it', () => {
    const redactor = new Redactor()
    redactor.add(new Secret('abcdefghijklmnop', '$TOKEN'))
    expect(redactor.redact('500 Bearer abcdefghij…; and more')).toBe('500 Bearer $TOKEN…; and more')
    expect(redactor.redact('an abc…, an abcdefXhij…')).toBe('an abc…, an abcdefXhij…')
  })

  it('does not search for secrets so short that ordinary text holds them', () => {
    const redactor = new Redactor()
    redactor.add(new Secret('abc', '$SHORT'), new Secret('', '$EMPTY'))
    expect(redactor.redact('abc of it')).toBe('abc of it')
  })

  it('leaves no secret of four characters or more in any text', () => {
    const value = fc.string({ minLength: 4, maxLength: 30 }).filter((text) => !'$S'.includes(text))
    fc.assert(
      fc.property(value, fc.string(), fc.string(), (text, before, after) => {
        const redactor = new Redactor()
        redactor.add(new Secret(text, '$S'))
        fc.pre(!`${before}$S${after}`.includes(text))
        expect(redactor.redact(`${before}${text}${after}`)).not.toContain(text)
      }),
    )
  })
})
