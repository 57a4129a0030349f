import { expect, it } from 'vitest'
import { REQUIREMENTS } from '../../src/certify/index.ts'
import { loadContract } from '../../src/contract/index.ts'
import { checksOfEveryScheme } from '../support/every-check.ts'
import { renderRequirementsPage, REQUIREMENTS_PAGE } from '../support/requirements-page.ts'

it('the page of requirements is current: npx vitest run tests/certify/requirements-page.test.ts -u', async () => {
  const checks = checksOfEveryScheme(await loadContract())
  await expect(renderRequirementsPage(REQUIREMENTS, checks)).toMatchFileSnapshot(
    `../../${REQUIREMENTS_PAGE}`,
  )
})
