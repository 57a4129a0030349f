import { describe, expect, it } from 'vitest'
import { describedFor, examplesOf } from '../../bench/peers/document.ts'
import { failuresOf } from '../../bench/peers/junit.ts'
import { namesPlace, type Failure } from '../../bench/peers/peer.ts'
import {
  endpointTable,
  type PeerJudgement,
  toolTable,
  verdictOn,
} from '../../bench/peers/verdicts.ts'
import { defined, Secret } from '../../src/core/index.ts'

const failure = (test: string, text = ''): Failure => ({ test, text })
const judged = (failures: readonly Failure[], problem?: string): PeerJudgement => ({
  failures,
  requests: 10,
  seconds: 2,
  ...defined({ problem }),
})

const BRAND = failure('POST /drop_shipment_cancellation', 'the key brand is mutated')
const FLAWED = { name: 'flawed', flaw: { names: '/order/brand', twin: 'correct' } }
const CORRECT = { name: 'correct' }

describe('what a peer makes of an endpoint', () => {
  it.each([
    ['missed', [], []],
    ['missed', [BRAND], [BRAND]],
    ['named', [BRAND], []],
    ['found', [failure('POST /drop_shipment_cancellation', 'status 200')], []],
    ['found', [failure('any', 'brand')], [BRAND]],
  ])('is %s by what fails only at the flawed endpoint', (verdict, here, atTwin) => {
    const judgements = new Map([
      ['flawed', judged(here)],
      ['correct', judged(atTwin)],
    ])
    expect(verdictOn(FLAWED, judgements, namesPlace)).toBe(verdict)
  })

  it('accuses a correct endpoint by any failure', () => {
    expect(verdictOn(CORRECT, new Map([['correct', judged([])]]), namesPlace)).toBe('accepted')
    expect(verdictOn(CORRECT, new Map([['correct', judged([BRAND])]]), namesPlace)).toBe('accused')
  })

  it('is nothing where the peer did not complete, there or at the correct twin', () => {
    const here = new Map([
      ['flawed', judged([], 'killed')],
      ['correct', judged([])],
    ])
    const there = new Map([
      ['flawed', judged([BRAND])],
      ['correct', judged([], 'killed')],
    ])
    expect(verdictOn(FLAWED, here, namesPlace)).toBe('not completed')
    expect(verdictOn(FLAWED, there, namesPlace)).toBe('not completed')
    expect(verdictOn(FLAWED, new Map(), namesPlace)).toBeUndefined()
  })

  it('is counted in a row for each tool and shown for each endpoint', () => {
    const peer = {
      name: 'peer',
      version: '1.0',
      names: namesPlace,
      run: () => Promise.reject(new Error('not run')),
    }
    const judgements = new Map([
      ['correct', judged([])],
      ['flawed', judged([BRAND])],
    ])
    const start = (): never => {
      throw new Error('not started')
    }
    const endpoints = [
      { family: 'own', ...CORRECT, start },
      { family: 'rules', ...FLAWED, start },
    ]
    expect(toolTable([{ peer, judgements }], endpoints)).toContain(
      '| peer 1.0 | 1 | 1 | 1 | 1 | 0 | 0 | 10 | 2.0 |',
    )
    expect(endpointTable([{ peer, judgements }], endpoints)).toContain('| rules: flawed | named |')
  })
})

describe('what the peers are given', () => {
  it('is the published description with the own scheme and without what only this suite reads', () => {
    const description = describedFor({
      url: 'http://127.0.0.1:1',
      credentials: { scheme: 'api-key', header: 'X-Key', key: new Secret('k', '$KEY') },
      header: { name: 'X-Key', value: 'k' },
    })
    expect(JSON.stringify(description)).not.toContain('"x-disputed":')
    expect(description.components.securitySchemes).toEqual({
      own: { type: 'apiKey', in: 'header', name: 'X-Key' },
    })
    expect(examplesOf(description).map(([path]) => path)).toEqual([
      '/drop_shipment_confirmation',
      '/drop_shipment_cancellation',
      '/drop_shipment_partial_cancellation',
    ])
    for (const [, body] of examplesOf(description)) expect(body).toBeTypeOf('object')
  })

  it('is judged by the failed tests of a JUnit report', () => {
    const xml = `<testsuites><testsuite><testcase name="a"/><testcase name="b"><failure message="why">x</failure></testcase>
      <testcase name="c"><error>e</error></testcase></testsuite></testsuites>`
    expect(failuresOf(xml).map(({ test }) => test)).toEqual(['b', 'c'])
  })
})
