import { markdownTable, plural } from '../../src/core/index.ts'
import { showGoal, showNumber, showValue } from '../figures.ts'
import type { MachineFacts } from './machine.ts'
import type { FigureSummary } from './summary.ts'

/** The page of results. */
export function renderTable(summaries: readonly FigureSummary[], facts: MachineFacts): string {
  const missed = summaries.filter(({ isMet }) => isMet === false)
  const judged = summaries.filter(({ isMet }) => isMet !== undefined)
  const versions = facts.versions.map(([name, version]) => `${name} ${version}`).join(', ')
  return [
    '# Results of the benchmarks',
    '',
    `Written by \`npm run bench\` on ${facts.date}: ${plural(facts.passes, 'pass', 'passes')} of every benchmark in turns, on ${facts.processor} with ${facts.memoryGb} GB. ${versions}.`,
    '',
    'Each figure is the median of the passes, with the least and the most of them. Ratios are against a limit or a peer that runs in',
    'turns with what is measured.',
    '',
    '![Figures against their goals](../docs/pictures/benchmarks.svg)',
    '',
    ...markdownTable(['figure', '#median', '#spread', '#goal', 'met'], summaries.map(rowOf)),
    '',
    missed.length === 0
      ? `All ${judged.length} goals are met.`
      : `${judged.length - missed.length} of ${judged.length} goals are met. What is missed: ${missed.map(({ figure }) => figure.what).join('; ')}.`,
    '',
  ].join('\n')
}

function rowOf({ figure, median, least, most, isMet }: FigureSummary): string[] {
  return [
    figure.what,
    showValue(figure, median),
    `${showNumber(figure, least)} to ${showNumber(figure, most)}`,
    figure.goal === undefined ? '' : showGoal(figure, figure.goal),
    isMet === undefined ? '' : isMet ? 'yes' : 'no',
  ]
}
