import { type Command, Option } from 'commander'
import type { Console } from '../../../mocks/console/index.ts'
import { describeEndpoint, READINGS, type Reading } from '../../contract/index.ts'
import { packageRoot, parseDuration, plural, writeDuration } from '../../core/index.ts'
import { openHar, PROXY_DEFAULTS, startProxy } from '../../validate/index.ts'
import type { CommandModule } from '../command.ts'
import { runConsole } from '../console-run.ts'
import { addCommonOptions, contractOf, readCommonOptions } from '../options/common.ts'
import { addStoreOption } from '../options/delivery.ts'
import { addAddressOptions, addToOption, readAddresses } from '../options/endpoint.ts'
import type { LocatedInput } from '../options/located.ts'
import { portOf } from '../options/port.ts'
import { addRouteOptions, readRoute } from '../options/route.ts'
import { createProxyJournal } from '../proxying/journal.ts'
import { createReporter } from '../proxying/reporter.ts'
import { stopped } from '../stopped.ts'

const MIB = 1024 * 1024

function configure(command: Command): void {
  addRouteOptions(addAddressOptions(addToOption(addStoreOption(addCommonOptions(command)))))
    .option('--port <number>', 'port to listen on; 0: any free port', portOf, 4030)
    .option('--host <address>', 'listen on this address instead of loopback', '127.0.0.1')
    .addOption(
      new Option('--reading <which>', 'the reading that requests are checked against')
        .choices(READINGS)
        .default('intended'),
    )
    .option('--har <file>', 'write a capture to this file, without credentials')
    .option('--journal <file>', 'append every request to this file, as one line of JSON')
    .option(
      '--timeout <duration>',
      'maximum time without a byte from the endpoint',
      writeDuration(PROXY_DEFAULTS.timeoutMs),
    )
    .option(
      '--console-port <number>',
      'port of the console page (default: 4000, or any free port)',
      portOf,
    )
    .option('--no-console', 'do not start the console page')
}

export const command: CommandModule = {
  configure,
  async run(_positional, options, context) {
    const common = readCommonOptions(options)
    const contract = await contractOf(common)
    const reading = READINGS.find((known) => known === options.reading) as Reading
    const base = options.to as LocatedInput | undefined
    const { addresses } = readAddresses(options, contract, base, '--to')
    const to = describeEndpoint(addresses)
    const route = readRoute(options, context.env)
    const isStopped = stopped(context.signal)
    const har =
      typeof options.har === 'string' ? openHar(options.har, packageRoot().version) : undefined
    const file = typeof options.journal === 'string' ? options.journal : undefined
    const journal = await createProxyJournal(file, reading)
    const reporter = createReporter(context, common)
    const proxy = await startProxy({
      contract,
      addresses,
      port: Number(options.port),
      host: String(options.host),
      reading,
      clock: context.clock,
      timeoutMs: parseDuration(String(options.timeout), '--timeout'),
      maxBodyBytes: 16 * MIB,
      route,
      onTraffic: (traffic) => {
        har?.write(traffic)
        journal.record(traffic)
        reporter.show(traffic)
      },
    })
    let page: Console | undefined
    try {
      if (options.console !== false) {
        const subject = { kind: 'proxy', url: proxy.url, to } as const
        const sources = { journal: journal.journal, contract: () => contract, subject }
        page = await runConsole(sources, options, context)
      }
      reporter.started(proxy.url, addresses, page?.url)
      await isStopped
    } finally {
      await Promise.all([page?.close(), proxy.close()])
      har?.close()
      if (har !== undefined && har.dropped > 0) {
        context.stderr.write(
          `${plural(har.dropped, 'request')} missing in ${String(options.har)}, which could not be written.\n`,
        )
      }
      await journal.close()
    }
    return reporter.summary()
  },
}
