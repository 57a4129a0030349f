import { createJournal, type Journal, writeJournal } from '../../../mocks/stub/index.ts'
import type { Reading } from '../../contract/index.ts'
import { type RawExchange, Redactor } from '../../core/index.ts'
import { type Traffic, withoutCredentials } from '../../validate/index.ts'

export interface ProxyJournal {
  readonly journal: Journal
  record(traffic: Traffic): void
  close(): Promise<void>
}

const KEPT = { maxEntries: 1000, maxBytes: 32 * 1024 * 1024 }

/**
 * The stub's journal with the requests of the proxy.
 * @param file to which every entry is appended
 * @throws HarnessError FILE_UNWRITABLE
 */
export async function createProxyJournal(
  file: string | undefined,
  reading: Reading,
): Promise<ProxyJournal> {
  const journal = createJournal({
    ...KEPT,
    redaction: { redactor: new Redactor(), secretHeader: undefined },
  })
  const written = file === undefined ? undefined : writeJournal(journal, file)
  return {
    journal,
    record: (traffic) => {
      const { operation, requestProblems } = traffic
      const exchange = withoutCredentials(traffic)
      const about = { operation, reading, played: undefined, run: undefined }
      if (operation === undefined) {
        const entry = { ...about, ...withoutBodies(exchange) }
        journal.record({ ...entry, kind: 'other', verdict: 'unknown-path' })
      } else {
        const verdict = requestProblems.length === 0 ? 'accepted' : 'invalid'
        journal.record({ ...about, ...exchange, kind: 'delivery', verdict })
      }
    },
    close: async () => written?.close(),
  }
}

/** A request outside the contract may contain secrets only, such as a token request. */
function withoutBodies(exchange: RawExchange): RawExchange {
  const { request, response } = exchange
  const body = Buffer.alloc(0)
  return {
    ...exchange,
    request: { ...request, body },
    response: response === undefined ? undefined : { ...response, body },
  }
}
