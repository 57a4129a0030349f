/** Inline Markdown in descriptions: `code` and *emphasis*. */
const MARK = /(`[^`]+`|\*\*[^*]+\*\*|\*[^*\s][^*]*\*)/

/** A description with its inline Markdown rendered; the rest is shown as written. */
export function Prose({ text }: { text: string }) {
  return (
    <p class="prose">
      {text.split(MARK).map((part, index) => {
        if (index % 2 === 0) return part
        if (part.startsWith('`')) return <code key={index}>{part.slice(1, -1)}</code>
        if (part.startsWith('**')) return <strong key={index}>{part.slice(2, -2)}</strong>
        return <em key={index}>{part.slice(1, -1)}</em>
      })}
    </p>
  )
}
