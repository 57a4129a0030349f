import { requirement } from '../results/requirement.ts'

const missing = requirement({
  id: 'DS-REF-01',
  level: 'strict',
  keyword: 'MUST',
  basis: 'page',
  text: 'A message without a required property is rejected with 400 or 422.',
  source: 'Request Body schema: required; Responses: 400, 422',
})

const type = requirement({
  id: 'DS-REF-02',
  level: 'strict',
  keyword: 'MUST',
  basis: 'page',
  text: 'A message with a value of another type is rejected with 400 or 422; null and numbers in quotes are other types.',
  source: 'Request Body schema: types; Responses: 400, 422',
})

const value = requirement({
  id: 'DS-REF-03',
  level: 'strict',
  keyword: 'MUST',
  basis: 'page',
  text: 'A value that is not one of the documented ones is rejected with 400 or 422.',
  source: 'Request Body schema: Enum; Responses: 400, 422',
})

const time = requirement({
  id: 'DS-REF-04',
  level: 'strict',
  keyword: 'MUST',
  basis: 'page',
  text: 'An invalid date or timestamp is rejected with 400 or 422.',
  source: 'Request Body schema: <date-time>, <date>; Responses: 400, 422',
})

const bounds = requirement({
  id: 'DS-REF-05',
  level: 'strict',
  keyword: 'MUST',
  basis: 'page',
  text: 'A number outside its documented bounds is rejected with 400 or 422.',
  source: 'Request Body schema: integer >= 1; Responses: 400, 422',
})

const unknown = requirement({
  id: 'DS-REF-06',
  level: 'strict',
  keyword: 'MUST',
  basis: 'page',
  text: 'An unknown property of a closed object is rejected with 400 or 422.',
  source: 'published description: additionalProperties false; Responses: 400, 422',
})

const otherRules = requirement({
  id: 'DS-REF-07',
  level: 'strict',
  keyword: 'MUST',
  basis: 'page',
  text: 'A text or list that breaks another documented rule is rejected with 400 or 422.',
  source: 'Request Body schema; Responses: 400, 422',
})

const anywhere = requirement({
  id: 'DS-REF-08',
  level: 'strict',
  keyword: 'MUST',
  basis: 'page',
  text: "An invalid value is rejected with 400 or 422 wherever it is: among others in the only or the last of many items, under another property name, in another operation's message.",
  source: 'Responses: 400, 422',
})

const notJson = requirement({
  id: 'DS-REF-09',
  level: 'strict',
  keyword: 'MUST',
  basis: 'page',
  text: 'A body that is not JSON, or an empty one, is rejected with a 4xx.',
  source: 'Request Body schema: application/json; Responses: 400',
})

const everyTime = requirement({
  id: 'DS-REF-10',
  level: 'strict',
  keyword: 'MUST',
  basis: 'page',
  text: 'An invalid message is rejected every time, not just most of the time.',
  source: 'Responses: 400, 422',
})

export const REJECTION = [
  missing,
  type,
  value,
  time,
  bounds,
  unknown,
  otherRules,
  anywhere,
  notJson,
  everyTime,
]
