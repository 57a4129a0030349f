import { useMemo, useRef, useState } from 'preact/hooks'
import type { Violation } from '../../../../src/contract/index.ts'
import { type JsonLine, jsonLines } from './json-lines.ts'

/** Longer bodies are shown as they came, and cut. */
const MAX_PRETTY = 256 * 1024
const INDENT = '  '

/** A body with its wrong lines marked: re-indented when it is JSON, or just as it came. */
export function Payload(props: {
  readonly text: string
  readonly violations?: readonly Violation[]
}) {
  const { text, violations = [] } = props
  const [isRaw, setRaw] = useState(false)
  const list = useRef<HTMLOListElement>(null)
  const lines = useMemo(() => (text.length > MAX_PRETTY ? undefined : jsonLines(text)), [text])
  const marks = useMemo(() => marksOf(lines ?? [], violations), [lines, violations])
  if (text === '') return <p class="soft">No body.</p>
  if (lines === undefined || isRaw) {
    return (
      <div class="payload">
        {lines !== undefined && (
          <div class="tools">
            <Toggle isRaw={isRaw} set={setRaw} />
          </div>
        )}
        <pre class="raw">
          {text.slice(0, MAX_PRETTY)}
          {text.length > MAX_PRETTY && '…'}
        </pre>
        {lines === undefined && <Unplaced violations={violations} />}
      </div>
    )
  }
  return (
    <div class="payload">
      <div class="tools">
        {marks.size > 0 && (
          <button type="button" class="quiet" onClick={() => showFirst(list.current)}>
            to the first wrong line
          </button>
        )}
        <Toggle isRaw={isRaw} set={setRaw} />
      </div>
      <ol class="lines" ref={list}>
        {lines.map((line, index) => {
          const wrong = marks.get(index)
          return (
            <li key={index} class={wrong === undefined ? '' : 'wrong'}>
              <code>
                {INDENT.repeat(line.depth)}
                {line.tokens.map((token, place) => (
                  <span key={place} class={token.kind}>
                    {token.text}
                  </span>
                ))}
              </code>
              {wrong?.map((violation, place) => (
                <p key={place} class="why">
                  <span class="code">{violation.code}</span> {violation.message}
                  {violation.rule !== undefined && (
                    <span class="soft">
                      {' '}
                      {violation.rule.file}:{violation.rule.line}
                    </span>
                  )}
                </p>
              ))}
            </li>
          )
        })}
      </ol>
    </div>
  )
}

function showFirst(list: HTMLElement | null): void {
  list?.querySelector('.wrong')?.scrollIntoView({ block: 'center' })
}

function Toggle({ isRaw, set }: { isRaw: boolean; set: (isRaw: boolean) => void }) {
  return (
    <button type="button" class="quiet" aria-pressed={isRaw} onClick={() => set(!isRaw)}>
      as received
    </button>
  )
}

function Unplaced({ violations }: { violations: readonly Violation[] }) {
  return (
    <ul class="whys">
      {violations.map((violation, index) => (
        <li key={index} class="why">
          <span class="code">{violation.code}</span> {violation.message}
        </li>
      ))}
    </ul>
  )
}

/** Violations by the line they belong to: the value's own, or that of what should hold it. */
function marksOf(
  lines: readonly JsonLine[],
  violations: readonly Violation[],
): ReadonlyMap<number, readonly Violation[]> {
  const lineAt = new Map(
    lines.flatMap(({ pointer }, index) => (pointer === undefined ? [] : [[pointer, index]])),
  )
  const marks = new Map<number, Violation[]>()
  for (const violation of violations) {
    let at = violation.pointer
    while (!lineAt.has(at) && at !== '') at = at.slice(0, at.lastIndexOf('/'))
    const line = lineAt.get(at) ?? 0
    marks.set(line, [...(marks.get(line) ?? []), violation])
  }
  return marks
}
