import { DEFAULTS, USUAL_FILES } from '../../src/certify/index.ts'
import { defined, packageRoot } from '../../src/core/index.ts'
import type { Overview } from './api.ts'
import type { ConsoleOptions } from './options.ts'
import { SCHEME_FORMS } from './auth-form.ts'
import { retryingSentence } from './retrying.ts'

/** Returns what is running at the moment of the call. */
export function createOverview(options: ConsoleOptions): () => Overview {
  const { clock, subject, stub, certifyCommand } = options
  const startedAt = clock.now()
  const { version } = packageRoot()
  return () => {
    const contract = options.contract()
    const problem = options.problem?.()
    const prismUrl = options.prismUrl?.()
    return {
      startedAt,
      version,
      contract: {
        title: contract.title,
        version: contract.version,
        file: contract.file,
        sha256: contract.sha256,
        ...defined({ problem }),
      },
      operations: contract.operations.map(({ id, method, path, summary }) => ({
        id,
        method,
        path,
        url: stub?.endpoints[id] ?? `${subject.url}${path}`,
        summary,
      })),
      schemes: SCHEME_FORMS,
      subject,
      ...(stub?.tokenUrl === undefined ? {} : { tokenUrl: stub.tokenUrl }),
      ...(stub?.adminUrl === undefined ? {} : { observer: `${stub.adminUrl}/effects` }),
      ...defined({ prismUrl, certify: certifyCommand }),
      level: DEFAULTS.level,
      reports: USUAL_FILES.map(({ name, mediaType }) => ({
        name,
        isPage: mediaType.startsWith('text/html'),
      })),
      retrying: retryingSentence(options.policy),
      playing: stub?.playing() ?? [],
      ...defined({ aheadMs: stub?.clock.aheadMs }),
    }
  }
}
