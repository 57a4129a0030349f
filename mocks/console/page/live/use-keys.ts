import { useLayoutEffect } from 'preact/hooks'

const FORM_FIELDS = 'input, textarea, select'

/** Calls the handler of a pressed key, except in form fields and while a dialog is open. */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  // A layout effect, so that the next key does not call the handlers of the previous render.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const isWriting =
        event.target instanceof Element && event.target.closest(FORM_FIELDS) !== null
      const handler = keys[event.key]
      if (handler === undefined || isWriting || document.querySelector('dialog[open]') !== null) {
        return
      }
      event.preventDefault()
      handler()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
}
