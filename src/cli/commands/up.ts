import type { CommandModule } from '../command.ts'
import { addStubOptions } from '../options/stub.ts'
import { runStub, untilStopped } from '../stub-run.ts'

/** `dropship up`: the local environment, until it is stopped; what `npm start` runs. */
export const command: CommandModule = {
  configure(self) {
    addStubOptions(self, 4010).addHelpText(
      'after',
      '\nExamples:\n  dropship up\n  dropship up --port 5010\n',
    )
  },
  async run(_positional, options, context) {
    await untilStopped(await runStub(options, context), options, context)
    return 0
  },
}
