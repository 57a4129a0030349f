import { useEffect, useState } from 'preact/hooks'
import type { AuthForm, TextCheck, Overview } from '../../api.ts'
import { callApi } from '../live/api-client.ts'
import { useAction } from '../live/use-action.ts'
import type { Live } from '../live/use-live.ts'
import { type AddressForm, isOwnSubject, ownAddresses } from '../components/address-fields.tsx'
import { AuthFields } from '../components/auth-fields.tsx'
import { ErrorBox } from '../components/elements.tsx'
import { isList, type Message, MessagePicker } from './message-picker.tsx'
import { type SentMessage, SentList } from './sent-list.tsx'

/** A message from another view, to be edited. */
export interface SendDraft {
  /** Different for each draft, so that the view is reset. */
  readonly number: number
  readonly operation: string
  readonly text: string
}

let drafts = 0

export function draftOf(operation: string, text: string): SendDraft {
  drafts += 1
  return { number: drafts, operation, text }
}

export function SendView(props: {
  readonly live: Live
  readonly overview: Overview
  readonly draft: SendDraft | undefined
  readonly sent: readonly SentMessage[]
  readonly onSent: (sent: SentMessage) => void
}) {
  const { live, overview, draft, sent, onSent } = props
  const { subject, operations } = overview
  const [form, setForm] = useState(() => ownAddresses(overview))
  const [auth, setAuth] = useState<AuthForm>({ scheme: subject.kind === 'stub' ? 'stub' : 'none' })
  const [operation, setOperation] = useState(draft?.operation ?? operations[0]?.id ?? '')
  const [message, setMessage] = useState<Message>({
    message: draft === undefined ? 'example' : 'own',
  })
  const [text, setText] = useState(draft?.text ?? '')
  const composing = useAction()
  const sending = useAction()
  const check = useTextCheck(operation, text)
  useEffect(() => {
    if (message.message === 'own') return
    if (isList(message) && message.id === undefined) return setText('')
    let isWanted = true
    composing.run(async () => {
      const composed = await callApi<{ text: string }>('POST', '/api/compose', {
        operation,
        ...message,
      })
      if (isWanted) setText(composed.text)
    })
    return () => {
      isWanted = false
    }
  }, [operation, message])
  const own = form.endpoints[operation] ?? ''
  const isUnchosen = isList(message) && message.id === undefined
  const documented = `${form.url}${operations.find(({ id }) => id === operation)?.path ?? ''}`
  const address = (changed: AddressForm): void => {
    setForm(changed)
    if (!isOwnSubject(changed, overview) && auth.scheme === 'stub') setAuth({ scheme: 'none' })
  }
  const send = (): void =>
    sending.run(async () => {
      const { id } = await callApi<{ id: string }>('POST', '/api/send', {
        to: form.url,
        endpoint: own,
        operation,
        auth,
        text,
      })
      onSent({ id, operation, to: own === '' ? form.url : own.replace(/\?.*/, '') })
    })
  return (
    <div class="columns pad">
      <form
        class="send"
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        <h2>Message</h2>
        <label>
          Operation
          <select
            value={operation}
            onChange={({ currentTarget }) => {
              setOperation(currentTarget.value)
              if (message.message === 'own' || message.id !== undefined) {
                setMessage({ message: 'example' })
              }
            }}
          >
            {operations.map(({ id }) => (
              <option key={id} value={id}>
                {id}
              </option>
            ))}
          </select>
        </label>
        <MessagePicker operation={operation} message={message} onChange={setMessage} />
        <ErrorBox error={composing.error} />
        <label>
          Body
          <textarea
            class="code"
            rows={20}
            spellcheck={false}
            value={text}
            onInput={({ currentTarget }) => {
              setMessage({ message: 'own' })
              setText(currentTarget.value)
            }}
          />
        </label>
        <CheckResult check={check} />
      </form>
      <section>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            send()
          }}
        >
          <h2>To</h2>
          <label>
            Endpoint: base URL, to which the documented path is added
            <input
              type="url"
              required={own === ''}
              value={form.url}
              placeholder="https://client.example/webhooks"
              onInput={({ currentTarget }) => address({ ...form, url: currentTarget.value.trim() })}
            />
          </label>
          <label>
            Or the URL of {operation}
            <input
              type="url"
              value={own}
              placeholder={form.url === '' ? 'https://client.example/any/path?key=1' : documented}
              onInput={({ currentTarget }) =>
                address({
                  ...form,
                  endpoints: { ...form.endpoints, [operation]: currentTarget.value.trim() },
                })
              }
            />
          </label>
          <AuthFields auth={auth} overview={overview} onChange={setAuth} />
          <p class="soft">{overview.retrying}</p>
          {isUnchosen && <p>Choose a message from the list first.</p>}
          <button type="submit" class="primary" disabled={sending.isRunning || isUnchosen}>
            Send
          </button>
        </form>
        <ErrorBox error={sending.error} />
        <SentList sent={sent} live={live} />
      </section>
    </div>
  )
}

function CheckResult({ check }: { check: TextCheck | undefined }) {
  if (check === undefined) return null
  if (check.malformed !== undefined) {
    return (
      <div class="judged bad">
        <pre>{check.malformed}</pre>
        <p>It can still be sent.</p>
      </div>
    )
  }
  const { violations, warnings } = check
  return (
    <>
      {violations.length === 0 ? (
        <p class="judged good">Valid: a correct endpoint accepts it.</p>
      ) : (
        <div class="judged bad">
          <p>A correct endpoint rejects it:</p>
          <Findings found={violations} />
        </div>
      )}
      {warnings.length > 0 && (
        <div class="judged doubtful">
          <p>Endpoints may read it differently:</p>
          <Findings found={warnings} />
        </div>
      )}
    </>
  )
}

function Findings({
  found,
}: {
  found: readonly { readonly pointer: string; readonly message: string }[]
}) {
  return (
    <ul>
      {found.map(({ pointer, message }, index) => (
        <li key={index}>
          <code>{pointer}</code> {message}
        </li>
      ))}
    </ul>
  )
}

/** The check of a text against the contract, shortly after it was edited. */
function useTextCheck(operation: string, text: string): TextCheck | undefined {
  const [check, setCheck] = useState<TextCheck>()
  useEffect(() => {
    if (text === '') return setCheck(undefined)
    let isWanted = true
    const timer = setTimeout(() => {
      callApi<TextCheck>('POST', '/api/check', { operation, text }).then(
        (found) => isWanted && setCheck(found),
        () => undefined,
      )
    }, 150)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [operation, text])
  return check
}
