import { requirement } from '../results/requirement.ts'
import { DELIVERY } from './sources.ts'

const accepted = requirement({
  id: 'DS-DUP-01',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'practice',
  text: 'The same message is accepted two and six times, byte for byte.',
  source: `Failure Handling: retry five times with the same message; ${DELIVERY}`,
})

const oneEffect = requirement({
  id: 'DS-DUP-02',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'practice',
  text: 'A repeated message has one effect.',
  source: DELIVERY,
})

export const DUPLICATES = [accepted, oneEffect]
