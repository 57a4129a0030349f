import { TOKEN_PATTERN } from '../../../src/auth/index.ts'
import { type Redactor, withoutSecretParameters } from '../../../src/core/index.ts'

/** Replaces a secret that the stub does not know, such as a sender's own credentials sent here by mistake. */
export const HIDDEN = '[secret]'

/** Headers whose values are always credentials. */
const SECRET_HEADERS =
  /^(?:(?:proxy-)?authorization|(?:set-)?cookie|.*(?:api-?key|token|secret|password).*)$/

/** Parameters and properties whose values are credentials, in queries, forms and JSON. */
const SECRET_NAME =
  'client_secret|client_assertion|password|passwd|secret|api[-_]?key|(?:access_|refresh_|id_)?token|x-amz-(?:signature|security-token)'
const IN_QUERY = new RegExp(`(^|[?&])(${SECRET_NAME})=[^&#]+`, 'gi')
const IN_JSON = new RegExp(`("(?:${SECRET_NAME})"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*"?`, 'gi')
/** Of an address such as `http://user:password@host/`. */
const IN_ADDRESS = /\/\/[^/?#@]+@/g

export interface RedactionOptions {
  readonly redactor: Redactor
  /** The header that carries the credentials, in lower case. */
  readonly secretHeader: string | undefined
}

/** Removes secrets from what the journal shows: those that the stub knows, and values whose name marks them as secret. */
export interface Redaction {
  /** Text in which only known secrets are replaced: a message is shown as it was received. */
  readonly message: (text: string) => string
  /** A query, a form or JSON that may contain credentials. */
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
      return [name, isSecret ? onlyScheme(lower, value) : message(value)]
    },
  }
}

/** Keeps the scheme, as in `Bearer …`, which shows what the sender tried. */
function onlyScheme(name: string, value: string): string {
  const scheme = /^[\w-]+(?= )/.exec(value)?.[0]
  return name.endsWith('authorization') && scheme !== undefined ? `${scheme} ${HIDDEN}` : HIDDEN
}
