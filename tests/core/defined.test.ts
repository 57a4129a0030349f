import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { defined } from '../../src/core/index.ts'

const DEFAULTS = { retries: 1, timeoutMs: 1 }
const ROOT = fileURLToPath(new URL('../..', import.meta.url))

describe('defined', () => {
  it('omits what is undefined, and nothing else', () => {
    const found = defined({ a: undefined, b: null, c: 0, d: '', e: false, f: Number.NaN })
    expect(Object.keys(found)).toEqual(['b', 'c', 'd', 'e', 'f'])
  })

  it('leaves the defaults in force that are spread before it', () => {
    const given: { retries: number | undefined; timeoutMs: number } = {
      retries: undefined,
      timeoutMs: 5,
    }
    const options: { retries: number; timeoutMs: number } = {
      ...DEFAULTS,
      ...defined(given),
    }
    expect(options).toEqual({ retries: 1, timeoutMs: 5 })
  })

  it('gives types from which undefined is removed', () => {
    const status: number | undefined = [200].at(0)
    const exact: { status?: number } = { ...defined({ status }) }
    // @ts-expect-error: a property that may be undefined is optional, not required
    const required: { status: number } = defined({ status })
    expect([exact, required]).toEqual([{ status: 200 }, { status: 200 }])
  })
})

/** A spread of one property that is omitted when it is undefined, as it is written without `defined`. */
const OLD_FORM =
  /\.\.\.\(\s*([\w.?#$[\]()]+) (?:=== undefined\s*\?\s*\{\}\s*:|!== undefined &&)\s*\{\s*(?:[\w'-]+: )?\1,?\s*\}\s*\)/g

function oldForms(text: string): string[] {
  return [...text.matchAll(OLD_FORM)].map(([found]) => found.replaceAll(/\s+/g, ' '))
}

it.each([
  '...(rule === undefined ? {} : { rule })',
  '...(attempt.status === undefined ? {} : { status: attempt.status })',
  '...(rule !== undefined && { rule })',
])('%s is found', (text) => {
  expect(oldForms(text)).toEqual([text])
})

it('every optional property that is passed on is written with defined', () => {
  const files = ['src', 'mocks', 'contracts', 'tests', 'bench'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !name.includes('node_modules'))
      .map((name) => `${folder}/${name}`),
  )
  const found = files
    .filter((file) => file !== 'tests/core/defined.test.ts')
    .flatMap((file) =>
      oldForms(readFileSync(join(ROOT, file), 'utf8')).map(
        (form) => `${file}: write ...defined({ … }) of src/core instead of ${form}`,
      ),
    )
  expect(files.length).toBeGreaterThan(500)
  expect(found).toEqual([])
})
