import { startStub } from '../../mocks/stub/index.ts'
import type { Contract } from '../contract/index.ts'
import type { Provider } from '../lint/index.ts'

/** The stub on a free port, made to answer each documented status by a scenario of its own. */
export function stubProvider(contract: Contract): Provider {
  return {
    name: 'the stub',
    start: async () => {
      const stub = await startStub({ contract, host: '127.0.0.1', port: 0, runHeader: RUN_HEADER })
      return {
        url: stub.url,
        credentials: stub.credentials,
        force: (status) => {
          const run = `status-${status}`
          stub.play({ name: run, steps: [{ status }], after: 'repeat' }, { run })
          return [[RUN_HEADER, run]]
        },
        close: () => stub.close(),
      }
    },
  }
}

const RUN_HEADER = 'x-dropship-run'
