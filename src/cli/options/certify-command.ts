import type { Stub } from '../../../mocks/stub/index.ts'
import { fieldsOf, type NamedField, schemeNamed } from '../../auth/index.ts'
import { Secret, shellWord } from '../../core/index.ts'
import type { Context } from '../context.ts'

/**
 * The complete command that certifies a stub. It contains the stub's own secrets, which whoever starts the stub may see, but
 * not secrets from the environment, where the command finds them.
 */
export function certifyCommand(
  stub: Pick<Stub, 'url' | 'endpoints' | 'contract' | 'credentials' | 'adminUrl'>,
  certificateFile: string | undefined,
  { env, program }: Pick<Context, 'env' | 'program'>,
): string {
  const { credentials, adminUrl } = stub
  const given = new Map<string, unknown>(Object.entries(credentials))
  const fields = fieldsOf(schemeNamed(credentials.scheme)).flatMap((field) => {
    const text = textToGive(field, given.get(field.property), env)
    return text === undefined ? [] : [{ ...field, text: shellWord(text) }]
  })
  const isOption = ({ field }: NamedField): boolean => field.isFlag !== false
  return [
    ...fields
      .filter((field) => !isOption(field))
      .map(({ field, text }) => `${field.variable}=${text}`),
    `${program} certify`,
    addressWords(stub),
    ...(certificateFile === undefined ? [] : [`--ca ${shellWord(certificateFile)}`]),
    ...(adminUrl === undefined ? [] : [`--observer ${adminUrl}/effects`]),
    `--auth ${credentials.scheme}`,
    ...fields.filter(isOption).map(({ flag, text }) => `${flag} ${text}`),
  ].join(' ')
}

/** What the command has to say of a field; `undefined` where certify has the same value without it. */
function textToGive(
  { field }: NamedField,
  value: unknown,
  env: Context['env'],
): string | undefined {
  const text = value instanceof Secret ? value.expose() : value
  const { variable, fallback, isSecret, isFlag } = field
  if (typeof text !== 'string' || text === fallback) return undefined
  const isFound = variable !== undefined && env[variable] === text
  return isFound && (isSecret === true || isFlag === false) ? undefined : text
}

/** The base URL, and the operations that are not below it at their documented paths. */
function addressWords({
  url,
  endpoints,
  contract,
}: Pick<Stub, 'url' | 'endpoints' | 'contract'>): string {
  const own = contract.operations.flatMap(({ id, path }) => {
    const address = endpoints[id] ?? ''
    return address === `${url}${path}` ? [] : [`--endpoint ${shellWord(`${id}=${address}`)}`]
  })
  return own.length === contract.operations.length ? own.join(' ') : [url, ...own].join(' ')
}
