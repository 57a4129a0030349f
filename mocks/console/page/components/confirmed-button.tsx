import { useLayoutEffect, useRef, useState } from 'preact/hooks'

/** Milliseconds in which the second click of a double click, or the repetition of a key, confirms nothing. */
const SETTLING_MS = 500

/**
 * A button that asks in a dialog, for actions that cannot be undone. What confirms is at another place, is not focused, and
 * can be pressed only after a moment.
 */
export function ConfirmedButton(props: {
  readonly label: string
  readonly confirmation: string
  readonly onConfirm: () => void
  readonly disabled?: boolean
}) {
  const { label, confirmation, onConfirm, disabled = false } = props
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <button type="button" disabled={disabled} onClick={() => setAsking(true)}>
        {label}
      </button>
      {isAsking && (
        <Question
          label={label}
          confirmation={confirmation}
          onConfirm={onConfirm}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}

function Question(props: {
  readonly label: string
  readonly confirmation: string
  readonly onConfirm: () => void
  readonly onClose: () => void
}) {
  const { label, confirmation, onConfirm, onClose } = props
  const dialog = useRef<HTMLDialogElement>(null)
  const cancel = useRef<HTMLButtonElement>(null)
  const [isReady, setReady] = useState(false)
  useLayoutEffect(() => {
    dialog.current?.showModal()
    cancel.current?.focus()
    const timer = setTimeout(() => setReady(true), SETTLING_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    // A click beside the buttons does not take the focus from Cancel.
    <dialog
      ref={dialog}
      aria-label={label}
      onClose={onClose}
      onMouseDown={(event) => event.preventDefault()}
    >
      <p class="actions">
        <button
          type="button"
          class="danger"
          disabled={!isReady}
          onClick={() => {
            dialog.current?.close()
            onConfirm()
          }}
        >
          {confirmation}
        </button>
        <button type="button" ref={cancel} onClick={() => dialog.current?.close()}>
          Cancel
        </button>
      </p>
    </dialog>
  )
}
