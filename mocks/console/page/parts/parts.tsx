import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { Refusal } from '../live/ask.ts'

/** What went wrong, and what to do about it. */
export function Trouble({ error }: { error: unknown }) {
  if (error === undefined) return null
  const rows = error instanceof Refusal ? error.rows : []
  return (
    <div class="trouble" role="alert">
      <p>{error instanceof Error ? error.message : 'Something went wrong.'}</p>
      {rows.length > 0 && (
        <dl>
          {rows.map(([label, text]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  )
}

/** What stands where nothing is yet: what to do to see something. */
export function Empty({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div class="empty">
      <h2>{title}</h2>
      {children}
    </div>
  )
}

/** `1 warning`, `2 warnings`. */
export function countOf(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

export type Tone = 'good' | 'bad' | 'warn' | 'plain'

export function Badge({ tone, children }: { tone: Tone; children: ComponentChildren }) {
  return <span class={`badge ${tone}`}>{children}</span>
}

/** How a status stands with the sender: any 2xx is success. */
export function toneOf(status: number | undefined): Tone {
  return isSuccess(status) ? 'good' : status === 401 ? 'warn' : 'bad'
}

export function isSuccess(status: number | undefined): boolean {
  return status !== undefined && status >= 200 && status < 300
}

/** A verdict; where a scenario answered instead, what the answer would have been. */
export function judgedText(verdict: string, played: string | undefined): string {
  return played === undefined ? verdict : `otherwise ${verdict}`
}

export function StatusBadge({ status }: { status: number | undefined }) {
  return <Badge tone={toneOf(status)}>{status ?? '—'}</Badge>
}

/** A text with a button that copies it. */
export function Copyable({ text }: { text: string }) {
  const [isCopied, setCopied] = useState(false)
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), 1500)
  }
  return (
    <span class="copyable">
      <code>{text}</code>
      <button type="button" class="quiet" aria-label={`copy ${text}`} onClick={() => void copy()}>
        {isCopied ? 'copied' : 'copy'}
      </button>
    </span>
  )
}

/** A button that asks once more before it does something that cannot be undone. */
export function CarefulButton(props: {
  readonly label: string
  readonly sure: string
  readonly onSure: () => void
  readonly disabled?: boolean
}) {
  const { label, sure, onSure, disabled = false } = props
  const [isAsking, setAsking] = useState(false)
  return (
    <button
      type="button"
      class={isAsking ? 'danger' : ''}
      disabled={disabled}
      onBlur={() => setAsking(false)}
      onClick={() => {
        setAsking(!isAsking)
        if (isAsking) onSure()
      }}
    >
      {isAsking ? sure : label}
    </button>
  )
}
