export const CONFIRMATION = '/drop_shipment_confirmation'

/** A valid confirmation, with changes. */
export const confirmation = (changes: object = {}): object => ({
  shipment: {
    client_identifier: 'order-1',
    channel: 'rts_drop_ship',
    carrier: 'UPS',
    shipping_method: 'UPS Ground',
    tracking_number: '1Z2E07A20302245707',
    billed_weight: 10,
    shipping_cost_cents: 0,
    shipment_items: [{ client_identifier: 'item-1', quantity: 1 }],
    ...changes,
  },
})
