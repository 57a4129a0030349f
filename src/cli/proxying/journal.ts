import { createJournal, type Journal, writeJournal } from '../../../mocks/stub/index.ts'
import type { Reading } from '../../contract/index.ts'
import { Redactor } from '../../core/index.ts'
import {
  headersWithoutCredentials,
  targetWithoutCredentials,
  type Traffic,
} from '../../validate/index.ts'

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
    record: ({ operation, request, response, requestProblems, ...traffic }) => {
      const isKnown = operation !== undefined
      journal.record({
        kind: isKnown ? 'delivery' : 'other',
        startedAt: traffic.startedAt,
        durationMs: traffic.durationMs,
        method: traffic.method,
        target: targetWithoutCredentials(traffic.target),
        rawHeaders: headersWithoutCredentials(request.rawHeaders),
        // A request outside the contract may contain secrets only, such as a token request.
        body: isKnown ? request.body : Buffer.alloc(0),
        operation,
        reading,
        verdict: isKnown ? (requestProblems.length === 0 ? 'accepted' : 'invalid') : 'unknown-path',
        response:
          response === undefined
            ? undefined
            : {
                status: response.status,
                headers: headersWithoutCredentials(response.rawHeaders),
                body: isKnown ? response.body : Buffer.alloc(0),
              },
        played: undefined,
        run: undefined,
      })
    },
    close: async () => written?.close(),
  }
}
