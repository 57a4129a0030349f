import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Console } from '../../mocks/console/index.ts'
import { startStub, type Stub, type StubOptions } from '../../mocks/stub/index.ts'
import { runConsole, type ConsoleSources } from '../../src/cli/console-run.ts'
import type { Output } from '../../src/cli/context.ts'
import { systemClock } from '../../src/core/index.ts'

export interface RunningConsole {
  readonly stub: Stub
  readonly page: Console
  /** The sender's store: a SQLite file that is made with the first message. */
  readonly store: string
  close(): Promise<void>
}

const SILENT: Output = {
  write: () => undefined,
  pass: () => undefined,
  annotate: () => undefined,
  hasWritten: false,
  isTerminal: false,
  hasColor: false,
  columns: 80,
}

/**
 * A stub with its console, as `dropship up` puts them together, with waits short enough to be waited for.
 * @param place the sender's store; default a SQLite file that is made with the first message
 */
export async function startTestConsole(
  options: StubOptions = {},
  watched: Partial<ConsoleSources> = {},
  port = 0,
  place?: string,
): Promise<RunningConsole> {
  const folder = mkdtempSync(join(tmpdir(), 'dropship-console-'))
  const store = place ?? join(folder, 'queue.db')
  const stub = await startStub(options)
  const page = await runConsole(
    {
      stub,
      journal: stub.journal,
      contract: () => stub.contract,
      subject: { kind: 'stub', url: stub.url },
      policy: { backoffMs: 20, factor: 1, jitter: 0 },
      certifyCommand: `dropship certify ${stub.url}`,
      ...watched,
    },
    { consolePort: port, store },
    {
      program: 'dropship',
      clock: systemClock,
      env: {},
      stdout: SILENT,
      stderr: SILENT,
      stdin: process.stdin,
      signal: new AbortController().signal,
    },
  )
  return {
    stub,
    page,
    store,
    close: async () => {
      await page.close()
      await stub.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
