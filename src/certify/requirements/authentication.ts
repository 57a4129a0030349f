import { requirement } from '../results/requirement.ts'

const REFRESH =
  'Failure Handling: on 401 a new Authentication Token is requested and the request is retried'

const without = requirement({
  id: 'DS-AUTH-01',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'page',
  text: 'The response to a request without credentials is 401, on every operation.',
  source: 'Responses: 401 Not Authorized',
})

const wrong = requirement({
  id: 'DS-AUTH-02',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'page',
  text: 'The response to a request with wrong, malformed or altered credentials is 401, on every operation.',
  source: 'Responses: 401 Not Authorized',
})

const beforeValidation = requirement({
  id: 'DS-AUTH-03',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'page',
  text: 'Credentials are checked before the body: the response to an invalid message without credentials is 401.',
  source: 'Responses: 401 Not Authorized',
})

const expired = requirement({
  id: 'DS-AUTH-04',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'page',
  text: 'The response to an expired token is 401.',
  source: REFRESH,
})

const renewed = requirement({
  id: 'DS-AUTH-05',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'page',
  text: 'After a 401, a new token from the token service is accepted.',
  source: REFRESH,
})

const challenge = requirement({
  id: 'DS-AUTH-06',
  level: 'compatible',
  keyword: 'SHOULD',
  basis: 'practice',
  text: 'A 401 names the way to authenticate in WWW-Authenticate.',
  source: 'RFC 9110 §11.6.1',
})

const reuse = requirement({
  id: 'DS-AUTH-07',
  level: 'resilient',
  keyword: 'MUST',
  basis: 'practice',
  text: 'One token serves many requests until it expires.',
  source: 'documented practice: access tokens are reused until they expire',
})

const schemeCase = requirement({
  id: 'DS-AUTH-08',
  level: 'resilient',
  keyword: 'MUST',
  basis: 'practice',
  text: 'The name of the authentication scheme is case-insensitive.',
  source: 'RFC 9110 §11.1',
})

export const AUTHENTICATION = [
  without,
  wrong,
  beforeValidation,
  expired,
  renewed,
  challenge,
  reuse,
  schemeCase,
]
