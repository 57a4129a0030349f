import type { Command } from 'commander'
import { type Contract, withGivenParameters } from '../../contract/index.ts'
import { HarnessError } from '../../core/index.ts'

/** Adds `--param`, for the parameters of a contract's paths, queries and headers. */
export function addParamOption(command: Command): Command {
  return command.option(
    '--param <name=value>',
    'a parameter of paths, queries or headers (default: its example, or a value that is made); repeatable',
    (text: string, all: readonly string[]) => [...all, text],
    [],
  )
}

/**
 * Reads what {@link addParamOption} adds.
 * @throws HarnessError INVALID_OPTION
 */
export function readParameters(
  options: Readonly<Record<string, unknown>>,
  contract: Contract,
): Readonly<Record<string, string>> {
  const given = Array.isArray(options.param) ? options.param.map(String) : []
  const parameters = Object.fromEntries(given.map(pairOf))
  withGivenParameters(contract, parameters, (name) => `--param ${name}`)
  return parameters
}

function pairOf(text: string): readonly [name: string, value: string] {
  const at = text.indexOf('=')
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)]
  throw new HarnessError('INVALID_OPTION', 'Invalid value for --param.', {
    expected: 'a name and a value: shop=17',
    found: JSON.stringify(text),
    where: '--param',
  })
}
