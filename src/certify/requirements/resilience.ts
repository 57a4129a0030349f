import { requirement } from '../results/requirement.ts'
import { DELIVERY } from './sources.ts'

const parallel = requirement({
  id: 'DS-RES-01',
  level: 'resilient',
  keyword: 'MUST',
  basis: 'practice',
  text: 'Messages that arrive at the same time are all accepted, also when they are the same message.',
  source: DELIVERY,
})

const order = requirement({
  id: 'DS-RES-02',
  level: 'resilient',
  keyword: 'MUST',
  basis: 'practice',
  text: 'The messages of one order are accepted in any order.',
  source: DELIVERY,
})

const latency = requirement({
  id: 'DS-RES-03',
  level: 'resilient',
  keyword: 'MUST',
  basis: 'practice',
  text: 'Responses arrive within the latency budget, under load too.',
  source: 'documented practice: webhooks time out',
})

const slowAndLarge = requirement({
  id: 'DS-RES-04',
  level: 'resilient',
  keyword: 'MUST',
  basis: 'practice',
  text: 'Slow and large requests get a response.',
  source: 'documented practice: messages of hundreds of items, slow networks',
})

const internals = requirement({
  id: 'DS-RES-05',
  level: 'resilient',
  keyword: 'MUST',
  basis: 'practice',
  text: 'Responses show no stack traces, file paths or other internals.',
  source: 'CWE-209',
})

export const RESILIENCE = [parallel, order, latency, slowAndLarge, internals]
