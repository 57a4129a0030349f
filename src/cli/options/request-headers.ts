import type { Command } from 'commander'
import type { RequestHeader } from '../../auth/index.ts'
import { HarnessError, Secret } from '../../core/index.ts'

type Env = Readonly<Record<string, string | undefined>>

/** Adds `--request-header`, for every command that sends messages. */
export function addRequestHeaderOption(command: Command): Command {
  return command.option(
    '--request-header <header>',
    "'Name: value' for every message; 'Name: $VARIABLE' and 'Name' alone read the environment; repeatable",
    (text: string, before: readonly string[]): readonly string[] => [...before, text],
    [],
  )
}

/**
 * The headers of `--request-header`. Their values are secret; the placeholder is the variable with the value, or its
 * default name (`$DROPSHIP_HEADER_X_TENANT`). The signer checks the names, because it knows the other headers.
 * @throws HarnessError INVALID_OPTION, MISSING_SECRET
 */
export function readRequestHeaders(
  { requestHeader }: Readonly<Record<string, unknown>>,
  env: Env,
): readonly RequestHeader[] {
  return readHeaders(requestHeader, env, REQUEST_HEADER)
}

/** Which headers an option gives, as errors name them. */
export interface HeaderPurpose {
  /** `--request-header`. */
  readonly where: string
  /** `request header`. */
  readonly noun: string
  /** What the variables begin with that hold values by default: `DROPSHIP_HEADER`. */
  readonly variables: string
}

const REQUEST_HEADER: HeaderPurpose = {
  where: '--request-header',
  noun: 'request header',
  variables: 'DROPSHIP_HEADER',
}

/**
 * Headers of an option that may be given several times.
 * @throws HarnessError INVALID_OPTION, MISSING_SECRET
 */
export function readHeaders(
  given: unknown,
  env: Env,
  purpose: HeaderPurpose,
): readonly RequestHeader[] {
  const texts = Array.isArray(given) ? (given as readonly unknown[]) : []
  return texts.map((text) => readHeader(String(text), env, purpose))
}

function readHeader(text: string, env: Env, purpose: HeaderPurpose): RequestHeader {
  const { where, noun, variables } = purpose
  const at = text.indexOf(':')
  const name = (at === -1 ? text : text.slice(0, at)).trim()
  const written = at === -1 ? '' : text.slice(at + 1).trim()
  if (name === '') {
    throw new HarnessError('INVALID_OPTION', `A ${noun} has no name.`, {
      expected: "'Name: value'",
      where,
    })
  }
  const usual = `${variables}_${name.toUpperCase().replaceAll(/[^A-Z\d]/g, '_')}`
  const [, plain, braced] = /^\$(?:(\w+)|\{(\w+)\})$/.exec(written) ?? []
  const variable = plain ?? braced ?? (at === -1 ? usual : undefined)
  if (variable === undefined) return [name, new Secret(written, `$${usual}`)]
  const value = env[variable] ?? ''
  if (value !== '') return [name, new Secret(value, `$${variable}`)]
  throw new HarnessError('MISSING_SECRET', `The ${noun} ${name} needs $${variable}.`, {
    expected: `$${variable} in the environment`,
    found: 'it is not set',
    where,
    next: `export ${variable}=… before the command`,
  })
}
