import { requirement, type UntestedRequirement } from '../../certify/index.ts'

/** Sentences of the page that concern senders, and that no situation shows. */
export const UNTESTED: readonly UntestedRequirement[] = [
  requirement({
    id: 'DS-SND-ORG-01',
    level: 'not judged',
    keyword: 'MUST',
    basis: 'page',
    text: 'A technical contact person reports a failure that persists to the tech support of the client.',
    source: 'Failure Handling: … have a technical contact person reach out to client tech support',
    notTested: 'it is done by people',
  }),
  requirement({
    id: 'DS-SND-ORG-02',
    level: 'not judged',
    keyword: 'SHOULD',
    basis: 'page',
    text: 'The status codes of failed deliveries are kept apart in what is reported.',
    source: 'Failure Handling: the differentiation of status codes helps when reporting an issue',
    notTested: 'what a sender reports of a failure does not show in what it sends',
  }),
  requirement({
    id: 'DS-SND-EVT-01',
    level: 'not judged',
    keyword: 'MUST',
    basis: 'page',
    text: 'A message is sent when its order was shipped, cancelled or partially cancelled.',
    source: 'Introduction: used to communicate once an order has been shipped or cancelled',
    notTested: "what happened to an order in the sender's own system is not seen from outside",
  }),
]
