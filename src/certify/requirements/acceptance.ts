import { requirement } from '../results/requirement.ts'

const ordinary = requirement({
  id: 'DS-ACC-01',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'page',
  text: 'Every operation accepts its minimal, its full and its documented message.',
  source: 'POST a Drop Shipment …: Request, Responses 200',
})

const variations = requirement({
  id: 'DS-ACC-02',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'page',
  text: 'Every variation that the schema allows is accepted: optional properties, documented values, boundaries, texts, lists of one to a hundred items.',
  source: 'Request Body schema of each operation',
})

const encodings = requirement({
  id: 'DS-ACC-03',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'practice',
  text: 'The same message is accepted in every encoding that HTTP and JSON allow: charset, chunked, header case, white space, property order, escapes.',
  source: 'Request Body schema: application/json (RFC 8259, RFC 9110)',
})

const success = requirement({
  id: 'DS-ACC-04',
  level: 'compatible',
  keyword: 'SHOULD',
  basis: 'page',
  text: 'The response to an accepted message is 200.',
  source: 'Responses: 200 Success',
})

export const ACCEPTANCE = [ordinary, variations, encodings, success]
