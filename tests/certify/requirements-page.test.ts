import { expect, it } from 'vitest'
import type { Credentials } from '../../src/auth/index.ts'
import { type Check, prepare, REQUIREMENTS } from '../../src/certify/index.ts'
import { loadContract } from '../../src/contract/index.ts'
import { Secret, systemClock } from '../../src/core/index.ts'
import { renderRequirementsPage, REQUIREMENTS_PAGE } from '../support/requirements-page.ts'

const secret = new Secret('Secret-1', '$SECRET')

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

it('the page of requirements is current: npx vitest run tests/certify/requirements-page.test.ts -u', async () => {
  const contract = await loadContract()
  const url = 'https://client.example'
  const level = 'resilient'
  const checks = new Map<string, Check>()
  for (const credentials of SCHEMES) {
    const { plan } = prepare({ contract, url, credentials, level, clock: systemClock })
    for (const check of plan.checks) checks.set(check.id, check)
  }
  await expect(renderRequirementsPage(REQUIREMENTS, [...checks.values()])).toMatchFileSnapshot(
    `../../${REQUIREMENTS_PAGE}`,
  )
})
