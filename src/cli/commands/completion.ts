import type { Command } from 'commander'
import { READY_MADE } from '../../../mocks/stub/index.ts'
import { loadContract } from '../../contract/index.ts'
import { type ExitCode, HarnessError, nearest } from '../../core/index.ts'
import type { AllCommands, CommandModule } from '../command.ts'
import { bashCompletion } from '../completing/bash.ts'
import { completedCommand } from '../completing/words.ts'
import { zshCompletion } from '../completing/zsh.ts'
import type { Context } from '../context.ts'
import { actionArgument } from '../options/action.ts'

const SCRIPTS = { bash: bashCompletion, zsh: zshCompletion } as const
const SHELLS = ['bash', 'zsh'] as const

async function run(
  [name = '']: readonly string[],
  context: Context,
  all: AllCommands,
): Promise<ExitCode> {
  const shell = SHELLS.find((known) => known === name)
  if (shell === undefined) {
    const meant = nearest(name, SHELLS)
    throw new HarnessError('INVALID_OPTION', `No completion for ${JSON.stringify(name)}.`, {
      expected: `one of ${SHELLS.join(', ')}`,
      next: `run dropship completion ${meant ?? SHELLS[0]}`,
    })
  }
  const { operations } = await loadContract()
  const known = {
    operations: operations.map(({ id }) => id),
    scenarios: READY_MADE.map((scenario) => scenario.name),
  }
  const commands = (await all()).map((each) => completedCommand(each.entry, each.command, known))
  context.stdout.pass(SCRIPTS[shell](commands))
  return 0
}

/** `dropship completion`: prints a script that completes command lines. */
export const command: CommandModule = {
  configure(self: Command): void {
    self.addArgument(actionArgument(SHELLS, '<shell>'))
  },
  run: (positional, _options, context, all) => run(positional, context, all),
}
