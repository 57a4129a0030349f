import type { CommandModule } from '../command.ts'
import { addStubOptions } from '../options/stub.ts'
import { describeStub, startChosenStub, stopped } from './mock.ts'

/** `dropship up`: the local environment, until it is stopped; what `npm start` runs. */
export const command: CommandModule = {
  configure(self) {
    addStubOptions(self, 4010).addHelpText(
      'after',
      '\nExamples:\n  dropship up\n  dropship up --port 5010\n',
    )
  },
  async run(_positional, options, context) {
    const stub = await startChosenStub(options, context)
    context.stdout.write(describeStub(stub))
    await stopped(context.signal)
    await stub.close()
    return 0
  },
}
