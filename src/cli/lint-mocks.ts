import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPrism } from '../../mocks/prism/index.ts'
import { startStub } from '../../mocks/stub/index.ts'
import type { Contract } from '../contract/index.ts'
import { Secret } from '../core/index.ts'
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

/** The real Prism on a free port; a header chooses the status that it answers. */
export function prismProvider(contract: Contract): Provider {
  return {
    name: 'Prism',
    start: async () => {
      const folder = mkdtempSync(join(tmpdir(), 'dropship-lint-'))
      const prism = await startPrism({
        files: contract.files,
        host: '127.0.0.1',
        port: 0,
        portOption: '--port',
        log: join(folder, 'prism.log'),
        onUnexpectedExit: () => undefined,
      })
      return {
        url: prism.url,
        credentials: {
          scheme: 'api-key',
          header: 'Authorization',
          key: new Secret('Bearer any', '$TOKEN'),
        },
        force: (status) => [['Prefer', `code=${status}`]],
        close: async () => {
          await prism.close()
          rmSync(folder, { recursive: true, force: true })
        },
      }
    },
  }
}

const RUN_HEADER = 'x-dropship-run'
