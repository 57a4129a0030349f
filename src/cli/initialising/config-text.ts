import { Document } from 'yaml'
import type { SchemeName } from '../../auth/index.ts'
import { SCHEME_OPTIONS } from '../options/scheme-options.ts'

/** What `dropship init` writes; secrets are never part of it. */
export interface InitialConfig {
  readonly partner?: string
  readonly environment?: string
  /** Operation to URL. */
  readonly endpoints: Readonly<Record<string, string>>
  readonly auth: SchemeName
  /** The scheme's options by their long names, in order. */
  readonly credentials: Readonly<Record<string, string>>
}

const SCHEMA = 'node_modules/drop-ship-harness/contracts/config.schema.json'

/** The environment variables that commands need beside the file. */
export function secretVariables({ auth }: Pick<InitialConfig, 'auth'>): readonly string[] {
  return SCHEME_OPTIONS.filter(
    ({ scheme, field: { isSecret, isFlag, isOptional } }) =>
      scheme === auth && isOptional !== true && (isSecret === true || isFlag === false),
  ).flatMap(({ field }) => field.variable ?? [])
}

/** The text of `dropship.config.yaml`. */
export function configText(config: InitialConfig): string {
  const { partner, environment, endpoints, auth, credentials } = config
  const secrets = secretVariables(config)
  const comments = [
    `yaml-language-server: $schema=${SCHEMA}`,
    'Options of dropship by their long names. The file has no secrets and can be mailed.',
    ...(secrets.length === 0 ? [] : [`In the environment: ${secrets.join(', ')}.`]),
  ]
  const document = new Document({ partner, environment, endpoints, auth, ...credentials })
  document.commentBefore = comments.map((line) => ` ${line}`).join('\n')
  return document.toString({ lineWidth: 0 })
}
