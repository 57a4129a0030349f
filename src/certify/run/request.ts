import type { Operation } from '../../contract/index.ts'
import type { Header, HttpRequest } from '../../core/index.ts'
import { type ChangedParameter, fillRequest } from '../../messages/index.ts'

/** How one request to the endpoint differs from an ordinary delivery. */
export interface RequestOptions {
  /** Raw bytes instead of the JSON of the body. */
  readonly raw?: HttpRequest['body']
  readonly contentType?: string | null
  /** Instead of the operation's own. */
  readonly method?: string
  readonly headers?: readonly Header[]
  /** A parameter of the path, the query, the headers or the cookies that is not sent as usual. */
  readonly parameter?: ChangedParameter
  /** `own` signs with the given credentials; `none` sends as it is; of `wrong` ones `alter` makes what is sent. */
  readonly credentials?: 'own' | 'none' | 'wrong'
  /** Changes the signed request before it is sent; its 401 is then a response like any other. */
  readonly alter?: (request: HttpRequest) => HttpRequest | Promise<HttpRequest>
  /** Uses other connections than the ordinary one. */
  readonly parallel?: boolean
  readonly timeoutMs?: number
  /** Sends the last byte of the body only when others are ready to be handled too. */
  readonly held?: HeldBody
  /** Cuts the connection when it is aborted; what becomes of the request is nobody's finding. */
  readonly cut?: AbortSignal
  /** What is special about this message, for whoever reports its response. */
  readonly subject?: Subject
}

/** A request that waits for others before its last byte is sent. */
export interface HeldBody {
  readonly body: (bytes: Uint8Array) => AsyncGenerator<Uint8Array>
  /** To be called when its response is there, which may be early: the others do not wait for it any more. */
  readonly done: () => void
  /** How long its last byte waited so far. */
  readonly waitedMs: () => number
}

/** Ends the connection with its response, so that the next request needs a new one. */
export const OWN_CONNECTION: Header = ['Connection', 'close']

/** What is special about a message: where, and in which way. */
export interface Subject {
  /** Pointer of the rule at stake. */
  readonly pointer: string
  readonly sentence: string
}

/** An ordinary delivery of a message, with what a check changes about it. */
export function requestFor(
  operation: Operation,
  url: string,
  body: unknown,
  options: RequestOptions,
): HttpRequest {
  const contentType = options.contentType === undefined ? operation.mediaType : options.contentType
  const { headers = [] } = options
  const accept: Header[] = headers.some(([name]) => name === 'Accept')
    ? []
    : [['Accept', 'application/json']]
  const own: Header[] = contentType === null ? [] : [['Content-Type', contentType]]
  const filled = fillRequest(operation, url, options.parameter)
  return {
    method: options.method ?? operation.method,
    url: filled.url,
    // Before it is signed: a signature covers them.
    headers: [...own, ...accept, ...filled.headers, ...headers],
    body: options.raw ?? Buffer.from(JSON.stringify(body)),
  }
}

/** After it was signed: a signature covers the whole body. */
export function heldBack(request: HttpRequest, held: RequestOptions['held']): HttpRequest {
  const { body, headers } = request
  if (held === undefined || !(body instanceof Uint8Array)) return request
  return {
    ...request,
    headers: [...headers, ['Content-Length', String(body.length)]],
    body: () => held.body(body),
  }
}
