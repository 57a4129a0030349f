import { XMLValidator } from 'fast-xml-parser'
import { marked } from 'marked'
import { parse } from 'parse5'

/** Foreign readers of reports, and what they find that should not be there: nothing, in a report that is read as what it is. */

interface Node {
  readonly nodeName: string
  readonly attrs?: readonly { readonly name: string; readonly value: string }[]
  readonly childNodes?: readonly Node[]
}

/** Every element of a page as a browser would read it. */
function elementsOf(html: string): Node[] {
  const within = (node: Node): Node[] => [node, ...(node.childNodes ?? []).flatMap(within)]
  return within(parse(html) as unknown as Node).filter(({ attrs }) => attrs !== undefined)
}

/** Whatever would run, load or lead elsewhere. */
export function activeParts(html: string): string[] {
  return elementsOf(html).flatMap(({ nodeName, attrs = [] }) => [
    ...(/^(?:iframe|object|embed|base|stolen)$/.test(nodeName) ? [nodeName] : []),
    ...attrs
      .filter(
        ({ name, value }) => name.startsWith('on') || /evil\.invalid|^javascript:/.test(value),
      )
      .map(({ name, value }) => `${nodeName} ${name}=${value.slice(0, 80)}`),
  ])
}

/** How many elements of a page run, load or draw something. */
export const scripts = (html: string): number =>
  elementsOf(html).filter(({ nodeName }) => /^(?:script|svg|img|link)$/.test(nodeName)).length

/** What the page of a job would run, load or draw of its Markdown, which has none of its own. */
export function activeInMarkdown(markdown: string): string[] {
  const html = marked.parse(markdown, { async: false })
  return [...activeParts(html), ...Array.from({ length: scripts(html) }, () => 'script')]
}

/** What the runner of GitHub Actions takes for commands in annotations, besides those that annotate. */
export const commandsIn = (text: string): string[] =>
  text.split('\n').filter((line) => !/^::(?:error|warning) /.test(line) && line !== '')

/** What it takes for commands in the output of a step, besides those that annotate. */
export const commandsAmong = (text: string): string[] =>
  text.split('\n').filter((line) => /^\s*::(?!(?:error|warning) )|^(?!::).*##\[/.test(line))

/** Why XML is not well formed. */
export function faultsOfXml(xml: string): unknown[] {
  const result = XMLValidator.validate(xml)
  return result === true ? [] : [result]
}
