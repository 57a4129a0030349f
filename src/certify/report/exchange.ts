import {
  copied,
  type Exchange,
  expandPlaceholders,
  headerOf,
  type HttpRequest,
  type HttpResponse,
  renderCurl,
  Secret,
  type ShownResponse,
  shownUrl,
  startOf,
} from '../../core/index.ts'
import type { ReportedCheck, ReportedExchange, ReportedRequest } from '../results/report.ts'

const REQUEST_EXCERPT = 4096
const RESPONSE_EXCERPT = 2048

type Clean = (text: string) => string

/** What is shown of an exchange; `clean` takes out secrets, before anything is cut. */
export function reportedExchange({ request, response }: Exchange, clean: Clean): ReportedExchange {
  return {
    request: reportedRequest(request, clean),
    ...(response === undefined ? {} : { response: reportedResponse(response, clean) }),
    reproduce: reportedCommand(request, clean),
  }
}

/**
 * A check with what is shown of its exchange, each part of it made whenever somebody asks: of the thousands of checks that
 * passed hardly anybody does.
 */
export function withExchange(
  check: ReportedCheck,
  { request, response }: Exchange,
  clean: Clean,
): ReportedCheck {
  return Object.defineProperties(check, {
    request: { enumerable: true, get: () => reportedRequest(request, clean) },
    ...(response === undefined
      ? {}
      : { response: { enumerable: true, get: () => reportedResponse(response, clean) } }),
    reproduce: { enumerable: true, get: () => reportedCommand(request, clean) },
  })
}

function reportedCommand(request: HttpRequest, clean: Clean): string {
  return expandPlaceholders(clean(renderCurl(request)))
}

function reportedRequest(
  { method, url, headers, body }: HttpRequest,
  clean: Clean,
): ReportedRequest {
  return {
    method,
    url: clean(shownUrl(url)),
    headers: headers.map(([name, value]) => [
      name,
      value instanceof Secret ? value.placeholder : clean(value),
    ]),
    ...(body instanceof Uint8Array ? { body: excerpt(body, REQUEST_EXCERPT, clean) } : {}),
  }
}

function reportedResponse(response: HttpResponse, clean: Clean): ShownResponse {
  return {
    status: response.status,
    headers: KEPT_HEADERS.flatMap((name) => {
      const value = headerOf(response, name)
      return value === undefined ? [] : [[name, clean(value).slice(0, 200)] as const]
    }),
    body: excerpt(startOf(response), RESPONSE_EXCERPT, clean),
  }
}

/** Headers that say something of the contract; dates and request ids would make every report differ. */
const KEPT_HEADERS = [
  'content-type',
  'content-encoding',
  'location',
  'www-authenticate',
  'retry-after',
  'allow',
]

function excerpt(bytes: Uint8Array, limit: number, clean: Clean): string {
  const room = limit * 4
  const text = clean(
    `${new TextDecoder('utf-8').decode(bytes.subarray(0, room))}${bytes.length > room ? '…' : ''}`,
  )
  return text.length > limit ? `${copied(text.slice(0, limit))}…` : copied(text)
}
