import { expect, it } from 'vitest'
import { SCHEME_NAMES } from '../../src/auth/index.ts'
import { type Check, prepare, REQUIREMENTS } from '../../src/certify/index.ts'
import { loadContract } from '../../src/contract/index.ts'
import { systemClock } from '../../src/core/index.ts'
import { exampleCredentials } from '../support/credentials.ts'
import { renderRequirementsPage, REQUIREMENTS_PAGE } from '../support/requirements-page.ts'

it('the page of requirements is current: npx vitest run tests/certify/requirements-page.test.ts -u', async () => {
  const contract = await loadContract()
  const url = 'https://client.example'
  const level = 'resilient'
  const checks = new Map<string, Check>()
  for (const credentials of SCHEME_NAMES.map((name) => exampleCredentials(name))) {
    const { plan } = prepare({ contract, url, credentials, level, clock: systemClock })
    for (const check of plan.checks) checks.set(check.id, check)
  }
  await expect(renderRequirementsPage(REQUIREMENTS, [...checks.values()])).toMatchFileSnapshot(
    `../../${REQUIREMENTS_PAGE}`,
  )
})
