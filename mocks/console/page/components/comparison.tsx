import { plural } from '../../../../src/core/index.ts'
import {
  type Compared,
  type AttemptDifference,
  differencesBetween,
  MOST_DIFFERENCES,
} from './compare.ts'

/** Two attempts side by side: only what differs. */
export function Comparison(props: {
  readonly left: Compared
  readonly right: Compared
  readonly names: readonly [left: string, right: string]
}) {
  const { left, right, names } = props
  const all = differencesBetween(left, right)
  const bodyIsSame = all.every(({ part }) => part !== 'request body')
  return (
    <div class="scrolls" role="region" aria-label="Comparison" tabIndex={0}>
      <table class="comparison">
        <caption>
          {plural(all.length, 'difference')} between {names[0]} and {names[1]}
          {bodyIsSame && '; the request bodies are the same'}
        </caption>
        <thead>
          <tr>
            <th scope="col">What differs</th>
            <th scope="col">{names[0]}</th>
            <th scope="col">{names[1]}</th>
          </tr>
        </thead>
        <tbody>
          {all.slice(0, MOST_DIFFERENCES).map((difference) => (
            <Row key={`${difference.part} ${difference.name}`} difference={difference} />
          ))}
        </tbody>
      </table>
      {all.length > MOST_DIFFERENCES && (
        <p class="soft">{plural(all.length - MOST_DIFFERENCES, 'more difference')} not listed.</p>
      )}
    </div>
  )
}

function Row({ difference: { part, name, left, right } }: { difference: AttemptDifference }) {
  return (
    <tr>
      <th scope="row">
        {part !== 'outcome' && <span class="soft">{part} </span>}
        <code>{name === '' ? 'the whole body' : name}</code>
      </th>
      <td>{left === undefined ? <span class="soft">absent</span> : <code>{left}</code>}</td>
      <td>{right === undefined ? <span class="soft">absent</span> : <code>{right}</code>}</td>
    </tr>
  )
}
