import { useState } from 'preact/hooks'
import type { FieldView, OperationView } from '../../api.ts'
import { useEscape } from '../live/use-escape.ts'
import { useResponse } from '../live/use-response.ts'
import { Badge, ErrorBox } from '../components/elements.tsx'
import { Prose } from '../components/prose.tsx'

interface ContractResponse {
  readonly title: string
  readonly version: string
  readonly description: string
  readonly file: string
  readonly sha256: string
  readonly operations: readonly OperationView[]
}

/** The contract, for display. @param props.sha256 requests it again when the document changes */
export function ContractView({ sha256, chosen }: { sha256: string; chosen: string }) {
  const { response, error } = useResponse<ContractResponse>('/api/contract', sha256)
  const [search, setSearch] = useState('')
  useEscape(() => {
    if (search === '') return false
    setSearch('')
    return true
  })
  if (error !== undefined) return <ErrorBox error={error} />
  if (response === undefined) return null
  const operation = response.operations.find(({ id }) => id === chosen) ?? response.operations[0]
  return (
    <div class="pad">
      <h2>
        {response.title} {response.version}
      </h2>
      <Prose text={response.description} />
      <p class="soft">
        {response.file}, sha256 {response.sha256.slice(0, 12)}
      </p>
      <div class="tabs" role="tablist">
        {response.operations.map(({ id }) => (
          <a
            key={id}
            role="tab"
            href={`#contract/${id}`}
            aria-selected={id === operation?.id ? 'true' : 'false'}
          >
            {id}
          </a>
        ))}
      </div>
      {operation !== undefined && (
        <>
          <h3>
            {operation.method} {operation.path} <span class="soft">{operation.summary}</span>
          </h3>
          <Prose text={operation.description} />
          <input
            type="search"
            aria-label="Search fields"
            placeholder="Search fields"
            value={search}
            onInput={({ currentTarget }) => setSearch(currentTarget.value)}
          />
          <h4>Message</h4>
          <Fields fields={found(operation.body.children, search.toLowerCase())} />
          <h4>Responses</h4>
          {operation.responses.map(({ status, description, content }) => (
            <div key={status} class="response">
              <p>
                <Badge tone={status.startsWith('2') ? 'good' : 'bad'}>{status}</Badge> {description}
              </p>
              {content.map(({ mediaType, body }) => (
                <details key={mediaType}>
                  <summary>{mediaType}</summary>
                  <Fields fields={body.children} />
                </details>
              ))}
            </div>
          ))}
        </>
      )}
    </div>
  )
}

function Fields({ fields }: { fields: readonly FieldView[] }) {
  if (fields.length === 0) return <p class="soft">None.</p>
  return (
    <ul class="fields">
      {fields.map((field) => (
        <li key={`${field.name} ${field.pointer}`}>
          <p>
            <code class="name">{field.name}</code> <span class="type">{field.type}</span>{' '}
            {field.required && <Badge tone="plain">required</Badge>}
            {field.disputed.map((rule) => (
              <Badge key={rule} tone="warn">
                disputed {rule}
              </Badge>
            ))}
            {field.place !== undefined && (
              <span class="soft place">
                {field.place.file}:{field.place.line}
              </span>
            )}
          </p>
          {field.description !== undefined && <Prose text={field.description} />}
          {field.rules.length > 0 && <p class="soft">{field.rules.join('; ')}</p>}
          {field.children.length > 0 && <Fields fields={field.children} />}
        </li>
      ))}
    </ul>
  )
}

/** The fields that contain a text, with their parents. */
function found(fields: readonly FieldView[], text: string): readonly FieldView[] {
  if (text === '') return fields
  return fields.flatMap((field) => {
    const own = [field.name, field.description ?? '', ...field.rules].some((part) =>
      part.toLowerCase().includes(text),
    )
    const children = found(field.children, text)
    return own ? [field] : children.length > 0 ? [{ ...field, children }] : []
  })
}
