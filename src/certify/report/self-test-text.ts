import { escapeHtml, plural } from '../../core/index.ts'
import type { FamilyScore, SelfTestFigure } from '../results/self-test-figure.ts'

/** How few mistakes of a kind escape, with 95 % confidence; empty where no stub was tried. */
export function escapesText({
  stubs,
  escapesAtMost,
}: Pick<FamilyScore, 'stubs' | 'escapesAtMost'>): string {
  const one = Math.floor(1 / escapesAtMost)
  if (stubs === 0) return ''
  return one < 2 ? TOO_FEW : `fewer than 1 in ${one} escape`
}

const TOO_FEW = 'too few to say'

/** The figure of a self-test in one line, without a full stop. It is of the checks of level strict, whatever a run made. */
export function selfTestText({ families, skipped, escapesAtMost }: SelfTestFigure): string {
  const sumOf = (name: 'stubs' | 'found' | 'named'): number =>
    families.reduce((sum, each) => sum + each[name], 0)
  const stubs = sumOf('stubs')
  const escapes = escapesText({ stubs, escapesAtMost })
  return [
    `Self-test of the checks of level strict: ${sumOf('found')} of ${plural(stubs, 'stub')} with one mistake each found, ${sumOf('named')} named`,
    ...(escapes === ''
      ? []
      : [
          escapes === TOO_FEW
            ? 'too few to say how many of these kinds escape'
            : `of these kinds, ${escapes} (95 % confidence)`,
        ]),
    ...(skipped.length === 0 ? [] : [`${plural(skipped.length, 'operation')} skipped`]),
  ].join('; ')
}

/** What a page shows of a self-test, as a section; empty where the report has none. */
export function renderSelfTest(figure: SelfTestFigure | undefined): string {
  if (figure === undefined) return ''
  const items = figure.families
    .filter(({ stubs }) => stubs > 0)
    .map(
      ({ family, ...score }) =>
        `<li>${plural(score.stubs, 'stub')}, each ${family}: ${score.found} found, ${score.named} named; ${escapesText(score)}</li>`,
    )
  return `<h2 id="self-test">Self-test</h2>
<p>${escapeHtml(selfTestText(figure))}.</p>
<ul>${items.join('')}</ul>
`
}
