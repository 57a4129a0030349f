import { readFileSync } from 'node:fs'
import { XMLParser } from 'fast-xml-parser'
import type { Failure, PeerRun } from './peer.ts'

interface TestCase {
  readonly name: string
  readonly failure?: unknown
  readonly error?: unknown
}

/** What a tool wrote to its JUnit report; without one, the end of its output says why. */
export function runOf(file: string, output: string): PeerRun {
  let xml: string
  try {
    xml = readFileSync(file, 'utf8')
  } catch {
    return { failures: [], problem: output.trim().slice(-200) || 'it took too long' }
  }
  return { failures: failuresOf(xml) }
}

/** The failed tests of a JUnit report. */
export function failuresOf(xml: string): readonly Failure[] {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    // The parser has a limit on them, and nothing here depends on a quotation mark.
    processEntities: false,
    isArray: (name) => name === 'testcase' || name === 'testsuite',
  })
  const cases = testCasesIn(parser.parse(xml))
  return cases
    .filter(({ failure, error }) => failure !== undefined || error !== undefined)
    .map(({ name, failure, error }) => ({
      test: name,
      text: JSON.stringify(failure ?? error).slice(0, 4000),
    }))
}

function testCasesIn(node: unknown): readonly TestCase[] {
  if (typeof node !== 'object' || node === null) return []
  if (Array.isArray(node)) return node.flatMap(testCasesIn)
  return Object.entries(node).flatMap(([name, value]) =>
    name === 'testcase' ? (value as readonly TestCase[]) : testCasesIn(value),
  )
}
