import type { FastifyInstance } from 'fastify'
import type { Contract, Operation } from '../../../src/contract/index.ts'
import { HarnessError, inTurns, isRecord } from '../../../src/core/index.ts'
import {
  applyEdit,
  createMessages,
  describeDeviation,
  type Messages,
} from '../../../src/messages/index.ts'
import type { Choices } from '../api.ts'
import { checkText } from '../text-check.ts'
import { asText, requiredText } from './input.ts'

/** List length of the messages that variations and deviations apply to. */
const ITEMS = 2

/** Messages of an operation: the example, generated ones, each variation and each deviation. */
export function addComposeRoutes(app: FastifyInstance, contract: () => Contract): void {
  const messagesOf = cachedMessages()
  app.get<{ Params: { operation: string } }>('/api/compose/:operation', (request): Choices => {
    const messages = messagesOf(contract().operation(request.params.operation))
    return {
      variations: messages.variations().map(({ id, kind, sentence }) => ({ id, kind, sentence })),
      deviations: messages.deviations().map((deviation) => ({
        id: deviation.id,
        kind: deviation.kind,
        sentence: describeDeviation(deviation),
      })),
    }
  })
  app.post('/api/compose', (request) => {
    const body = isRecord(request.body) ? request.body : {}
    const operation = contract().operation(requiredText(body, 'operation', 'an operation'))
    const message = compose(
      messagesOf(operation),
      asText(body.message) ?? 'example',
      asText(body.id),
    )
    return { text: JSON.stringify(message, null, 2) }
  })
  app.post('/api/check', (request) => {
    const body = isRecord(request.body) ? request.body : {}
    const operation = contract().operation(requiredText(body, 'operation', 'an operation'))
    return inTurns(checkText(operation, typeof body.text === 'string' ? body.text : ''))
  })
}

/** Derives variations and deviations once for each version of an operation, because it is slow. */
function cachedMessages(): (operation: Operation) => Messages {
  const cache = new WeakMap<Operation, Messages>()
  return (operation) => {
    const known = cache.get(operation) ?? createMessages(operation, { seed: 'console' })
    cache.set(operation, known)
    return known
  }
}

function compose(messages: Messages, message: string, id: string | undefined): unknown {
  switch (message) {
    case 'example':
      return messages.example()
    case 'minimal':
    case 'full':
      return messages.message(message)
    default: {
      const all = [...messages.variations(), ...messages.deviations()]
      const chosen = all.find((each) => each.id === id)
      if (chosen === undefined) {
        throw new HarnessError('UNKNOWN_ID', 'Unknown variation or deviation.', {
          found: id ?? 'none',
          next: 'the contract may have changed: load the page again',
        })
      }
      return applyEdit(messages.message('full', ITEMS), chosen.edit)
    }
  }
}
