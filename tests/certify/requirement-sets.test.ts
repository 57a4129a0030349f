import { describe, expect, it } from 'vitest'
import type { Credentials } from '../../src/auth/index.ts'
import { type Check, prepare, REQUIREMENTS } from '../../src/certify/index.ts'
import {
  countBySet,
  currentSet,
  isLater,
  nameOfSet,
  REQUIREMENT_SETS,
  type SetName,
} from '../../src/certify/requirement-sets/requirement-set.ts'
import type { CheckResult } from '../../src/certify/results/check.ts'
import { loadContract } from '../../src/contract/index.ts'
import { Secret, systemClock } from '../../src/core/index.ts'
import {
  examCredentials,
  prepareExamination,
  SENDER_REQUIREMENTS,
  waitingDriver,
} from '../../src/examine/index.ts'
import { describedSet } from '../support/requirement-sets.ts'

/** Sets that certificates were given by. They never change. */
const RELEASED: Readonly<Record<string, string>> = {
  'endpoint 1.0': 'e43cbcd120231a7e32bb1d7b47ea95dd6b7ca4c207e3710d060332a673bd17c9',
  'sender 1.0': 'b9b9621336b370a02a40365a713733d68125f405ba23363663daec169ece8c8a',
}

const contract = await loadContract()
const secret = new Secret('Secret-1', '$SECRET')

/** Those of the first set: a certificate of a newer scheme rests on all its checks, since there was none before. */
const SCHEMES: readonly Credentials[] = [
  {
    scheme: 'oauth2',
    tokenUrl: 'http://127.0.0.1:1/token',
    clientId: 'id',
    clientSecret: secret,
    tokenAuth: 'form',
  },
  { scheme: 'basic', username: 'user', password: secret },
  { scheme: 'api-key', header: 'X-Api-Key', key: secret },
  {
    scheme: 'aws-sigv4',
    accessKeyId: 'AKIA',
    secretAccessKey: secret,
    region: 'us-east-1',
    service: 'execute-api',
  },
]

function endpointChecks(): Check[] {
  const run = { contract, url: 'https://client.example', level: 'resilient', clock: systemClock }
  return SCHEMES.flatMap(
    (credentials) => prepare({ ...run, level: 'resilient', credentials }).plan.checks,
  )
}

function senderChecks(): readonly Check[] {
  return prepareExamination({
    contract,
    name: 'a sender',
    driver: waitingDriver,
    clock: systemClock,
    createText: () => 'text',
    stateFolder: () => '.',
    auth: examCredentials('oauth2', () => 'text'),
    level: 'resilient',
  }).checks
}

describe('a requirement set', () => {
  it('that was released does not change: a new check declares `since`, a new requirement needs a new set (CONTRIBUTING.md, recipe 2)', () => {
    const named = REQUIREMENT_SETS.map((set) => {
      const { name, version, sha256 } = nameOfSet(set)
      return [`${name} ${version}`, sha256]
    })
    expect(Object.fromEntries(named)).toMatchObject(RELEASED)
  })

  it('has the requirements and the families of checks of the suite: a new one needs a new set (CONTRIBUTING.md, recipe 2)', async () => {
    const versionOf = (name: SetName): string => currentSet(name).version
    const described = [
      describedSet('endpoint', versionOf('endpoint'), REQUIREMENTS, endpointChecks()),
      describedSet('sender', versionOf('sender'), SENDER_REQUIREMENTS, senderChecks()),
    ]
    for (const set of described) {
      await expect(`${JSON.stringify(set, null, 2)}\n`).toMatchFileSnapshot(
        `../../src/certify/requirement-sets/${set.name}-${set.version}.json`,
      )
    }
  })
})

describe('a check that is newer than the set', () => {
  const failing: CheckResult = {
    id: 'x',
    title: 'x',
    requirement: 'DS-REF-01',
    level: 'strict',
    status: 'failed',
    expected: '',
    actual: 'accepted',
    durationMs: 0,
    since: '1.1',
  }

  it('warns, and says from which set on it counts', () => {
    expect(countBySet([failing], '1.0')).toMatchObject([
      { status: 'warned', actual: expect.stringContaining('counts from set 1.1 on') as string },
    ])
  })

  it('counts from that set on', () => {
    expect(countBySet([failing], '1.1')).toEqual([failing])
  })

  it.each([
    ['1.1', '1.0', true],
    ['1.10', '1.9', true],
    ['2.0', '1.9', true],
    ['1.0', '1.0', false],
    ['1.9', '2.0', false],
  ])('is found by numbers: %s after %s is %s', (one, other, expected) => {
    expect(isLater(one, other)).toBe(expected)
  })
})
