import {
  BASIC_CREDENTIALS,
  expandPlaceholders,
  fitsCommand,
  type Header,
  plural,
  renderCurl,
  Secret,
  shellQuoted,
} from '../../src/core/index.ts'
import { HIDDEN } from '../stub/index.ts'

/** A request as the journal or the queue shows it: secrets are replaced. */
export interface ShownRequest {
  readonly method: string
  readonly url: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
  readonly bodyBytes: number
  /** Whether what hides a secret in the body may be replaced by the shell: a form does not contain a sender's own text. */
  readonly isForm: boolean
}

/** What curl adds by itself, or what belongs to the connection. */
const OF_CURL = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'transfer-encoding',
])

const PARAMETER = new RegExp(`(?<=^|[?&])([^=&#]*)=${escaped(HIDDEN)}`, 'g')

/**
 * A request as a command for a POSIX shell that sends the same again. Secrets are `$VARIABLES`, to be set by whoever runs
 * it. A long body goes through a pipe, because an argument is limited.
 */
export function curlCommand(request: ShownRequest): string {
  const { method, url, headers, isForm } = request
  const text = isForm ? withVariables(request.body, 'DROPSHIP_') : request.body
  const body = Buffer.from(text)
  const shown = {
    method,
    url: withVariables(url, 'DROPSHIP_QUERY_'),
    headers: headers.filter(([name]) => !OF_CURL.has(name.toLowerCase())).map(headerOf),
    ...(text === '' ? {} : { body }),
  }
  const isExact = Buffer.byteLength(request.body) === request.bodyBytes
  const note = isExact
    ? ''
    : `# The body had ${plural(request.bodyBytes, 'byte')}; secrets, or bytes that are not text, are replaced here.\n`
  if (text === '' || fitsCommand(body)) {
    const command = renderCurl(shown)
    return `${note}${isForm ? expandPlaceholders(command) : command}`
  }
  return `${note}printf %s ${shellQuoted(text)} | ${renderCurl(shown, true)}`
}

/** The value of a header that was hidden becomes a variable. */
function headerOf([name, value]: readonly [string, string]): Header {
  if (!value.includes(HIDDEN)) return [name, value]
  const variable = /^bearer /i.test(value)
    ? '$DROPSHIP_ACCESS_TOKEN'
    : /^basic /i.test(value)
      ? BASIC_CREDENTIALS
      : `$DROPSHIP_${variableName(name)}`
  return [
    name,
    new Secret(
      '',
      value.replace(HIDDEN, () => variable),
    ),
  ]
}

/** Hidden parameters of a query or a form become variables. */
function withVariables(text: string, prefix: string): string {
  return text.replaceAll(
    PARAMETER,
    (_all, name: string) => `${name}=$${prefix}${variableName(name)}`,
  )
}

function variableName(name: string): string {
  return name.toUpperCase().replaceAll(/[^A-Z\d]+/g, '_')
}

function escaped(text: string): string {
  return text.replaceAll(/[[\]]/g, String.raw`\$&`)
}
