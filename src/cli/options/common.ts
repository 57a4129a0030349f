import type { Command } from 'commander'
import { type Contract, loadContract } from '../../contract/index.ts'

/** The options of every command. */
export interface CommonOptions {
  /** The document of `--contract`; the shipped one if absent. */
  readonly contractFile?: string
  /** One JSON document on standard output instead of text. */
  readonly json: boolean
  /** Results only: no progress, no hints. */
  readonly quiet: boolean
}

/** Adds the options that every command shares. */
export function addCommonOptions(command: Command): Command {
  return command
    .option('--contract <file>', 'the OpenAPI document (default: the shipped Drop Ship contract)')
    .option('--json', 'print JSON instead of text')
    .option('--quiet', 'print results only')
}

/** Reads the options that {@link addCommonOptions} adds. */
export function readCommonOptions(options: Readonly<Record<string, unknown>>): CommonOptions {
  return {
    ...(typeof options.contract === 'string' ? { contractFile: options.contract } : {}),
    json: options.json === true,
    quiet: options.quiet === true,
  }
}

/**
 * Loads the contract that the common options name.
 * @throws HarnessError CONTRACT_UNREADABLE or CONTRACT_BROKEN
 */
export function contractOf({ contractFile }: CommonOptions): Promise<Contract> {
  return loadContract(contractFile)
}
