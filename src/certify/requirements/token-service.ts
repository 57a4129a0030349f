import { requirement } from '../results/requirement.ts'

const token = requirement({
  id: 'DS-TOK-01',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'practice',
  text: 'The token service issues a token as RFC 6749 describes it for correct credentials.',
  source: "RFC 6749 §5.1; the page: new Authentication Token from the client's services",
})

const wrongClient = requirement({
  id: 'DS-TOK-02',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'practice',
  text: 'The token service issues no token for a wrong client secret or an unknown client.',
  source: 'RFC 6749 §5.2',
})

const advice = requirement({
  id: 'DS-TOK-03',
  level: 'compatible',
  keyword: 'SHOULD',
  basis: 'practice',
  text: 'A token response says how long the token is valid, and that it must not be stored.',
  source: 'RFC 6749 §5.1',
})

export const TOKEN_SERVICE = [token, wrongClient, advice]
