import { type Command, Option } from 'commander'
import { type Contract, loadContract } from '../../contract/index.ts'
import { defined } from '../../core/index.ts'

/** The options of every command. */
export interface CommonOptions {
  /** The document of `--contract`; the shipped one if absent. */
  readonly contractFile?: string
  /** The folder that `--refs-within` names. */
  readonly refsWithin?: string
  /** One JSON document on standard output instead of text. */
  readonly json: boolean
  /** Results only: no progress, no hints. */
  readonly quiet: boolean
}

/** Adds the options that every command shares. */
export function addCommonOptions(command: Command): Command {
  return command
    .option('--contract <file>', 'the OpenAPI document (default: the shipped Drop Ship contract)')
    .addOption(refsWithinOption())
    .option('--json', 'print JSON instead of text')
    .option('--quiet', 'print results only')
}

/** Beside `--contract`: a contract from elsewhere must not read any file. */
export function refsWithinOption(): Option {
  return new Option(
    '--refs-within <folder>',
    'the folder of all files that the contract refers to (default: its own folder)',
  )
}

/** Reads the options that {@link addCommonOptions} adds. */
export function readCommonOptions(options: Readonly<Record<string, unknown>>): CommonOptions {
  return {
    ...(typeof options.contract === 'string' ? { contractFile: options.contract } : {}),
    ...(typeof options.refsWithin === 'string' ? { refsWithin: options.refsWithin } : {}),
    json: options.json === true,
    quiet: options.quiet === true,
  }
}

/**
 * Loads the contract that the common options name.
 * @throws HarnessError CONTRACT_UNREADABLE or CONTRACT_BROKEN
 */
export function contractOf({ contractFile, refsWithin }: CommonOptions): Promise<Contract> {
  return loadContract(contractFile, defined({ refsWithin }))
}
