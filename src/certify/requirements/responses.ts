import { requirement } from '../results/requirement.ts'

const body422 = requirement({
  id: 'DS-ANS-01',
  level: 'strict',
  keyword: 'MUST',
  basis: 'page',
  text: 'The 422 body has the documented shape: message, and errors with field and code.',
  source: 'Responses: 422 Validation failure',
})

const json = requirement({
  id: 'DS-ANS-02',
  level: 'strict',
  keyword: 'MUST',
  basis: 'page',
  text: 'A response that declares itself JSON is JSON and matches the documented schema of its status.',
  source: 'Responses',
})

const field = requirement({
  id: 'DS-ANS-03',
  level: 'strict',
  keyword: 'MUST',
  basis: 'page',
  text: 'The field of a 422 response names the invalid field.',
  source: 'Responses: 422 Validation failure, errors.field',
})

const codes = requirement({
  id: 'DS-ANS-04',
  level: 'strict',
  keyword: 'SHOULD',
  basis: 'page',
  text: 'Each error of a 422 body has a code: required by the schema, while its description gives a default (D8).',
  source: 'Responses: 422 Validation failure, errors.code',
})

export const RESPONSES = [body422, json, field, codes]
