import { TOKEN_PATTERN } from '../../../src/auth/index.ts'
import { type Redactor, withoutSecretParameters } from '../../../src/core/index.ts'

/** What is shown in place of a secret that the stub does not know: a sender's own, sent to the wrong place. */
const HIDDEN = '[secret]'

/** Headers whose values are credentials, whatever they hold. */
const SECRET_HEADERS =
  /^(?:(?:proxy-)?authorization|(?:set-)?cookie|.*(?:api-?key|token|secret|password).*)$/

/** Parameters and members whose values are credentials, as they stand in queries, forms and JSON. */
const SECRET_NAME =
  'client_secret|client_assertion|password|passwd|secret|api[-_]?key|(?:access_|refresh_|id_)?token|x-amz-(?:signature|security-token)'
const IN_QUERY = new RegExp(`(^|[?&])(${SECRET_NAME})=[^&#]+`, 'gi')
const IN_JSON = new RegExp(`("(?:${SECRET_NAME})"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*"?`, 'gi')
/** Of an address such as `http://user:password@host/`. */
const IN_ADDRESS = /\/\/[^/?#@]+@/g

export interface RedactionOptions {
  readonly redactor: Redactor
  /** The header that carries the API key, in lower case. */
  readonly secretHeader: string | undefined
}

/** Takes secrets out of what the journal shows: those that the stub knows, and what is one by its name. */
export interface Redaction {
  /** Text that nothing but known secrets are looked for in: a message is shown as it came. */
  readonly message: (text: string) => string
  /** A query, a form or a JSON text that may hold credentials. */
  readonly parameters: (text: string) => string
  /** A request's path with its query. */
  readonly target: (text: string) => string
  readonly header: (name: string, value: string) => readonly [name: string, value: string]
}

export function createRedaction({ redactor, secretHeader }: RedactionOptions): Redaction {
  const message = (text: string): string =>
    redactor.redact(text).replaceAll(TOKEN_PATTERN, '$DROPSHIP_ACCESS_TOKEN')
  const parameters = (text: string): string =>
    message(
      text
        .replaceAll(IN_QUERY, `$1$2=${HIDDEN}`)
        .replaceAll(IN_JSON, `$1"${HIDDEN}"`)
        .replaceAll(IN_ADDRESS, `//${HIDDEN}@`),
    )
  return {
    message,
    parameters,
    target: (text) => parameters(withoutSecretParameters(text, () => HIDDEN)),
    header: (name, value) => {
      const lower = name.toLowerCase()
      const isSecret = SECRET_HEADERS.test(lower) || lower === secretHeader
      return [name, isSecret ? schemeAlone(lower, value) : message(value)]
    },
  }
}

/** `Bearer …` keeps its scheme, which says what the sender tried. */
function schemeAlone(name: string, value: string): string {
  const scheme = /^[\w-]+(?= )/.exec(value)?.[0]
  return name.endsWith('authorization') && scheme !== undefined ? `${scheme} ${HIDDEN}` : HIDDEN
}
