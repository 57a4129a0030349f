import type { Overview } from '../../api.ts'
import { Copyable, Empty } from '../components/elements.tsx'

/** The list before anything has arrived: what to do. */
export function WaitingForFirst({ overview }: { overview: Overview }) {
  const { subject, tokenUrl, certify, operations } = overview
  return (
    <Empty title="Waiting for the first delivery">
      <p>
        {subject.kind === 'stub'
          ? 'Point a sender at the stub; its requests appear here immediately.'
          : `Point a sender at the proxy; requests to ${subject.to ?? 'the endpoint'} appear here immediately.`}
      </p>
      <ul class="addresses">
        {operations.map(({ id, method, url }) => (
          <li key={id}>
            {method} <Copyable text={url} />
          </li>
        ))}
        {tokenUrl !== undefined && (
          <li>
            POST <Copyable text={tokenUrl} /> <span class="soft">access tokens</span>
          </li>
        )}
      </ul>
      <p>
        Or <a href="#send">send a message from here</a>
        {certify !== undefined && ', or certify the stub:'}
      </p>
      {certify !== undefined && <Copyable text={certify} />}
    </Empty>
  )
}
