import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Credentials } from '../../src/auth/index.ts'
import { CATALOGUE, type Check, isBinding, prepare, REQUIREMENTS } from '../../src/certify/index.ts'
import { loadContract } from '../../src/contract/index.ts'
import { Secret, systemClock } from '../../src/core/index.ts'
import { FAMILIES } from '../endpoints/score.ts'
import { checksOfEveryScheme } from '../support/every-check.ts'

/** Only documents with lengths, counts or patterns have such rules to break. */
const NEEDS_OTHER_DOCUMENT = 'DS-REF-07'
/** What needs TLS, or time, has its endpoints in tests/certify. */
const BROKEN_ELSEWHERE = ['DS-RES-03', 'DS-TLS-01', NEEDS_OTHER_DOCUMENT]

const OAUTH2: Credentials = {
  scheme: 'oauth2',
  tokenUrl: 'http://127.0.0.1:1/token',
  clientId: 'id',
  clientSecret: new Secret('secret', '$SECRET'),
  tokenAuth: 'form',
}

const contract = await loadContract()

function checksAt(
  level: 'compatible' | 'strict' | 'resilient',
  thorough = false,
): readonly Check[] {
  return prepare({
    contract,
    url: 'https://client.example',
    credentials: OAUTH2,
    level,
    clock: systemClock,
    thorough,
  }).plan.checks
}

describe('the catalogue', () => {
  it('has a check for every requirement, or the reason why it has none', () => {
    const tested = new Set(checksAt('resilient').map(({ requirement }) => requirement))
    const open = REQUIREMENTS.filter(
      ({ id, notTested }) =>
        id !== NEEDS_OTHER_DOCUMENT && tested.has(id) === (notTested !== undefined),
    )
    expect(
      open.map(({ id, notTested }) =>
        notTested === undefined
          ? `${id}: add its check to a group of its topic, or say in notTested why nothing can test it`
          : `${id}: a check tests it, so remove notTested`,
      ),
    ).toEqual([])
    expect(tested).not.toContain(NEEDS_OTHER_DOCUMENT)
  })

  it('has for every MUST an endpoint in tests/endpoints/flaws that names one of its checks', () => {
    const checks = checksOfEveryScheme(contract)
    const names = Object.values(FAMILIES).flatMap((flaws) => flaws.map((flaw) => flaw.names))
    const isNamed = ({ id, operation = '' }: Check): boolean => {
      const [family = ''] = id.split('/')
      const own = id.replace(operation, '*')
      // A name that says no more than the family names no check.
      return names.some((name) => own.includes(name) && !`${family}/`.startsWith(name))
    }
    const open = REQUIREMENTS.filter(
      ({ id, keyword, notTested }) =>
        keyword === 'MUST' &&
        notTested === undefined &&
        !checks.some((check) => check.requirement === id && isNamed(check)),
    ).map(({ id }) => id)
    expect(
      open
        .filter((id) => !BROKEN_ELSEWHERE.includes(id))
        .map((id) => `${id}: add an endpoint that breaks only it to tests/endpoints/flaws`),
    ).toEqual([])
    expect(
      BROKEN_ELSEWHERE.filter((id) => !open.includes(id)).map(
        (id) => `${id}: an endpoint in tests/endpoints/flaws breaks it, so remove it here`,
      ),
    ).toEqual([])
  })

  it.each(Object.entries(FAMILIES))(
    'has as many flawed endpoints of the family %s as docs/accuracy.md says: change its row, and the one of all',
    (family, flaws) => {
      const row = new RegExp(String.raw`^\| ${family} +\| +(\d+) \|`, 'm')
      const [, shown] = row.exec(readFileSync('docs/accuracy.md', 'utf8')) ?? []
      expect(Number(shown)).toBe(flaws.length)
    },
  )

  it('knows the requirement of every check, at the level of the check', () => {
    for (const check of checksAt('resilient', true)) {
      expect(CATALOGUE.get(check.requirement)?.level, check.id).toBe(check.level)
    }
  })

  it('has unique ids', () => {
    const ids = REQUIREMENTS.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('lets neither a SHOULD nor a policy of ours prevent a certificate', () => {
    const base = REQUIREMENTS[0]
    expect(base).toBeDefined()
    if (base === undefined) return
    expect(isBinding({ ...base, keyword: 'MUST', basis: 'page' })).toBe(true)
    expect(isBinding({ ...base, keyword: 'SHOULD', basis: 'page' })).toBe(false)
    expect(isBinding({ ...base, keyword: 'MUST', basis: 'policy' })).toBe(false)
  })

  it('lists every point of the errata as not judged', () => {
    const errata = readFileSync(new URL('../../openapi/ERRATA.md', import.meta.url), 'utf8')
    const points = [...errata.matchAll(/^\| (D\d+) /gm)].map(([, point]) => `ERRATA.md, ${point}`)
    const disputed = REQUIREMENTS.filter(({ source }) => source.startsWith('ERRATA.md'))
    expect(points.length).toBeGreaterThan(0)
    expect(disputed.map(({ source }) => source)).toEqual(points)
    expect(disputed.filter(({ level }) => level !== 'not judged')).toEqual([])
  })
})

describe('the plan', () => {
  it('declares every check once', () => {
    const ids = checksAt('resilient').map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('is cumulative: each level holds the checks of the one below', () => {
    const [compatible, strict, resilient] = (['compatible', 'strict', 'resilient'] as const).map(
      (level) => new Set(checksAt(level).map(({ id }) => id)),
    )
    expect(compatible?.size).toBeGreaterThan(300)
    expect([...(compatible ?? [])].every((id) => strict?.has(id))).toBe(true)
    expect([...(strict ?? [])].every((id) => resilient?.has(id))).toBe(true)
    expect(strict?.size).toBeGreaterThan((compatible?.size ?? 0) + 300)
  })

  it('has a check for every further deviation when it is thorough', () => {
    expect(checksAt('strict', true).length).toBeGreaterThan(checksAt('strict').length + 300)
  })
})
