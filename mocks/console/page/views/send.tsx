import { useEffect, useState } from 'preact/hooks'
import type { AuthForm, Judged, Overview } from '../../api.ts'
import { ask } from '../live/ask.ts'
import { useAction } from '../live/use-action.ts'
import type { Live } from '../live/use-live.ts'
import { type AddressForm, isOwnSubject, ownAddresses } from '../parts/address-fields.tsx'
import { AuthFields } from '../parts/auth-fields.tsx'
import { Trouble } from '../parts/parts.tsx'
import { type Message, MessagePicker } from './message-picker.tsx'
import { type Sent, SentList } from './sent-list.tsx'

/** A message that another view hands over to be edited. */
export interface Draft {
  /** A new one begins anew. */
  readonly number: number
  readonly operation: string
  readonly text: string
}

let drafts = 0

export function draftOf(operation: string, text: string): Draft {
  drafts += 1
  return { number: drafts, operation, text }
}

export function SendView(props: {
  readonly live: Live
  readonly overview: Overview
  readonly draft: Draft | undefined
  readonly sent: readonly Sent[]
  readonly onSent: (sent: Sent) => void
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
  const judged = useJudged(operation, text)
  useEffect(() => {
    if (message.message === 'own') return
    composing.run(async () => {
      const made = await ask<{ text: string }>('POST', '/api/compose', { operation, ...message })
      setText(made.text)
    })
  }, [operation, message])
  const own = form.endpoints[operation] ?? ''
  const documented = `${form.url}${operations.find(({ id }) => id === operation)?.path ?? ''}`
  const address = (changed: AddressForm): void => {
    setForm(changed)
    if (!isOwnSubject(changed, overview) && auth.scheme === 'stub') setAuth({ scheme: 'none' })
  }
  const send = (): void =>
    sending.run(async () => {
      const { id } = await ask<{ id: string }>('POST', '/api/send', {
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
        <Trouble error={composing.error} />
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
        <Verdict judged={judged} />
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
          <AuthFields auth={auth} subject={subject} onChange={setAuth} />
          <p class="soft">{overview.retrying}</p>
          <button type="submit" class="primary" disabled={sending.isRunning}>
            Send
          </button>
        </form>
        <Trouble error={sending.error} />
        <SentList sent={sent} live={live} />
      </section>
    </div>
  )
}

function Verdict({ judged }: { judged: Judged | undefined }) {
  if (judged === undefined) return null
  if (judged.malformed !== undefined) {
    return (
      <div class="judged bad">
        <pre>{judged.malformed}</pre>
        <p>It can be sent all the same.</p>
      </div>
    )
  }
  const { violations, warnings } = judged
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
          <p>Not every endpoint understands it alike:</p>
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

/** What the contract says of a text, a moment after it was written. */
function useJudged(operation: string, text: string): Judged | undefined {
  const [judged, setJudged] = useState<Judged>()
  useEffect(() => {
    if (text === '') return setJudged(undefined)
    let isWanted = true
    const timer = setTimeout(() => {
      ask<Judged>('POST', '/api/check', { operation, text }).then(
        (found) => isWanted && setJudged(found),
        () => undefined,
      )
    }, 150)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [operation, text])
  return judged
}
