import { Document } from 'yaml'
import { SCHEMES } from '../../auth/index.ts'

/** What `dropship init` writes; secrets are never part of it. */
export interface InitialConfig {
  readonly partner?: string
  readonly environment?: string
  /** Operation to URL. */
  readonly endpoints: Readonly<Record<string, string>>
  readonly auth: (typeof SCHEMES)[number]
  /** The scheme's options by their long names, in order. */
  readonly credentials: Readonly<Record<string, string>>
}

const SCHEMA = 'node_modules/drop-ship-harness/contracts/config.schema.json'

/** The variables that the secrets of each scheme are read from. */
const SECRETS: Readonly<Record<InitialConfig['auth'], readonly string[]>> = {
  oauth2: ['DROPSHIP_CLIENT_SECRET'],
  basic: ['DROPSHIP_PASSWORD'],
  'api-key': ['DROPSHIP_API_KEY'],
  'aws-sigv4': ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
  none: [],
}

/** The environment variables that commands need beside the file. */
export function secretsOf({ auth }: Pick<InitialConfig, 'auth'>): readonly string[] {
  return SECRETS[auth]
}

/** The text of `dropship.config.yaml`. */
export function configText(config: InitialConfig): string {
  const { partner, environment, endpoints, auth, credentials } = config
  const secrets = secretsOf(config)
  const comments = [
    `yaml-language-server: $schema=${SCHEMA}`,
    'Options of dropship by their long names. The file has no secrets and can be mailed.',
    ...(secrets.length === 0 ? [] : [`In the environment: ${secrets.join(', ')}.`]),
  ]
  const document = new Document({ partner, environment, endpoints, auth, ...credentials })
  document.commentBefore = comments.map((line) => ` ${line}`).join('\n')
  return document.toString({ lineWidth: 0 })
}
