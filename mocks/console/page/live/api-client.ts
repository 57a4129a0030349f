/** An error response of the server, or the failure to reach it, with the rows that every error of the harness has. */
export class ApiError extends Error {
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
 * Calls the console's API.
 * @throws ApiError with the server's message, or if the server cannot be reached
 */
export async function callApi<T>(method: Method, path: string, body?: unknown): Promise<T> {
  let response: Response
  try {
    response = await fetch(path, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    })
  } catch {
    throw new ApiError('The harness does not respond.', {
      next: 'check that dropship up is still running in its terminal',
    })
  }
  const text = await response.text()
  const parsed = parsedJson(text)
  if (response.ok) return parsed as T
  const details = typeof parsed === 'object' && parsed !== null ? { ...parsed } : {}
  const message =
    'message' in details ? String(details.message) : `The server responded ${response.status}.`
  throw new ApiError(message, details)
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
