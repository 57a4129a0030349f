import { useState } from 'preact/hooks'

/** A button that copies a text; where the browser does not allow it, it shows the text to be copied by hand. */
export function CopyButton(props: {
  readonly label: string
  readonly text: string
  readonly isQuiet?: boolean
}) {
  const { label, text, isQuiet = false } = props
  const [state, setState] = useState<'copied' | 'failed'>()
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text)
      setState('copied')
      setTimeout(() => setState(undefined), 1500)
    } catch {
      setState('failed')
    }
  }
  return (
    <>
      <button type="button" class={isQuiet ? 'quiet' : ''} onClick={() => void copy()}>
        {label}
      </button>
      <span role="status" class="told">
        {state === 'copied' && 'copied'}
      </span>
      {state === 'failed' && <pre class="raw">{text}</pre>}
    </>
  )
}
