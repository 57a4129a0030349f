import { useState } from 'preact/hooks'
import type { Choices } from '../../api.ts'
import { useResponse } from '../live/use-response.ts'
import { ErrorBox } from '../components/elements.tsx'

/** The selected message of an operation; `own` was edited by hand. */
export interface Message {
  readonly message: 'example' | 'minimal' | 'full' | 'variation' | 'deviation' | 'own'
  /** Of the variation or deviation. */
  readonly id?: string
}

/** Whether a message is chosen from a list. */
export function isList({ message }: Message): boolean {
  return message === 'variation' || message === 'deviation'
}

const MESSAGES = [
  ['example', 'the documented example'],
  ['minimal', 'required fields only'],
  ['full', 'every field'],
  ['variation', 'a valid variation …'],
  ['deviation', 'a message that breaks one rule …'],
] as const

/** Selects a message; variations and deviations have a search, because there are hundreds. */
export function MessagePicker(props: {
  readonly operation: string
  readonly message: Message
  readonly onChange: (message: Message) => void
}) {
  const { operation, message, onChange } = props
  const [list, setList] = useState<'variation' | 'deviation'>()
  const [search, setSearch] = useState('')
  const { response, error } = useResponse<Choices>(
    list === undefined ? undefined : `/api/compose/${encodeURIComponent(operation)}`,
  )
  const choices = list === 'variation' ? response?.variations : response?.deviations
  const words = search.toLowerCase().split(/\s+/)
  const shown = (choices ?? []).filter(({ sentence, kind }) =>
    words.every((word) => `${sentence} ${kind}`.toLowerCase().includes(word)),
  )
  return (
    <>
      <label>
        Message
        <select
          value={list ?? message.message}
          onChange={({ currentTarget }) => {
            const chosen = currentTarget.value as Message['message']
            setList(chosen === 'variation' || chosen === 'deviation' ? chosen : undefined)
            setSearch('')
            onChange({ message: chosen })
          }}
        >
          {MESSAGES.map(([name, label]) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
          {message.message === 'own' && list === undefined && <option value="own">your own</option>}
        </select>
      </label>
      <ErrorBox error={error} />
      {list !== undefined && (
        <div class="picker">
          <input
            type="search"
            aria-label={`Search ${list}s`}
            placeholder={`Search ${choices?.length ?? ''} ${list}s`}
            value={search}
            onInput={({ currentTarget }) => setSearch(currentTarget.value)}
          />
          <ul role="listbox" aria-label={`${list}s`}>
            {shown.map(({ id, sentence }) => (
              <li key={id}>
                <button
                  type="button"
                  role="option"
                  aria-selected={message.id === id}
                  onClick={() => onChange({ message: list, id })}
                >
                  {sentence}
                </button>
              </li>
            ))}
          </ul>
          {choices !== undefined && shown.length === 0 && (
            <p class="soft">No {list} of this operation matches.</p>
          )}
        </div>
      )}
    </>
  )
}
