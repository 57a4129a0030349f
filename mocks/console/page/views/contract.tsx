import { useState } from 'preact/hooks'
import type { FieldView, OperationView } from '../../api.ts'
import { useAsked } from '../live/use-asked.ts'
import { Badge, Trouble } from '../parts/parts.tsx'
import { Prose } from '../parts/prose.tsx'

interface Answer {
  readonly title: string
  readonly version: string
  readonly description: string
  readonly file: string
  readonly sha256: string
  readonly operations: readonly OperationView[]
}

/** The contract as a person reads it. @param props.sha256 asked again when the document changes */
export function ContractView({ sha256, chosen }: { sha256: string; chosen: string }) {
  const { answer, error } = useAsked<Answer>('/api/contract', sha256)
  const [search, setSearch] = useState('')
  if (error !== undefined) return <Trouble error={error} />
  if (answer === undefined) return null
  const operation = answer.operations.find(({ id }) => id === chosen) ?? answer.operations[0]
  return (
    <div class="pad">
      <h2>
        {answer.title} {answer.version}
      </h2>
      <Prose text={answer.description} />
      <p class="soft">
        {answer.file}, sha256 {answer.sha256.slice(0, 12)}
      </p>
      <div class="tabs" role="tablist">
        {answer.operations.map(({ id }) => (
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
            aria-label="Search members"
            placeholder="Search members"
            value={search}
            onInput={({ currentTarget }) => setSearch(currentTarget.value)}
          />
          <h4>Message</h4>
          <Fields fields={found(operation.body.children, search.toLowerCase())} />
          <h4>Answers</h4>
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

/** The members that hold a text, with what leads to them. */
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
