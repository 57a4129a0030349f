import { printableLine } from '../../core/index.ts'
import type { CertifyEvent } from '../../certify/index.ts'
import type { Context } from '../context.ts'

/** A progress line, on terminals only. */
export function progress(
  context: Context,
  options: { readonly quiet?: boolean },
): (event: CertifyEvent) => void {
  if (!context.stderr.isTerminal || options.quiet === true) return () => undefined
  let done = 0
  let failed = 0
  let current = ''
  const draw = (): void =>
    context.stderr.write(
      `\r\u001B[2K${done} checks, ${failed} failed  ${current}`.slice(
        0,
        context.stderr.columns + 6,
      ),
    )
  return (event) => {
    if (event.type === 'checked') {
      done = event.done
      if (event.result.status === 'failed') failed++
      if (done % 20 === 0) draw()
    } else if (event.type === 'probe-started') {
      current = event.name
      draw()
    } else if (event.type === 'one-by-one') {
      const reason = printableLine(event.reason)
      context.stderr.write(
        `\r\u001B[2KRequests go one by one from here on: side by side there was a problem (${reason}).\n`,
      )
    } else if (event.type === 'finished') context.stderr.write('\r\u001B[2K')
  }
}
