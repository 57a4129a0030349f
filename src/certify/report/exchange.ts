import {
  type Exchange,
  expandPlaceholders,
  headerOf,
  renderCurl,
  Secret,
  shownUrl,
} from '../../core/index.ts'
import type { ReportedExchange } from '../results/report.ts'

const REQUEST_EXCERPT = 4096
const RESPONSE_EXCERPT = 2048

/** What is shown of an exchange; `clean` takes out secrets, before anything is cut. */
export function reportedExchange(
  { request, response }: Exchange,
  clean: (text: string) => string,
): ReportedExchange {
  return {
    request: {
      method: request.method,
      url: clean(shownUrl(request.url)),
      headers: request.headers.map(([name, value]) => [
        name,
        value instanceof Secret ? value.placeholder : clean(value),
      ]),
      ...(request.body instanceof Uint8Array
        ? { body: excerpt(request.body, REQUEST_EXCERPT, clean) }
        : {}),
    },
    ...(response === undefined
      ? {}
      : {
          response: {
            status: response.status,
            headers: KEPT_HEADERS.flatMap((name) => {
              const value = headerOf(response, name)
              return value === undefined ? [] : [[name, clean(value).slice(0, 200)] as const]
            }),
            body: excerpt(response.body, RESPONSE_EXCERPT, clean),
          },
        }),
    reproduce: expandPlaceholders(clean(renderCurl(request))),
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

function excerpt(bytes: Uint8Array, limit: number, clean: (text: string) => string): string {
  const room = limit * 4
  const text = clean(
    `${new TextDecoder('utf-8').decode(bytes.subarray(0, room))}${bytes.length > room ? '…' : ''}`,
  )
  return text.length > limit ? `${copied(text.slice(0, limit))}…` : copied(text)
}

/** What is only a part of a text would keep the whole of it. */
function copied(text: string): string {
  return Buffer.from(text).toString()
}
