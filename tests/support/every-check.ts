import { SCHEME_NAMES } from '../../src/auth/index.ts'
import { type Check, prepare } from '../../src/certify/index.ts'
import type { Contract } from '../../src/contract/index.ts'
import { systemClock } from '../../src/core/index.ts'
import { exampleCredentials } from './credentials.ts'

/** Every check of an endpoint, of whatever scheme; once for each title, since schemes describe a check of one id differently. */
export function checksOfEveryScheme(contract: Contract): readonly Check[] {
  const checks = new Map<string, Check>()
  const run = { contract, url: 'https://client.example', clock: systemClock }
  for (const name of SCHEME_NAMES) {
    const credentials = exampleCredentials(name)
    const { plan } = prepare({ ...run, level: 'resilient', credentials })
    for (const check of plan.checks) {
      const key = `${check.id}\n${check.title}`
      if (!checks.has(key)) checks.set(key, check)
    }
  }
  return [...checks.values()]
}
