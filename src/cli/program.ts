import { Command, CommanderError } from 'commander'
import { type ExitCode, HarnessError, messageOf, nearest, printable } from '../core/index.ts'
import type { AllCommands, CommandEntry, CommandModule } from './command.ts'
import { COMMANDS } from './commands.ts'
import { applyConfig, CONFIG_FILE } from './config/apply.ts'
import type { Context } from './context.ts'
import { examplesText } from './help/examples.ts'
import { groupOptions } from './help/option-groups.ts'
import { overview } from './help/overview.ts'
import { guarded, type PlainContext } from './output.ts'
import { removeEarlierReport, type ReportPlace, reportLostRun, reportPlace } from './lost-run.ts'
import { asksForJson, printError, type Printing } from './printed-error.ts'

const HELP_CODES = new Set(['commander.help', 'commander.helpDisplayed', 'commander.version'])

/**
 * Runs one command line. Usage errors and broken environments print one clear error and return its exit code; stack traces and timing are shown only with `DROPSHIP_DEBUG=1`.
 *
 * @param argv the arguments after the program's name
 */
export async function main(argv: readonly string[], plain: PlainContext): Promise<ExitCode> {
  const context = guarded(plain)
  const isDebugging = context.env.DROPSHIP_DEBUG === '1'
  const startedAt = context.clock.monotonic()
  const printing: Printing = { isJson: asksForJson(argv), isLines: false }
  const reporting: Reporting = { place: reportPlace(argv), hasBegun: false }
  try {
    return await dispatch(argv, context, { printing, reporting })
  } catch (error) {
    if (error instanceof CommanderError && HELP_CODES.has(error.code)) return 0
    const known = error instanceof HarnessError ? error : asHarnessError(error)
    printError(known, printing, context)
    if (!reporting.hasBegun) removeEarlierReport(reporting.place)
    if (reporting.place !== undefined) reportLostRun(known, reporting.place, context)
    if (isDebugging) context.stderr.write(stacksOf(known))
    return known.exitCode
  } finally {
    if (isDebugging) {
      const ms = context.clock.monotonic() - startedAt
      context.stderr.write(`dropship: debug: ${argv[0] ?? 'help'} took ${Math.round(ms)} ms\n`)
    }
  }
}

/** Where the reports of this run belong. */
interface Reporting {
  place: ReportPlace | undefined
  /** Whether a report in that place is of this run. */
  hasBegun: boolean
}

/** What becomes known of a run while its command line is read. */
interface RunState {
  readonly printing: Printing
  readonly reporting: Reporting
}

/** The stack of an error and of each cause below it. */
function stacksOf(error: unknown): string {
  const stacks: string[] = []
  for (let each = error; each instanceof Error && stacks.length < 5; each = each.cause) {
    stacks.push(each.stack ?? each.message)
  }
  return `dropship: debug: ${printable(stacks.join('\ncaused by: '))}\n`
}

async function dispatch(
  argv: readonly string[],
  context: Context,
  state: RunState,
): Promise<ExitCode> {
  const [first] = argv
  if (first === undefined || first === 'help' || first === '--help' || first === '-h') {
    const topic = first === 'help' ? argv[1] : undefined
    if (topic !== undefined) return dispatch([topic, '--help'], context, state)
    context.stdout.write(overview(COMMANDS))
    return first === undefined ? 2 : 0
  }
  const entry = COMMANDS.find(({ name }) => name === first)
  if (entry === undefined) {
    throw first.startsWith('-') ? optionFirst(first, argv) : unknownCommand(first)
  }
  return runCommand(entry, argv.slice(1), context, state)
}

async function runCommand(
  entry: CommandEntry,
  argv: readonly string[],
  context: Context,
  { printing, reporting }: RunState,
): Promise<ExitCode> {
  printing.isLines = entry.printsLines === true
  const module = await entry.load()
  let exitCode: ExitCode = 0
  const command = configuredCommand(entry, module)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: () => undefined,
    })
  // Help does not depend on the configuration file.
  const isHelp = argv.includes('--help') || argv.includes('-h')
  if (!isHelp && entry.isConfigurable !== false) {
    const warnings = await applyConfig(command, entry.name, argv, context.env)
    for (const warning of warnings) context.stderr.write(`dropship: ${warning}\n`)
  }
  command.action(async () => {
    const positional = command.processedArgs.flat() as string[]
    const options: Readonly<Record<string, unknown>> = command.opts()
    // The configuration file may ask for it too.
    printing.isJson ||= options.json === true || options.format === 'json'
    reporting.place = reportPlace([entry.name, ...argv], options)
    removeEarlierReport(reporting.place)
    reporting.hasBegun = true
    exitCode = await module.run(positional, options, context, allCommands, argv)
  })
  await command.parseAsync([...argv], { from: 'user' })
  return exitCode
}

/** Every command with its options. */
export const allCommands: AllCommands = () =>
  Promise.all(
    COMMANDS.map(async (entry) => ({
      entry,
      command: configuredCommand(entry, await entry.load()),
    })),
  )

/** A command with its own and the common options. */
export function configuredCommand(entry: CommandEntry, module: CommandModule): Command {
  const command = new Command(`dropship ${entry.name}`)
    .description(entry.summary)
    .helpOption('-h, --help', 'show this help')
  module.configure(command)
  if (entry.isConfigurable !== false) {
    command.option('--config <file>', `options by their long names; ${CONFIG_FILE}`)
  }
  command.addHelpText('after', examplesText(entry.name))
  groupOptions(command)
  return command
}

function unknownCommand(found: string): HarnessError {
  const names = COMMANDS.map(({ name }) => name)
  const meant = nearest(found, names)
  return new HarnessError('UNKNOWN_COMMAND', `Unknown command ${JSON.stringify(found)}.`, {
    expected: `one of ${names.join(', ')}`,
    found,
    next: meant === undefined ? 'run dropship --help' : `did you mean dropship ${meant}?`,
  })
}

/** The error for an option before the command; one without a command is probably misspelt. */
function optionFirst(found: string, argv: readonly string[]): HarnessError {
  const command = COMMANDS.find(({ name }) => argv.includes(name))
  const meant = nearest(found, ['--help', '--version'])
  return new HarnessError('UNKNOWN_OPTION', `The option ${found} is before the command.`, {
    expected: 'options after the command',
    next:
      command === undefined
        ? meant === undefined
          ? 'run dropship --help'
          : `did you mean dropship ${meant}?`
        : `write the command first: dropship ${command.name} ${found} …`,
  })
}

/** An error of commander is a usage error; any other is a defect of the harness. */
function asHarnessError(error: unknown): HarnessError {
  if (error instanceof EvalError) return codeForbidden(error)
  if (!(error instanceof CommanderError)) {
    return new HarnessError('INTERNAL', `The harness itself failed: ${messageOf(error)}.`, {
      next: 'this is a defect of the harness: report it with the command line that led here',
      cause: error,
    })
  }
  const sentence = error.message.replace(/^error: /, '').replaceAll(/\s*\n\s*/g, ' ')
  const code = (
    {
      'commander.unknownOption': 'UNKNOWN_OPTION',
      'commander.missingArgument': 'MISSING_ARGUMENT',
      'commander.optionMissingArgument': 'INVALID_OPTION',
      'commander.invalidArgument': 'INVALID_OPTION',
      'commander.excessArguments': 'UNKNOWN_OPTION',
    } as const
  )[error.code]
  return new HarnessError(code ?? 'INVALID_OPTION', `${sentence}.`.replace(/([.)])\.$/, '$1'), {
    next: 'add --help to the command to see its arguments and options',
  })
}

/** Only the shipped contract's validators are compiled ahead of time; other contracts, lint and the stub's router generate code. */
function codeForbidden(cause: EvalError): HarnessError {
  return new HarnessError('CODE_GENERATION_FORBIDDEN', 'This command generates code at start.', {
    expected: 'node without --disallow-code-generation-from-strings',
    found: cause.message,
    next: 'omit that option: mock, up, lint and every command with --contract generate code',
    cause,
  })
}
