import { createJournal, writeJournal } from '../../../mocks/stub/index.ts'
import type { Reading } from '../../contract/index.ts'
import { Redactor } from '../../core/index.ts'
import type { Traffic } from '../../validate/index.ts'

export interface ProxyJournal {
  record(traffic: Traffic): void
  close(): Promise<void>
}

const KEPT = { maxEntries: 1000, maxBytes: 32 * 1024 * 1024 }

/**
 * The stub's journal, filled by the proxy: what reads the one reads the other.
 * @throws HarnessError FILE_UNWRITABLE
 */
export async function createProxyJournal(file: string, reading: Reading): Promise<ProxyJournal> {
  const journal = createJournal({
    ...KEPT,
    redaction: { redactor: new Redactor(), secretHeader: undefined },
  })
  const written = await writeJournal(journal, file)
  return {
    record: ({ operation, request, response, requestProblems, ...traffic }) => {
      const isKnown = operation !== undefined
      journal.record({
        kind: isKnown ? 'delivery' : 'other',
        startedAt: traffic.startedAt,
        durationMs: traffic.durationMs,
        method: traffic.method,
        target: traffic.target,
        rawHeaders: request.rawHeaders,
        // What is none of the contract's may hold nothing but secrets, as a token request does.
        body: isKnown ? request.body : Buffer.alloc(0),
        operation,
        reading,
        verdict: isKnown ? (requestProblems.length === 0 ? 'accepted' : 'invalid') : 'unknown-path',
        answer:
          response === undefined
            ? undefined
            : {
                status: response.status,
                headers: response.rawHeaders,
                body: isKnown ? response.body : Buffer.alloc(0),
              },
        played: undefined,
        run: undefined,
      })
    },
    close: () => written.close(),
  }
}
