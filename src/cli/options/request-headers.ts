import type { Command } from 'commander'
import type { RequestHeader } from '../../auth/index.ts'
import { HarnessError, Secret } from '../../core/index.ts'

type Env = Readonly<Record<string, string | undefined>>

/** Adds `--request-header`: the same words for every command that sends messages. */
export function addRequestHeaderOption(command: Command): Command {
  return command.option(
    '--request-header <header>',
    "'Name: value' for every message; 'Name: $VARIABLE' and 'Name' alone read the environment; repeatable",
    (text: string, before: readonly string[]): readonly string[] => [...before, text],
    [],
  )
}

/**
 * The headers of `--request-header`. Their values are secret: as placeholder stands the variable that holds the value, or
 * would (`$DROPSHIP_HEADER_X_TENANT`). Which names are free to be set is for the signer to say, which knows the others.
 * @throws HarnessError INVALID_OPTION, MISSING_SECRET
 */
export function readRequestHeaders(
  { requestHeader }: Readonly<Record<string, unknown>>,
  env: Env,
): readonly RequestHeader[] {
  const texts = Array.isArray(requestHeader) ? (requestHeader as readonly unknown[]) : []
  return texts.map((text) => readHeader(String(text), env))
}

function readHeader(text: string, env: Env): RequestHeader {
  const at = text.indexOf(':')
  const name = (at === -1 ? text : text.slice(0, at)).trim()
  const written = at === -1 ? '' : text.slice(at + 1).trim()
  if (name === '') {
    throw new HarnessError('INVALID_OPTION', 'A request header has no name.', {
      expected: "'Name: value'",
      where: '--request-header',
    })
  }
  const usual = `DROPSHIP_HEADER_${name.toUpperCase().replaceAll(/[^A-Z\d]/g, '_')}`
  const [, plain, braced] = /^\$(?:(\w+)|\{(\w+)\})$/.exec(written) ?? []
  const variable = plain ?? braced ?? (at === -1 ? usual : undefined)
  if (variable === undefined) return [name, new Secret(written, `$${usual}`)]
  const value = env[variable] ?? ''
  if (value !== '') return [name, new Secret(value, `$${variable}`)]
  throw new HarnessError('MISSING_SECRET', `The request header ${name} needs $${variable}.`, {
    expected: `$${variable} in the environment`,
    found: 'it is not set',
    where: '--request-header',
    next: `export ${variable}=… before the command`,
  })
}
