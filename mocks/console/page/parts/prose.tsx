/** What a document's author marks in Markdown within a line: `code` and *emphasis*. */
const MARK = /(`[^`]+`|\*\*[^*]+\*\*|\*[^*\s][^*]*\*)/

/** A description as its document's author meant it to look; anything but inline marks stays as it was written. */
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
