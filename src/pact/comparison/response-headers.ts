import type { Operation } from '../../contract/index.ts'
import type { PactInteraction } from '../pact-file.ts'
import type { Disagreement } from './disagreement.ts'

/** Any response may have these, documented or not; the media type is compared with the body. */
const OF_HTTP = new Set(
  (
    'accept-patch accept-ranges access-control-allow-origin age allow alt-svc cache-control connection content-disposition ' +
    'content-encoding content-language content-length content-location content-range content-type date etag expires ' +
    'last-modified link location pragma proxy-authenticate refresh retry-after server set-cookie ' +
    'strict-transport-security trailer transfer-encoding upgrade vary via warning www-authenticate x-frame-options'
  ).split(' '),
)

/** The headers that an interaction expects: documented, and with valid values. */
export function checkResponseHeaders(
  { description, response, status }: PactInteraction,
  operation: Operation,
): Disagreement[] {
  if (operation.validateResponse(status, '', undefined).kind === 'undocumented-status') return []
  const documented = operation.responseHeaders(status)
  const disagreement = (message: string, next: string): Disagreement => ({
    rule: 'pact-response',
    pointer: `${response.pointer}/headers`,
    message,
    next,
  })
  return Object.entries(response.headers).flatMap(([name, text]) => {
    const header = documented.find((each) => each.name.toLowerCase() === name)
    if (header === undefined) {
      if (OF_HTTP.has(name)) return []
      return [
        disagreement(
          `“${description}” expects the header ${name}, which ${operation.id} does not document for status ${status}.`,
          'do not expect it, or document the header',
        ),
      ]
    }
    const reason = header.violationOfText([text])
    if (reason === undefined) return []
    return [
      disagreement(
        `“${description}” expects the header ${header.name}, which ${reason}.`,
        'expect a value that the contract allows',
      ),
    ]
  })
}
