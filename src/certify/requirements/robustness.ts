import { requirement } from '../results/requirement.ts'
import { RETRIES } from './sources.ts'

const response = requirement({
  id: 'DS-SUR-01',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'page',
  text: 'Whatever is sent gets a complete response: no 5xx, no redirect, no closed connection, no silence.',
  source: RETRIES,
})

const recovery = requirement({
  id: 'DS-SUR-02',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'page',
  text: 'Whatever was sent before, the next valid message is accepted.',
  source: RETRIES,
})

const everyTime = requirement({
  id: 'DS-SUR-03',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'page',
  text: 'A valid message is accepted every time, not just most of the time.',
  source: RETRIES,
})

export const ROBUSTNESS = [response, recovery, everyTime]
