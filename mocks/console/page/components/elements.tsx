import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { ApiError } from '../live/api-client.ts'

/** An error with its details and the next step. */
export function ErrorBox({ error }: { error: unknown }) {
  if (error === undefined) return null
  const rows = error instanceof ApiError ? error.rows : []
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

/** An empty view, with what to do to fill it. */
export function Empty({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div class="empty">
      <h2>{title}</h2>
      {children}
    </div>
  )
}

export type Tone = 'good' | 'bad' | 'warn' | 'plain'

export function Badge({ tone, children }: { tone: Tone; children: ComponentChildren }) {
  return <span class={`badge ${tone}`}>{children}</span>
}

/** The tone of a status: any 2xx is a success for the sender. */
export function toneOf(status: number | undefined): Tone {
  return isSuccess(status) ? 'good' : status === 401 ? 'warn' : 'bad'
}

function isSuccess(status: number | undefined): boolean {
  return status !== undefined && status >= 200 && status < 300
}

/** A verdict; if a scenario responded instead, the verdict without it. */
export function verdictText(verdict: string, played: string | undefined): string {
  return played === undefined ? verdict : `would be ${verdict}`
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
