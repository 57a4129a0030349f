import type { AuthForm, Overview } from '../../api.ts'

interface Field {
  readonly name: string
  readonly label: string
  readonly isSecret?: boolean
  readonly isOptional?: boolean
  readonly example?: string
}

const FIELDS: Readonly<Record<AuthForm['scheme'], readonly Field[]>> = {
  stub: [],
  none: [],
  oauth2: [
    { name: 'tokenUrl', label: 'Token URL', example: 'https://client.example/oauth/token' },
    { name: 'clientId', label: 'Client id' },
    { name: 'clientSecret', label: 'Client secret', isSecret: true },
    { name: 'scope', label: 'Scope', isOptional: true },
    {
      name: 'tokenParam',
      label: 'Token parameter',
      isOptional: true,
      example: 'audience=https://api.client.example',
    },
  ],
  basic: [
    { name: 'username', label: 'User name' },
    { name: 'password', label: 'Password', isSecret: true },
  ],
  'api-key': [
    { name: 'header', label: 'Header', example: 'X-Api-Key' },
    { name: 'apiKey', label: 'Key', isSecret: true },
  ],
  'aws-sigv4': [
    { name: 'region', label: 'Region', example: 'eu-west-1' },
    { name: 'service', label: 'Service', example: 'execute-api' },
    { name: 'accessKeyId', label: 'Access key id' },
    { name: 'secretAccessKey', label: 'Secret access key', isSecret: true },
    { name: 'sessionToken', label: 'Session token', isSecret: true, isOptional: true },
  ],
}

/** Sent with every message, under every scheme. */
const REQUEST_HEADER: Field = {
  name: 'requestHeader',
  label: 'Request header',
  isOptional: true,
  example: 'X-Tenant: acme',
}

const SCHEMES: readonly (readonly [AuthForm['scheme'], string])[] = [
  ['oauth2', 'OAuth 2 client credentials'],
  ['basic', 'HTTP Basic'],
  ['api-key', 'API key in a header'],
  ['aws-sigv4', 'AWS Signature V4'],
  ['none', 'none'],
]

/** The authentication at the endpoint; the values stay in this page and in the memory of the harness. */
export function AuthFields(props: {
  readonly auth: AuthForm
  readonly subject: Overview['subject']
  readonly onChange: (auth: AuthForm) => void
}) {
  const { auth, subject, onChange } = props
  return (
    <>
      <label>
        Authentication
        <select
          value={auth.scheme}
          onChange={({ currentTarget }) =>
            onChange({ scheme: currentTarget.value as AuthForm['scheme'] })
          }
        >
          {subject.kind === 'stub' && <option value="stub">same as the stub</option>}
          {SCHEMES.map(([scheme, label]) => (
            <option key={scheme} value={scheme}>
              {label}
            </option>
          ))}
        </select>
      </label>
      {[...FIELDS[auth.scheme], ...(auth.scheme === 'stub' ? [] : [REQUEST_HEADER])].map(
        ({ name, label, isSecret, isOptional, example }) => (
          <label key={`${auth.scheme}.${name}`}>
            {isOptional === true ? `${label} (optional)` : label}
            <input
              type={isSecret === true ? 'password' : 'text'}
              autocomplete="off"
              spellcheck={false}
              required={isOptional !== true}
              placeholder={example ?? ''}
              value={auth[name] ?? ''}
              onInput={({ currentTarget }) => onChange({ ...auth, [name]: currentTarget.value })}
            />
          </label>
        ),
      )}
    </>
  )
}
