import { useLayoutEffect } from 'preact/hooks'

const WRITING = 'input, textarea, select'

/** Calls what belongs to a key, except while somebody writes; Escape always. */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  // With the page, not after it: the next key must not meet what the last one has changed already.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const isWriting = event.target instanceof Element && event.target.closest(WRITING) !== null
      const act = keys[event.key]
      if (act === undefined || (isWriting && event.key !== 'Escape')) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
}
