import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

/** The cases of `tests/contract/fixtures/NAME.yaml`; `absent: true` represents a missing value. */
export function readCases<T>(name: string): T[] {
  const file = new URL(`../contract/fixtures/${name}.yaml`, import.meta.url)
  return parse(readFileSync(file, 'utf8')) as T[]
}
