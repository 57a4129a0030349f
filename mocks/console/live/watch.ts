/** Times per second do not matter to a person. Milliseconds. */
const EVERY_MS = 250

/**
 * Calls back when a value has changed, for what can also be changed elsewhere, such as by the admin API.
 * @returns stops it
 */
export function watchValue(read: () => string | number, changed: () => void): () => void {
  let seen = read()
  const timer = setInterval(() => {
    const now = read()
    if (now === seen) return
    seen = now
    changed()
  }, EVERY_MS)
  timer.unref()
  return () => clearInterval(timer)
}
