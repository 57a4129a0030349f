import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { confirmation, line, payloadFolder } from '../support/payload-folder.ts'
import { BIN } from '../support/cli.ts'

const folder = payloadFolder()

/** The exit code of a command whose reader takes the first bytes and goes. */
async function exitCodeUnread(args: readonly string[]): Promise<number | null> {
  const child = spawn(process.execPath, [BIN, ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  child.stdout.once('data', () => child.stdout.destroy())
  const [exitCode] = (await once(child, 'exit')) as [number | null]
  return exitCode
}

it.each([
  ['a check that fails', ['validate', 'invalid.ndjson', '--json'], 1],
  ['a check that passes', ['validate', 'doubtful.ndjson', '--max-errors', '100000'], 0],
  ['what only prints', ['sample', 'drop_shipment_confirmation', '--count', '1000000'], 0],
])('%s ends with its own exit code where nobody reads on', async (_what, args, expected) => {
  folder.write('invalid.ndjson', '{"shipment":{}}\n'.repeat(2000))
  // Repeated names are warnings, which are printed and make nothing invalid.
  const doubtful = line(confirmation()).replace('{"shipment":', '{"shipment":{},"shipment":')
  folder.write('doubtful.ndjson', doubtful.repeat(1000))
  const given = args.map((each) => (each.endsWith('.ndjson') ? `${folder.path}/${each}` : each))
  expect(await exitCodeUnread(given)).toBe(expected)
})
