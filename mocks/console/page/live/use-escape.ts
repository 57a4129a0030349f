import { useLayoutEffect, useRef } from 'preact/hooks'

/** Each closes what it has open, and returns whether there was anything; the last is asked first. */
const closers: (() => boolean)[] = []

function onKey(event: KeyboardEvent): void {
  // The browser closes a dialog by itself.
  if (event.key !== 'Escape' || document.querySelector('dialog[open]') !== null) return
  for (const close of closers.toReversed()) {
    if (!close()) continue
    event.preventDefault()
    return
  }
}

/** Closes one thing at each press of Escape, wherever the focus is. @param close returns whether there was anything */
export function useEscape(close: () => boolean): void {
  const latest = useRef(close)
  latest.current = close
  useLayoutEffect(() => {
    const own = (): boolean => latest.current()
    if (closers.length === 0) window.addEventListener('keydown', onKey)
    closers.push(own)
    return () => {
      closers.splice(closers.indexOf(own), 1)
      if (closers.length === 0) window.removeEventListener('keydown', onKey)
    }
  }, [])
}
