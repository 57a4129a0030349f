import { requirement, type Requirement } from './requirement.ts'

const REFRESH =
  'Failure Handling: on 401 a new Authentication Token is requested and the request is retried'

/** Who may send, and over which connection. */
export const ACCESS: readonly Requirement[] = [
  requirement(
    'DS-AUTH-01',
    'compatible',
    'MUST',
    'page',
    'A request without credentials is answered with 401, on every operation.',
    'Responses: 401 Not Authorized',
  ),
  requirement(
    'DS-AUTH-02',
    'compatible',
    'MUST',
    'page',
    'A request with wrong, malformed or altered credentials is answered with 401, on every operation.',
    'Responses: 401 Not Authorized',
  ),
  requirement(
    'DS-AUTH-03',
    'compatible',
    'MUST',
    'page',
    'Credentials are judged before the body: an invalid message without credentials is answered with 401.',
    'Responses: 401 Not Authorized',
  ),
  requirement(
    'DS-AUTH-04',
    'compatible',
    'MUST',
    'page',
    'An expired token is answered with 401.',
    REFRESH,
  ),
  requirement(
    'DS-AUTH-05',
    'compatible',
    'MUST',
    'page',
    'After a 401, a new token from the token service is accepted.',
    REFRESH,
  ),
  requirement(
    'DS-AUTH-06',
    'compatible',
    'SHOULD',
    'practice',
    'A 401 names the way to authenticate in WWW-Authenticate.',
    'RFC 9110 §11.6.1',
  ),
  requirement(
    'DS-AUTH-07',
    'resilient',
    'MUST',
    'practice',
    'One token serves many requests until it expires.',
    'documented practice: access tokens are reused until they expire',
  ),
  requirement(
    'DS-AUTH-08',
    'resilient',
    'MUST',
    'practice',
    'The name of the authentication scheme is read without regard to case.',
    'RFC 9110 §11.1',
  ),
  requirement(
    'DS-TOK-01',
    'compatible',
    'MUST',
    'practice',
    'The token service gives right credentials a token as RFC 6749 describes it.',
    "RFC 6749 §5.1; the page: new Authentication Token from the client's services",
  ),
  requirement(
    'DS-TOK-02',
    'compatible',
    'MUST',
    'practice',
    'The token service gives no token for a wrong client secret or an unknown client.',
    'RFC 6749 §5.2',
  ),
  requirement(
    'DS-TOK-03',
    'compatible',
    'SHOULD',
    'practice',
    'The token service says how long a token lives and that it is not to be stored.',
    'RFC 6749 §5.1',
  ),
  requirement(
    'DS-TLS-01',
    'resilient',
    'MUST',
    'practice',
    'An https endpoint speaks TLS 1.2 or newer with a trusted chain and its own name.',
    'documented for all such webhooks: TLS 1.2 or newer with a publicly trusted chain',
  ),
]
