import { join } from 'node:path'
import { startPrism } from '../../mocks/prism/index.ts'
import { startStub } from '../../mocks/stub/index.ts'
import type { Contract } from '../contract/index.ts'
import { type Credentials, placeholderHeader } from '../auth/index.ts'
import { isRecord, Secret, temporaryFolder } from '../core/index.ts'
import type { MockProvider } from '../lint/index.ts'
import type { Context } from './context.ts'

/** The stub on a free port; a scenario forces each documented status. */
export function stubProvider(contract: Contract): MockProvider {
  return {
    name: 'the stub',
    start: async () => {
      const stub = await startStub({ contract, host: '127.0.0.1', port: 0, runHeader: RUN_HEADER })
      return {
        url: stub.url,
        credentials: stub.credentials,
        ownPaths: stub.tokenUrl === undefined ? [] : [new URL(stub.tokenUrl).pathname],
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

/** The real Prism on a free port; a request header forces the status. */
export function prismProvider(
  contract: Contract,
  document: unknown,
  { env, signal }: Pick<Context, 'env' | 'signal'>,
): MockProvider {
  return {
    name: 'Prism',
    start: async () => {
      const folder = temporaryFolder('lint')
      const prism = await startPrism({
        files: contract.files,
        host: '127.0.0.1',
        port: 0,
        portOption: '--port',
        env,
        signal,
        log: join(folder.path, 'prism.log'),
        onUnexpectedExit: () => undefined,
      })
      return {
        url: prism.url,
        credentials: placeholderCredentials(document),
        hasOwnWords: true,
        serves: ({ path }) =>
          isRecord(document) && isRecord(document.paths) && Object.hasOwn(document.paths, path),
        force: (status) => [['Prefer', `code=${status}`]],
        close: async () => {
          await prism.close()
          folder.remove()
        },
      }
    },
  }
}

const RUN_HEADER = 'x-dropship-run'

/** Credentials for the first security scheme of the document. Prism only checks that they are present, not their value. */
export function placeholderCredentials(document: unknown): Credentials {
  const root = isRecord(document) ? document : {}
  const operations = childrenOf(root.paths).flatMap((path) => childrenOf(path))
  const asked = [root, ...operations].flatMap(({ security }) =>
    Array.isArray(security) ? security.filter(isRecord) : [],
  )
  // An empty requirement makes all others optional.
  if (asked.some((requirement) => Object.keys(requirement).length === 0)) return { scheme: 'none' }
  const [name = ''] = asked.flatMap((requirement) => Object.keys(requirement))
  const components = isRecord(root.components) ? root.components : {}
  const schemes = isRecord(components.securitySchemes) ? components.securitySchemes : {}
  const scheme = schemes[name]
  if (!isRecord(scheme)) return { scheme: 'none' }
  const [header, value] = placeholderHeader(scheme)
  return { scheme: 'api-key', header, key: new Secret(value, '$PLACEHOLDER') }
}

function childrenOf(value: unknown): Record<string, unknown>[] {
  return isRecord(value) ? Object.values(value).filter(isRecord) : []
}
