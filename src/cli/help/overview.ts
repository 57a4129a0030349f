import { aligned } from '../../core/index.ts'
import { type CommandEntry, COMMAND_GROUPS } from '../command.ts'

/** The help of the program: its commands in groups, in the order in which they are used. */
export function overview(commands: readonly CommandEntry[]): string {
  const lines = aligned(commands.map(({ name, summary }) => [`  ${name}`, summary]))
  return [
    'Usage: dropship COMMAND [options]',
    '',
    'Contract tests, mock servers and endpoint certification for the Drop Ship webhooks.',
    ...COMMAND_GROUPS.flatMap((group) => [
      '',
      `${group}:`,
      ...lines.filter((_line, at) => commands[at]?.group === group),
    ]),
    '',
    'Examples:',
    '  dropship up                                       # everything on this machine',
    '  dropship certify http://127.0.0.1:8080 --auth none   # is my endpoint correct?',
    '',
    'dropship COMMAND --help shows a command with its options; dropship --version shows the version.',
    'Exit codes: 0 success · 1 checks failed · 2 usage error · 3 could not complete',
    '',
  ].join('\n')
}
