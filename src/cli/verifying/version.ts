import { defined, HarnessError } from '../../core/index.ts'
import type { ProviderVersion } from '../../pact/index.ts'

export interface VersionOptions {
  readonly publishResults?: boolean
  readonly providerVersion?: string
  readonly providerBranch?: string
  readonly providerTag: readonly string[]
  readonly buildUrl?: string
  readonly filter?: string
}

/**
 * The verified version of the provider, and whether the results are published to the broker. Results of partial runs are
 * not published, because `can-i-deploy` would count them as complete.
 *
 * @throws HarnessError MISSING_OPTION, INVALID_OPTION
 */
export function readVersion(options: VersionOptions): ProviderVersion {
  const { publishResults, providerVersion: version, providerBranch: branch, buildUrl } = options
  const common = { tags: options.providerTag, ...defined({ branch }) }
  if (publishResults !== true) return common
  if (version === undefined) {
    throw new HarnessError('MISSING_OPTION', '--publish-results needs --provider-version.', {
      next: 'add for example --provider-version $(git rev-parse HEAD)',
    })
  }
  if (options.filter !== undefined) {
    throw new HarnessError('INVALID_OPTION', '--publish-results and --filter exclude each other.', {
      expected: 'no --filter: results of partial runs are not published',
      next: 'omit one of them',
    })
  }
  return { ...common, published: { version, ...defined({ buildUrl }) } }
}
