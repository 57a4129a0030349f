import { useMemo, useRef, useState } from 'preact/hooks'
import type { Violation } from '../../../../src/contract/index.ts'
import type { PlacedWarning } from '../../../../src/core/index.ts'
import { type JsonLine, jsonLines, lineFinder } from './json-lines.ts'

/** Longer bodies are shown unformatted, and cut. */
const MAX_PRETTY = 256 * 1024
const INDENT = '  '

/** A body with its invalid and doubtful lines marked: re-indented if it is JSON, else as received. */
export function Payload(props: {
  readonly text: string
  readonly violations?: readonly Violation[]
  readonly warnings?: readonly PlacedWarning[]
}) {
  const { text, violations = [], warnings = [] } = props
  const [isRaw, setRaw] = useState(false)
  const list = useRef<HTMLOListElement>(null)
  const lines = useMemo(() => (text.length > MAX_PRETTY ? undefined : jsonLines(text)), [text])
  const noted = useMemo(() => notesOf(violations, warnings), [violations, warnings])
  const marks = useMemo(() => marksOf(lines ?? [], noted), [lines, noted])
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
        {lines === undefined && <NoteList notes={noted} />}
      </div>
    )
  }
  return (
    <div class="payload">
      <div class="tools">
        {marks.size > 0 && (
          <button type="button" class="quiet" onClick={() => showMarked(list.current)}>
            first marked line
          </button>
        )}
        <Toggle isRaw={isRaw} set={setRaw} />
      </div>
      <ol class="lines" ref={list}>
        {lines.map((line, index) => {
          const notes = marks.get(index) ?? []
          return (
            <li key={index} class={markOf(notes)}>
              <code>
                {INDENT.repeat(line.depth)}
                {line.tokens.map((token, place) => (
                  <span key={place} class={token.kind}>
                    {token.text}
                  </span>
                ))}
              </code>
              {notes.map((note, place) => (
                <p key={place} class={note.isWarning ? 'why doubtful' : 'why'}>
                  <span class="code">{note.code}</span> {note.message}
                  {note.rule !== undefined && <span class="soft"> {note.rule}</span>}
                </p>
              ))}
            </li>
          )
        })}
      </ol>
    </div>
  )
}

/** Scrolls to the first marked line within an element. */
export function showMarked(within: HTMLElement | null): void {
  within?.querySelector('.invalid, .doubtful')?.scrollIntoView({ block: 'center' })
}

function Toggle({ isRaw, set }: { isRaw: boolean; set: (isRaw: boolean) => void }) {
  return (
    <button type="button" class="quiet" aria-pressed={isRaw} onClick={() => set(!isRaw)}>
      as received
    </button>
  )
}

function NoteList({ notes }: { notes: readonly Note[] }) {
  return (
    <ul class="whys">
      {notes.map((note, index) => (
        <li key={index} class={note.isWarning ? 'why doubtful' : 'why'}>
          <span class="code">{note.code}</span> {note.message}
        </li>
      ))}
    </ul>
  )
}

/** A note on a line: a violation or a warning. */
interface Note {
  readonly pointer: string
  readonly code: string
  readonly message: string
  /** `openapi/drop-ship.yaml:300`. */
  readonly rule?: string
  readonly isWarning: boolean
}

function notesOf(
  violations: readonly Violation[],
  warnings: readonly PlacedWarning[],
): readonly Note[] {
  return [
    ...violations.map(({ pointer, code, message, rule }) => ({
      pointer,
      code,
      message,
      ...(rule === undefined ? {} : { rule: `${rule.file}:${rule.line}` }),
      isWarning: false,
    })),
    ...warnings.map(({ pointer, message }) => ({
      pointer,
      code: 'warning',
      message,
      isWarning: true,
    })),
  ]
}

function markOf(notes: readonly Note[]): '' | 'invalid' | 'doubtful' {
  if (notes.length === 0) return ''
  return notes.every(({ isWarning }) => isWarning) ? 'doubtful' : 'invalid'
}

/** Notes by line: that of the value, or that of its nearest existing parent. */
function marksOf(
  lines: readonly JsonLine[],
  notes: readonly Note[],
): ReadonlyMap<number, readonly Note[]> {
  const lineOf = lineFinder(lines)
  const marks = new Map<number, Note[]>()
  for (const note of notes) {
    const line = lineOf(note.pointer)
    marks.set(line, [...(marks.get(line) ?? []), note])
  }
  return marks
}
