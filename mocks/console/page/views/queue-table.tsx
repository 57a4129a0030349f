import type { StoredDelivery } from '../../../../src/queue/index.ts'
import { plural } from '../../../../src/core/index.ts'
import { ConfirmedButton } from '../components/confirmed-button.tsx'
import { Badge } from '../components/elements.tsx'
import { When } from '../components/when.tsx'
import { QueueHistory } from './queue-history.tsx'
import { isSelected, type QueueSelection, toggled } from './queue-selection.ts'

/** Deliveries of the queue; one of them may be open. */
export function QueueTable(props: {
  readonly deliveries: readonly StoredDelivery[]
  readonly isFailed: boolean
  readonly selection: QueueSelection
  readonly open: string | undefined
  readonly onSelect: (selection: QueueSelection) => void
  readonly onOpen: (id: string | undefined) => void
  readonly onAddress: (url: string) => void
  readonly onRun: (what: 'retry' | 'discard', id: string) => void
}) {
  const { deliveries, isFailed } = props
  if (deliveries.length === 0) return null
  return (
    <table class="deliveries">
      <thead>
        <tr>
          {isFailed && <th scope="col">Select</th>}
          <th scope="col">Last</th>
          <th scope="col">Message</th>
          <th scope="col">Address</th>
          <th scope="col">Attempts</th>
          <th scope="col">Changed</th>
          {isFailed && <th scope="col">Actions</th>}
        </tr>
      </thead>
      {deliveries.map((delivery) => (
        <Delivery key={delivery.id} {...props} delivery={delivery} />
      ))}
    </table>
  )
}

function Delivery(props: Parameters<typeof QueueTable>[0] & { readonly delivery: StoredDelivery }) {
  const { delivery, deliveries, isFailed, selection, open, onSelect, onOpen } = props
  const { id, operation, identifier = '' } = delivery
  const isOpen = open === id
  const page = deliveries.map((each) => each.id)
  return (
    <tbody data-delivery={id} class={isOpen ? 'open' : ''}>
      <tr>
        {isFailed && (
          <td>
            <input
              type="checkbox"
              aria-label={`Select ${operation} ${identifier}`}
              checked={isSelected(selection, id)}
              onChange={() => onSelect(toggled(selection, id, page))}
            />
          </td>
        )}
        <td>
          <Badge tone={delivery.state === 'delivered' ? 'good' : 'bad'}>
            {delivery.lastStatus ?? delivery.lastError ?? delivery.state}
          </Badge>
        </td>
        <td>
          <button
            type="button"
            class="link"
            aria-expanded={isOpen}
            onClick={() => onOpen(isOpen ? undefined : id)}
          >
            {operation} {identifier}
          </button>
        </td>
        <td>
          <button
            type="button"
            class="address"
            title="Show only deliveries to this address"
            onClick={() => props.onAddress(delivery.url.replace(/\?.*/, ''))}
          >
            {delivery.url}
          </button>
          {delivery.enqueuedFor !== undefined && (
            <span class="soft"> (originally {delivery.enqueuedFor})</span>
          )}
        </td>
        <td>
          {plural(delivery.spent, 'attempt')}
          {delivery.retriedByHand > 0 && ` since retry ${delivery.retriedByHand} by hand`}
        </td>
        <td>
          <When at={delivery.updatedAt} />
        </td>
        {isFailed && (
          <td class="actions">
            <button type="button" onClick={() => props.onRun('retry', id)}>
              Retry
            </button>
            <ConfirmedButton
              label="Discard"
              confirmation="Discard it?"
              onConfirm={() => props.onRun('discard', id)}
            />
          </td>
        )}
      </tr>
      {isOpen && (
        <tr class="whole">
          <td colSpan={isFailed ? 7 : 5}>
            <QueueHistory id={id} again={delivery.updatedAt} />
          </td>
        </tr>
      )}
    </tbody>
  )
}
