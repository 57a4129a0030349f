import type { Operation } from '../../contract/index.ts'
import type { Header, HttpRequest } from '../../core/index.ts'

/** How one request to the endpoint differs from an ordinary delivery. */
export interface SendVariation {
  /** Raw bytes instead of the JSON of the body. */
  readonly raw?: HttpRequest['body']
  readonly contentType?: string | null
  readonly headers?: readonly Header[]
  /** `own` signs with the given credentials; `none` sends as it is. */
  readonly credentials?: 'own' | 'none'
  /** Changes the signed request before it is sent; its 401 is then an answer like any other. */
  readonly alter?: (request: HttpRequest) => HttpRequest | Promise<HttpRequest>
  /** Uses other connections than the ordinary one. */
  readonly parallel?: boolean
  readonly timeoutMs?: number
  /** What is special about this message, for whoever reports its answer. */
  readonly subject?: Subject
}

/** What is special about a message: where, and in which way. */
export interface Subject {
  /** Pointer of the rule at stake. */
  readonly pointer: string
  readonly sentence: string
}

/** An ordinary delivery of a message, with what a check varies about it. */
export function requestFor(
  operation: Operation,
  url: string,
  body: unknown,
  variation: SendVariation,
): HttpRequest {
  const contentType =
    variation.contentType === undefined ? operation.mediaType : variation.contentType
  const { headers = [] } = variation
  const accept: Header[] = headers.some(([name]) => name === 'Accept')
    ? []
    : [['Accept', 'application/json']]
  const own: Header[] = contentType === null ? [] : [['Content-Type', contentType]]
  return {
    method: operation.method,
    url,
    // Before it is signed: a signature covers them.
    headers: [...own, ...accept, ...headers],
    body: variation.raw ?? Buffer.from(JSON.stringify(body)),
  }
}
