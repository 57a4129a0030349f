import { expect, it } from 'vitest'
import { loadContract } from '../../src/contract/index.ts'
import { systemClock } from '../../src/core/index.ts'
import {
  examCredentials,
  prepareExamination,
  SENDER_REQUIREMENTS,
  waitingDriver,
} from '../../src/examine/index.ts'
import {
  renderRequirementsPage,
  SENDER_HEAD,
  SENDER_REQUIREMENTS_PAGE,
} from '../support/requirements-page.ts'

const { checks } = prepareExamination({
  contract: await loadContract(),
  name: 'a sender',
  driver: waitingDriver,
  clock: systemClock,
  createText: () => 'text',
  stateFolder: () => '.',
  auth: examCredentials('oauth2', () => 'text'),
  level: 'resilient',
})

it('the page of requirements of senders is current: npx vitest run tests/senders/requirements-page.test.ts -u', async () => {
  await expect(
    renderRequirementsPage(SENDER_REQUIREMENTS, checks, SENDER_HEAD),
  ).toMatchFileSnapshot(`../../${SENDER_REQUIREMENTS_PAGE}`)
})

it('every requirement of senders has a check, and no check has the id of another', () => {
  const tested = new Set(checks.map(({ requirement }) => requirement))
  expect(
    SENDER_REQUIREMENTS.filter(({ notTested }) => notTested === undefined)
      .map(({ id }) => id)
      .filter((id) => !tested.has(id)),
  ).toEqual([])
  expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length)
})
