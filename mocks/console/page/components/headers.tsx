import { plural } from '../../../../src/core/index.ts'

/** Headers as they were received, folded. */
export function Headers({ headers }: { headers: readonly (readonly [string, string])[] }) {
  return (
    <details class="headers">
      <summary>{plural(headers.length, 'header')}</summary>
      <dl>
        {headers.map(([name, value], index) => (
          <div key={index}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
