/** Why the server did not do what it was asked: what the harness says of every error. */
export class Refusal extends Error {
  readonly rows: readonly (readonly [label: string, text: string])[]

  constructor(message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.rows = ['where', 'expected', 'found', 'next'].flatMap((label) => {
      const text = details[label]
      return typeof text === 'string' ? [[label, text] as const] : []
    })
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/**
 * Asks the console's server.
 * @throws Refusal with what the server said, or that it cannot be reached
 */
export async function ask<T>(method: Method, path: string, body?: unknown): Promise<T> {
  let response: Response
  try {
    response = await fetch(path, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    })
  } catch {
    throw new Refusal('The harness does not answer.', {
      next: 'see whether dropship up still runs in its terminal',
    })
  }
  const text = await response.text()
  const answer = parsed(text)
  if (response.ok) return answer as T
  const details = typeof answer === 'object' && answer !== null ? { ...answer } : {}
  const said = 'message' in details ? String(details.message) : `The answer was ${response.status}.`
  throw new Refusal(said, details)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
