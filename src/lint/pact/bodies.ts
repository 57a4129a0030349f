import type { Operation, Violation } from '../../contract/index.ts'
import { type Complaint, type LintProblem, problemOf } from '../problem.ts'
import type { PactFile, PactInteraction, PactMessage } from './pact.ts'

/** What an interaction sends and expects, held against the schemas of its operation. */
export function checkBodies(
  pact: PactFile,
  interaction: PactInteraction,
  operation: Operation,
): LintProblem[] {
  return [
    ...checkRequest(pact, interaction, operation),
    ...checkResponse(pact, interaction, operation),
  ]
}

/** Messages that are to be refused for what they are may be wrong; all others keep to the intended reading. */
function checkRequest(
  pact: PactFile,
  { description, request, status }: PactInteraction,
  operation: Operation,
): LintProblem[] {
  if (status === 400 || status === 422) return []
  if (request.body === undefined) {
    return [
      problemOf(pact.source, request.pointer, {
        rule: 'pact-request',
        message: `The request of “${description}” has no body, and ${operation.id} needs one.`,
        next: 'send a message in the consumer test',
      }),
    ]
  }
  return operation
    .validate(request.body.value, 'intended')
    .map((violation) => complaint(pact, request, violation, 'pact-request', description))
}

function checkResponse(
  pact: PactFile,
  { pointer, description, response, status }: PactInteraction,
  operation: Operation,
): LintProblem[] {
  const { body } = response
  const verdict = operation.validateResponse(
    status,
    body?.mediaType ?? 'application/json',
    body?.value,
  )
  switch (verdict.kind) {
    case 'undocumented-status':
      return [
        problemOf(pact.source, `${pointer}/response/status`, {
          rule: 'pact-status',
          message: `“${description}” expects status ${status}, which ${operation.id} does not document.`,
          next: `expect one of ${operation.responses.map((each) => each.status).join(', ')}`,
        }),
      ]
    case 'no-schema':
      return []
    case 'checked':
      // An interaction that says nothing of a body takes any.
      return body === undefined
        ? []
        : verdict.violations.map((violation) =>
            complaint(pact, response, violation, 'pact-response', description),
          )
  }
}

function complaint(
  pact: PactFile,
  message: PactMessage,
  violation: Violation,
  rule: Complaint['rule'],
  description: string,
): LintProblem {
  const { pointer, keyword, message: sentence, rule: place } = violation
  const shown = keyword === 'required' ? pointer.slice(0, pointer.lastIndexOf('/')) : pointer
  const imposed = place === undefined ? '' : ` (${place.file}:${place.line})`
  return problemOf(pact.source, `${message.body?.pointer ?? message.pointer}${shown}`, {
    rule,
    message: `“${description}” breaks the contract${imposed}: ${sentence}`,
    next: 'correct the example in the consumer test, and write the pact anew',
  })
}
