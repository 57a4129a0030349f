import { isRecord } from '../core/index.ts'
import type { Pact, PactInteraction } from './pact-file.ts'

/** The header and the parameter that tell which interaction a request or a state of the verifier is for. */
export const MARK = 'x-dropship-interaction'

/** The pact for the native verifier, holding only these interactions, each marked with its number. */
export function markedPact(pact: Pact, numbers: readonly number[]): string {
  const interactions = numbers.flatMap((number) => {
    const interaction = pact.interactions[number]
    return interaction === undefined ? [] : [marked(interaction, number)]
  })
  return JSON.stringify({ ...pact.written, interactions })
}

function marked({ written: all, states }: PactInteraction, number: number): unknown {
  const { providerState: _single, ...written } = all
  const request = isRecord(written.request) ? written.request : {}
  const headers = isRecord(request.headers) ? request.headers : {}
  // Version 4 lists a header's values, version 3 writes one text.
  const isListed = Object.values(headers).some((value) => Array.isArray(value))
  return {
    ...written,
    description: markOf(number),
    request: {
      ...request,
      headers: { ...headers, [MARK]: isListed ? [String(number)] : String(number) },
    },
    ...(states.length === 0
      ? {}
      : {
          providerStates: states.map(({ name, params }) => ({
            name,
            params: { ...params, [MARK]: String(number) },
          })),
        }),
  }
}

function markOf(number: number): string {
  return `interaction-${number}`
}

/** The number of the interaction that one of the verifier's texts ends with. */
export function numberAtEnd(text: unknown): number | undefined {
  const found = /interaction-(\d+)$/.exec(String(text))
  return found === null ? undefined : Number(found[1])
}
