import { defined, isJsonMediaType, isRecord } from '../../core/index.ts'
import { type Operation, type Reading, type Schema, showRule } from '../../contract/index.ts'
import type { Outcome } from '../results/check.ts'
import { skipped } from '../results/check.ts'
import { requirement } from '../results/requirement.ts'
import { namedFields, type NamedPlace } from '../run/error-fields.ts'
import { everyResponse, type ResponseFinding } from '../run/every-response.ts'
import { check, type Executable, type Group, group } from '../run/group.ts'
import type { InvalidMessages, SentMessages } from '../run/invalid-messages.ts'
import type { MessageRejection } from '../run/rejections.ts'
import type { ParsedResponse } from '../run/response.ts'
import { describeResponse, share } from '../run/wording.ts'
import { respondsWithDocumentedSuccess } from './documented-success.ts'
import { showsNoInternals } from './resilience.ts'
import { respondsToEverything } from './robustness.ts'

const body422 = requirement({
  id: 'DS-ANS-01',
  level: 'strict',
  keyword: 'MUST',
  basis: 'page',
  text: 'The 422 body has the documented shape: message, and errors with field and code.',
  source: 'Responses: 422 Validation failure',
})

/** Of a contract whose 422 lists errors, and of any other, whose 422 has a schema of its own or none. */
function expected422(schema: Schema | undefined): { expected: string; fix: string } {
  const properties = isRecord(schema) && isRecord(schema.properties) ? schema.properties : {}
  if (Object.hasOwn(properties, 'errors')) {
    return {
      expected:
        '{ "message": string, "errors": [ { "field": string, "code": "missing_field" | "invalid_type" | "invalid" } ] } as JSON',
      fix: 'send a JSON object with message and errors, each error with field and code',
    }
  }
  return {
    expected: 'a body that is JSON and matches the schema that the contract gives for 422',
    fix: 'send the body that the contract documents for 422',
  }
}

function schemaOf422({ responses }: Operation): Schema | undefined {
  const described = ['422', '4XX', 'DEFAULT'].flatMap(
    (name) => responses.find(({ status }) => status.toUpperCase() === name) ?? [],
  )
  const [mediaType, inlined] =
    Object.entries(described[0]?.content ?? {}).find(([name]) => isJsonMediaType(name)) ?? []
  return mediaType === undefined ? undefined : inlined?.schema
}

function sendsDocumented422(own: Operation): Executable {
  const schema = schemaOf422(own)
  return everyResponse(body422, {
    id: '422',
    title: 'sends the documented 422 body',
    ...expected422(schema),
    unseen:
      schema === undefined
        ? 'the contract documents no JSON body of a 422'
        : 'no response was 422; the endpoint rejects with 400',
    judge: ({ exchange, operation, parsed }) => {
      if (
        schema === undefined ||
        exchange.response?.status !== 422 ||
        exchange.failure !== undefined
      )
        return 'not concerned'
      if (!parsed.declaredJson)
        return { actual: `a 422 whose Content-Type is not JSON: ${describeResponse(exchange)}` }
      if (!parsed.isJson)
        return { actual: `a 422 that is not valid JSON: ${describeResponse(exchange)}` }
      return documented(operation, 422, parsed)
    },
  })
}

const json = requirement({
  id: 'DS-ANS-02',
  level: 'strict',
  keyword: 'MUST',
  basis: 'page',
  text: 'A response that declares itself JSON is JSON and matches the documented schema of its status.',
  source: 'Responses',
})

function sendsDocumentedJson(): Executable {
  return everyResponse(json, {
    id: 'json',
    title: 'sends JSON where it says so, as documented',
    expected: 'a body that is JSON and matches the documented schema of its status',
    fix: 'send what the Content-Type says, in the documented shape',
    unseen: 'no response declared itself JSON',
    judge: ({ exchange, operation, parsed }) => {
      const { response } = exchange
      if (
        response === undefined ||
        !parsed.declaredJson ||
        exchange.failure !== undefined ||
        response.status === 422 ||
        // A 204 has no body, whatever its headers say.
        response.status === 204
      )
        return 'not concerned'
      if (!parsed.isJson)
        return {
          actual: `${describeResponse(exchange)} declares itself JSON and is not valid JSON`,
        }
      return documented(operation, response.status, parsed)
    },
  })
}

const field = requirement({
  id: 'DS-ANS-03',
  level: 'strict',
  keyword: 'MUST',
  basis: 'page',
  text: 'The field of a 422 response names the invalid field.',
  source: 'Responses: 422 Validation failure, errors.field',
})

/** Something that is said once in a run, however many operations show it. */
export interface Once {
  isSaid: boolean
}

/** What all rejections of an operation say in their `errors[].field`. */
export function errorFieldGroup(
  operation: Operation,
  { sent }: InvalidMessages,
  near: Once,
): Group {
  return group({
    name: `${operation.id}: names invalid fields`,
    ids: `answer/${operation.id}`,
    operation: operation.id,
    checks: [
      check(field, {
        id: 'names-field',
        title: 'names the invalid field in its errors',
        expected:
          'errors[].field names the invalid field, as in shipment.carrier, $.shipment.carrier or /shipment/carrier',
        step: sent,
        conclude: (messages) => namingOutcome(messages, near),
      }),
    ],
  })
}

function namingOutcome({ naming, misnaming }: SentMessages, near: Once): Outcome {
  if (naming.length === 0)
    return skipped('no response named fields; the endpoint rejects with 400 or without errors')
  const [misnamed] = misnaming
  if (misnamed !== undefined) {
    const fields = misnamed.outcome.exchange && namedFields(misnamed.outcome.exchange)
    return {
      status: 'failed',
      actual: `${share(misnaming.length, naming.length, 'response')} named another place; for ${placeOf(misnamed)} it was ${JSON.stringify(fields)}`,
      fix: 'put the path of the invalid field into errors[].field',
      ...evidenceOf(misnamed),
    }
  }
  const unnamed = naming.filter(({ naming: place }) => place === 'empty')
  // One that leaves the field empty now and then still names the message as a whole.
  const blank = naming.filter(
    ({ deviation }) => deviation.pointer !== '' && !isOfAlternatives(deviation),
  )
  if (blank.every(({ naming: place }) => place === 'blank')) unnamed.push(...blank)
  const [empty] = unnamed
  if (empty !== undefined)
    return {
      status: 'failed',
      actual: `${share(unnamed.length, naming.length, 'response')} named no field; for example for ${placeOf(empty)}`,
      fix: 'list each invalid field in errors[].field',
      ...evidenceOf(empty),
    }
  const namingNear = naming.filter(
    ({ naming: place, deviation }) =>
      IMPRECISE.has(place) && !(place === 'blank' && isOfAlternatives(deviation)),
  )
  const [first] = namingNear
  if (first !== undefined) {
    const actual = `${share(namingNear.length, naming.length, 'response')} named ${IMPRECISE.get(first.naming) ?? ''}; for example for ${placeOf(first)}`
    if (near.isSaid) return { status: 'passed', actual }
    near.isSaid = true
    return {
      status: 'warned',
      actual,
      fix: 'name the field itself: it is what has to be corrected',
      ...evidenceOf(first),
    }
  }
  return {
    status: 'passed',
    actual: `${share(naming.length, naming.length, 'response')} named the invalid field`,
  }
}

/** What names the invalid field nearly, or not as a field; a few such responses are near enough. */
const IMPRECISE: ReadonlyMap<NamedPlace, string> = new Map([
  ['near', 'a place around or within it'],
  ['blank', 'nothing'],
  ['unknown', 'what is not in the message'],
])

/** Whether a message matches none of several alternatives: none of its fields alone is what is invalid. */
function isOfAlternatives({ schemaPointer }: MessageRejection['deviation']): boolean {
  return /\/(?:oneOf|anyOf|not|if|then|else|dependentSchemas)\//.test(schemaPointer)
}

function placeOf({ deviation: { pointer } }: MessageRejection): string {
  return pointer === '' ? 'the whole body' : pointer
}

function evidenceOf({
  outcome: { exchange },
}: MessageRejection): Pick<Outcome, 'pointer' | 'exchange'> {
  return { pointer: '/errors/*/field', ...defined({ exchange }) }
}

const codes = requirement({
  id: 'DS-ANS-04',
  level: 'strict',
  keyword: 'SHOULD',
  basis: 'page',
  text: 'Each error of a 422 body has a code: required by the schema, while its description gives a default (D8).',
  source: 'Responses: 422 Validation failure, errors.code',
})

function sendsErrorCodes(): Executable {
  return everyResponse(codes, {
    id: 'error-codes',
    title: 'sends the disputed fields of the 422 body, too',
    expected: 'a 422 body that satisfies the intended reading, in which each error has a code',
    fix: 'send a code with each error of a 422: missing_field, invalid_type or invalid',
    unseen: 'no response was a documented 422',
    deviating: 'warned',
    judge: ({ exchange, operation, parsed }) => {
      if (
        exchange.response?.status !== 422 ||
        exchange.failure !== undefined ||
        !parsed.isJson ||
        // A body that breaks the published reading is a matter of the documented 422.
        documented(operation, 422, parsed) !== 'correct'
      )
        return 'not concerned'
      return documented(operation, 422, parsed, 'intended')
    },
  })
}

/** Whether a disputed rule concerns the body of the operation's 422. */
function hasDisputedResponse({ responses }: Operation): boolean {
  return responses.some(
    ({ status, content }) =>
      status === '422' && Object.values(content).some(({ isDisputed }) => isDisputed === true),
  )
}

function documented(
  operation: Operation,
  status: number,
  parsed: ParsedResponse,
  reading: Reading = 'published',
): ResponseFinding {
  const verdict = operation.validateResponse(status, 'application/json', parsed.json, reading)
  if (verdict.kind !== 'checked') return 'correct'
  const [violation] = verdict.violations
  if (violation === undefined) return 'correct'
  return {
    actual: `${status}: ${violation.message}`,
    pointer: violation.rulePointer,
    ...(violation.rule === undefined ? {} : { rule: showRule(violation.rule) }),
  }
}

export const RESPONSES = [body422, json, field, codes]

/** What every response of an operation is checked for, whatever was sent: concluded at the end of the run. */
export function responsesGroup(operation: Operation): Group {
  return group({
    name: `${operation.id}: all its responses`,
    ids: `answer/${operation.id}`,
    operation: operation.id,
    isConclusion: true,
    checks: [
      respondsToEverything(),
      respondsWithDocumentedSuccess(operation),
      sendsDocumentedJson(),
      sendsDocumented422(operation),
      ...(hasDisputedResponse(operation) ? [sendsErrorCodes()] : []),
      showsNoInternals(),
    ],
  })
}
