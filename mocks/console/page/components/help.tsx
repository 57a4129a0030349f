import { useEffect, useRef } from 'preact/hooks'

const KEYS = [
  ['1 – 6', 'the views'],
  ['j, k', 'next older, next newer delivery'],
  ['/', 'search'],
  ['Esc', 'close the dialog, clear the search, return to the list'],
  ['?', 'this help'],
] as const

/** The keyboard shortcuts. */
export function Help({ version, onClose }: { version: string; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} aria-label="Keyboard" onClose={onClose}>
      <h2>Keyboard</h2>
      <dl class="keys">
        {KEYS.map(([keys, what]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p class="soft">drop-ship-harness {version}</p>
      <button type="button" onClick={() => dialog.current?.close()}>
        Close
      </button>
    </dialog>
  )
}
