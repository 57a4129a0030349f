import type { AuthForm, Overview, SchemeForm } from '../../api.ts'

type Field = SchemeForm['fields'][number]

/** Sent with every message, under every scheme. */
const REQUEST_HEADER: Field = {
  name: 'requestHeader',
  label: 'Request header',
  isSecret: false,
  isOptional: true,
  example: 'X-Tenant: acme',
}

/** The authentication at the endpoint; the values stay in this page and in the memory of the harness. */
export function AuthFields(props: {
  readonly auth: AuthForm
  readonly overview: Pick<Overview, 'subject' | 'schemes'>
  readonly onChange: (auth: AuthForm) => void
}) {
  const { auth, overview, onChange } = props
  const { subject, schemes } = overview
  const fields = schemes.find(({ name }) => name === auth.scheme)?.fields ?? []
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
          {schemes.map(({ name, label }) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
      </label>
      {[...fields, ...(auth.scheme === 'stub' ? [] : [REQUEST_HEADER])].map((field) => (
        <AuthField
          key={`${auth.scheme}.${field.name}`}
          field={field}
          value={auth[field.name] ?? ''}
          onChange={(value) => onChange({ ...auth, [field.name]: value })}
        />
      ))}
    </>
  )
}

function AuthField(props: {
  readonly field: Field
  readonly value: string
  readonly onChange: (value: string) => void
}) {
  const { field, value, onChange } = props
  const { label, isSecret, isOptional, example, choices } = field
  return (
    <label>
      {isOptional && choices === undefined ? `${label} (optional)` : label}
      {choices === undefined ? (
        <input
          type={isSecret ? 'password' : 'text'}
          autocomplete="off"
          spellcheck={false}
          required={!isOptional}
          placeholder={example}
          value={value}
          onInput={({ currentTarget }) => onChange(currentTarget.value)}
        />
      ) : (
        <select value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        </select>
      )}
    </label>
  )
}
