import type { OperationName, Overview } from '../../api.ts'

/** The addresses of a client's webhooks, as entered in the form. */
export interface AddressForm {
  /** The base URL; empty if every operation has its own URL. */
  readonly url: string
  /** URLs of operations, by their ids; empty if the base URL applies. */
  readonly endpoints: Readonly<Record<string, string>>
  /** Ids of the operations that are not enabled. */
  readonly off: readonly string[]
}

/** The addresses of this page's stub or proxy. */
export function ownAddresses({ subject, operations }: Overview): AddressForm {
  const own = operations.filter(({ url, path }) => url !== `${subject.url}${path}`)
  return {
    url: own.length === operations.length ? '' : subject.url,
    endpoints: Object.fromEntries(own.map(({ id, url }) => [id, url])),
    off: [],
  }
}

/** The form as it is sent to the server. */
export function addressesBody(
  { url, endpoints, off }: AddressForm,
  operations: readonly OperationName[],
) {
  const hasAddress = (id: string): boolean => url !== '' || (endpoints[id] ?? '') !== ''
  const isUsed = (id: string): boolean => !off.includes(id) && hasAddress(id)
  return {
    url,
    endpoints,
    operations: operations.flatMap(({ id }) => (isUsed(id) ? [id] : [])),
  }
}

/** Whether every address is at this page's stub or proxy. */
export function isOwnSubject({ url, endpoints }: AddressForm, { subject }: Overview): boolean {
  const all = [url, ...Object.values(endpoints)].filter((each) => each !== '')
  return all.every((each) => each.startsWith(subject.url))
}

/** The base URL, and for each operation a checkbox and its own URL. */
export function AddressFields(props: {
  readonly form: AddressForm
  readonly operations: readonly OperationName[]
  readonly onChange: (form: AddressForm) => void
}) {
  const { form, operations, onChange } = props
  const { url, endpoints, off } = form
  return (
    <>
      <label>
        Endpoint: base URL, to which the documented paths are added
        <input
          type="url"
          required={operations.every(({ id }) => (endpoints[id] ?? '') === '')}
          value={url}
          placeholder="https://client.example/webhooks"
          onInput={({ currentTarget }) => onChange({ ...form, url: currentTarget.value.trim() })}
        />
      </label>
      <fieldset class="webhooks">
        <legend>Webhooks, each at its own URL or below the base URL</legend>
        {operations.map(({ id, path }) => (
          <div key={id}>
            <label class="choice">
              <input
                type="checkbox"
                checked={!off.includes(id)}
                onChange={({ currentTarget }) =>
                  onChange({
                    ...form,
                    off: currentTarget.checked ? off.filter((each) => each !== id) : [...off, id],
                  })
                }
              />
              <span>{id}</span>
            </label>
            <input
              type="url"
              aria-label={`URL of ${id}`}
              disabled={off.includes(id)}
              value={endpoints[id] ?? ''}
              placeholder={url === '' ? 'https://client.example/any/path?key=1' : `${url}${path}`}
              onInput={({ currentTarget }) =>
                onChange({
                  ...form,
                  endpoints: { ...endpoints, [id]: currentTarget.value.trim() },
                })
              }
            />
          </div>
        ))}
      </fieldset>
    </>
  )
}
