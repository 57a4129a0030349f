import { requirement, type UntestedRequirement } from '../results/requirement.ts'

/** Sentences of the page that concern endpoints, and that no check tests from outside. */
export const UNTESTED: readonly UntestedRequirement[] = [
  requirement({
    id: 'DS-EFF-02',
    level: 'not judged',
    keyword: 'MUST',
    basis: 'page',
    text: "An endpoint does not rely on the id of an object, which is the sender's database key.",
    source: "Request Body schema: An object's database primary key. Do not rely on this value!",
    notTested: 'what an endpoint identifies its records by does not show in its responses',
  }),
  requirement({
    id: 'DS-ERR-01',
    level: 'not judged',
    keyword: 'SHOULD',
    basis: 'page',
    text: 'An endpoint that fails responds with 500, and one whose server is unavailable with 502.',
    source: 'Responses: 500 Internal Server Error, 502 Client Server Unavailable',
    notTested: 'a failure inside the endpoint cannot be caused from outside',
  }),
  requirement({
    id: 'DS-ORG-01',
    level: 'not judged',
    keyword: 'MUST',
    basis: 'page',
    text: "The endpoint and the way to authenticate are communicated to the client's account manager.",
    source: 'POST a Drop Shipment …: Client endpoint to which … data is posted to',
    notTested: 'it is agreed between people',
  }),
]
