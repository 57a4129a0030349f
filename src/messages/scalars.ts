import { isOfType, type SchemaObject, typesOf } from '../contract/index.ts'
import { lookUp, type Random } from '../core/index.ts'
import type { AppliedObject } from './applied.ts'
import { matchesPattern, textsMatching } from './matching.ts'

/** Whether a value obeys what a schema says of values without parts; formats are left to the validator. */
export function fits(value: unknown, schema: SchemaObject): boolean {
  const types = typesOf(schema)
  if (types.length > 0 && !types.some((type) => isOfType(value, type))) return false
  if (schema.const !== undefined && !isSame(schema.const, value)) return false
  if (schema.enum !== undefined && !isListed(schema.enum, value)) return false
  if (typeof value === 'number') return fitsNumber(value, schema)
  return typeof value !== 'string' || fitsText(value, schema)
}

function fitsNumber(value: number, schema: SchemaObject): boolean {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema
  if (minimum !== undefined && value < minimum) return false
  if (maximum !== undefined && value > maximum) return false
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) return false
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum) return false
  return multipleOf === undefined || isMultiple(value, multipleOf)
}

/** By doubles: the validator, which is exact, has the last word. */
export function isMultiple(value: number, step: number): boolean {
  const times = value / step
  return Math.abs(times - Math.round(times)) < 1e-9
}

function fitsText(value: string, { minLength = 0, maxLength, pattern }: SchemaObject): boolean {
  const length = Array.from(value).length
  if (length < minLength || (maxLength !== undefined && length > maxLength)) return false
  return pattern === undefined || matchesPattern(pattern, value)
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other)
}

/** What lists contain, as JSON: each of ten thousand values is looked up in the list that has it. */
const textsIn = new WeakMap<readonly unknown[], ReadonlySet<string>>()

export function isListed(listed: readonly unknown[], value: unknown): boolean {
  const texts = textsIn.get(listed) ?? new Set(listed.map((each) => JSON.stringify(each)))
  textsIn.set(listed, texts)
  return texts.has(JSON.stringify(value))
}

/** Numbers to try, the plainest first. */
export function numberCandidates(applied: readonly AppliedObject[]): readonly number[] {
  const schemas = applied.map(({ schema }) => schema)
  const all = (keyword: string): number[] =>
    schemas.flatMap((schema) => {
      const value = schema[keyword]
      return typeof value === 'number' ? [value] : []
    })
  const above = all('exclusiveMinimum')
  const beneath = all('exclusiveMaximum')
  const least = Math.max(...all('minimum'), ...above, Number.NEGATIVE_INFINITY)
  const most = Math.min(...all('maximum'), ...beneath, Number.POSITIVE_INFINITY)
  const step = all('multipleOf').reduce(commonMultiple, 1)
  const from = Number.isFinite(least) ? least : Number.isFinite(most) ? most - 10 * step : 1
  const start = Math.ceil(from / step) * step
  const middle = Number.isFinite(least) && Number.isFinite(most) ? [(least + most) / 2] : []
  const candidates = [
    Math.min(Math.max(1, least), most),
    start,
    ...Array.from({ length: 5 }, (_, index) => start + (index + 1) * step),
    least,
    most,
    ...middle,
    least + 0.5,
    most - 0.5,
    0,
    1,
    -1,
    1.5,
    ...above.map((bound) => bound + Math.abs(bound) * 1e-6 + 1e-6),
    Math.floor(most / step) * step,
  ]
  return unique(candidates.map(exact)).filter(
    (value) => Number.isFinite(value) && schemas.every((schema) => fits(value, schema)),
  )
}

/** Without what adding and dividing doubles leaves behind: 0.1 + 0.2 is 0.3. */
export function exact(value: number): number {
  const rounded = Number(value.toPrecision(12))
  return Number.isFinite(rounded) && Math.abs(rounded - value) < Math.abs(value) * 1e-10
    ? rounded
    : value
}

/** The product where no smaller one is found soon. */
function commonMultiple(one: number, other: number): number {
  if (one === 1 && !isMultiple(1, other)) return other
  for (let times = 1; times <= 1000; times++) {
    if (isMultiple(one * times, other)) return exact(one * times)
  }
  return one * other
}

/** Texts of each format; the first is the one of ordinary messages. */
const FORMAT_SAMPLES: Readonly<Record<string, readonly string[]>> = {
  'date-time': ['2026-01-05T09:12:44Z', '2026-01-05T09:12:44.5Z', '2026-01-05T09:12:44+00:00'],
  'iso-date-time': ['2026-01-05T09:12:44Z'],
  date: ['2026-01-05', '2028-02-29'],
  time: ['09:12:44Z', '23:59:59Z'],
  'iso-time': ['09:12:44Z'],
  email: ['someone@client.example', 'a@b.co'],
  'idn-email': ['someone@client.example'],
  uri: ['https://client.example/orders/1', 'https://a.co', 'urn:a:b'],
  url: ['https://client.example/orders/1', 'https://a.co'],
  iri: ['https://client.example/orders/1'],
  'uri-reference': ['/orders/1', 'a'],
  'iri-reference': ['/orders/1'],
  'uri-template': ['/orders/{id}', 'a'],
  hostname: ['client.example', 'a.co', 'a'],
  'idn-hostname': ['client.example'],
  ipv4: ['192.0.2.1', '10.0.0.1'],
  ipv6: ['2001:db8::1', '::1'],
  duration: ['P1D', 'PT1H'],
  'json-pointer': ['/orders/1', '/a', ''],
  'relative-json-pointer': ['1/orders', '0'],
  'json-pointer-uri-fragment': ['#/orders/1', '#'],
  regex: ['^a$', 'a'],
  byte: ['dGV4dA==', 'YQ=='],
  uuid: ['3d813cbb-47fb-42ba-91df-831e1593ac29'],
}

/** Whether the first text of ordinary messages is known to be of the format. */
export function hasSample(format: string): boolean {
  return Object.hasOwn(FORMAT_SAMPLES, format)
}

/** Characters that are generated for one text. */
export const MAX_CHARACTERS = 1024 * 1024

/** Texts to try, the plainest first. */
export function textCandidates(
  applied: readonly AppliedObject[],
  random: Random,
): readonly string[] {
  const schemas = applied.map(({ schema }) => schema)
  const least = Math.min(
    Math.max(0, ...schemas.map(({ minLength }) => minLength ?? 0)),
    MAX_CHARACTERS,
  )
  const most = Math.min(...schemas.map(({ maxLength }) => maxLength ?? Number.POSITIVE_INFINITY))
  const ofFormats = schemas.flatMap(({ format }) => lookUp(FORMAT_SAMPLES, format) ?? [])
  const plain = 'text'
    .padEnd(least, 'x')
    .slice(0, Number.isFinite(most) ? most : Math.max(100, least))
  const candidates = [...ofFormats, plain]
  const matching = schemas.flatMap(({ pattern }) =>
    pattern === undefined || fitsText(plain, { pattern })
      ? []
      : textsMatching(pattern, random, least),
  )
  const joined = ofFormats.length === 0 ? [] : matching.slice(0, 3).flatMap(withinFormats)
  const others = ['a', 'A', '1', '0', 'TEXT', 'text-2', 'other', '', '12345', '2026-01-05'].map(
    (text) => (text === '' ? text : text.padEnd(least, text)),
  )
  return unique([...candidates, ...matching, ...joined, ...others]).filter((value) =>
    schemas.every((schema) => fits(value, schema)),
  )
}

/** What a pattern asks for as a part of a text of some format: the end of an address, a host, what a link ends with. */
function withinFormats(part: string): readonly string[] {
  return [
    `a${part}`,
    `${part}a`,
    `${part}@a.co`,
    `https://${part}`,
    `https://a.co/${part}`,
    `https://a.co${part}`,
    `${part}.a.co`,
    `/${part}`,
  ]
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)]
}
