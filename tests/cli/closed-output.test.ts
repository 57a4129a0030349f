import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { confirmation, line, payloadFolder } from '../support/payload-folder.ts'
import { BIN } from '../support/cli.ts'

const folder = payloadFolder()

interface UnreadRun {
  readonly exitCode: number | null
  /** Whether anything came before the reader went: without that, nobody has gone. */
  readonly wasRead: boolean
  readonly stderr: string
}

/** A command whose reader takes the first bytes and goes. */
async function runUnread(args: readonly string[]): Promise<UnreadRun> {
  const child = spawn(process.execPath, [BIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let wasRead = false
  child.stdout.once('data', () => {
    wasRead = true
    child.stdout.destroy()
  })
  const errors: Buffer[] = []
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk))
  const [exitCode] = (await once(child, 'close')) as [number | null]
  return { exitCode, wasRead, stderr: Buffer.concat(errors).toString() }
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
  const { exitCode, wasRead, stderr } = await runUnread(given)
  expect({ exitCode, wasRead }, stderr).toEqual({ exitCode: expected, wasRead: true })
})
