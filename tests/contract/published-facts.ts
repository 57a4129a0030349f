/** What the published description says of one operation. */
export interface PublishedOperation {
  readonly path: string
  /**
   * A line for each value of the request body: its pointer, then its facts. `D2+required` is a fact of the intended
   * reading alone, by the disputed rule D2; `D5-null` is one that only the published reading has.
   */
  readonly body: string
}

/**
 * The published description, read property by property and written down here independently of `openapi/drop-ship.yaml`,
 * by the version of the contract. A new optional field brings a new version with its own table.
 */
export const PUBLISHED: Readonly<Record<string, Readonly<Record<string, PublishedOperation>>>> = {
  '1.0.0': {
    drop_shipment_confirmation: {
      path: '/drop_shipment_confirmation',
      body: `
(body)                                      object D4+closed
/shipment                                   object D1+required closed
/shipment/id                                integer
/shipment/client_identifier                 string required
/shipment/channel                           string required
/shipment/carrier                           string required
/shipment/shipping_method                   string required
/shipment/tracking_number                   string required
/shipment/billed_weight                     number required
/shipment/shipping_cost_cents               integer required
/shipment/packing_slip_identifier           string D5-null
/shipment/shipment_items                    array required D7+minItems=1
/shipment/shipment_items/*                  object D4+closed
/shipment/shipment_items/*/id               integer minimum=1
/shipment/shipment_items/*/client_identifier string D2+required
/shipment/shipment_items/*/quantity         integer D2+required minimum=1
/shipment/shipment_items/*/created_at       string format=date-time D6+pattern=Z$
/shipment/shipment_items/*/updated_at       string format=date-time D6+pattern=Z$
/shipment/created_at                        string format=date-time D6+pattern=Z$
/shipment/updated_at                        string format=date-time D6+pattern=Z$
`,
    },
    drop_shipment_cancellation: {
      path: '/drop_shipment_cancellation',
      body: `
(body)                                      object D4+closed
/order                                      object D1+required closed
/order/id                                   integer
/order/client_identifier                    string required
/order/billing_address                      object required closed
/order/billing_address/id                   integer
/order/billing_address/name                 string
/order/billing_address/company              string
/order/billing_address/telephone_number     string
/order/billing_address/street               string
/order/billing_address/street2              string
/order/billing_address/city                 string
/order/billing_address/state                string
/order/billing_address/zip_code             string
/order/billing_address/country              string
/order/billing_address/created_at           string format=date-time D6+pattern=Z$
/order/billing_address/updated_at           string format=date-time D6+pattern=Z$
/order/shipping_address                     object required closed
/order/shipping_address/id                  integer
/order/shipping_address/name                string
/order/shipping_address/company             string
/order/shipping_address/telephone_number    string
/order/shipping_address/street              string
/order/shipping_address/street2             string
/order/shipping_address/city                string
/order/shipping_address/state               string
/order/shipping_address/zip_code            string
/order/shipping_address/country             string
/order/shipping_address/created_at          string format=date-time D6+pattern=Z$
/order/shipping_address/updated_at          string format=date-time D6+pattern=Z$
/order/brand                                string required
/order/shipping_method                      string required enum=STANDARD,EXPRESS,OVERNIGHT,FREIGHT,PICK-UP
/order/status                               string required
/order/price_cents                          integer required
/order/tax_cents                            integer required
/order/processing_fee_cents                 integer
/order/shipping_cost_cents                  integer required
/order/shipping_tax_cents                   integer required
/order/comments                             string
/order/expected_delivery_date               string format=date
/order/signature_required                   boolean
/order/packing_slip_identifier              string
/order/reject_reason                        string
/order/order_items                          array required D7+minItems=1
/order/order_items/*                        object closed
/order/order_items/*/id                     integer
/order/order_items/*/client_identifier      string required
/order/order_items/*/sku                    string required
/order/order_items/*/brand                  string required
/order/order_items/*/condition              string required
/order/order_items/*/quantity               integer required
/order/order_items/*/price_cents            integer required
/order/order_items/*/tax_cents              integer required
/order/order_items/*/shipping_cost_cents    integer required
/order/order_items/*/shipping_tax_cents     integer required
/order/order_items/*/status                 string required
/order/order_items/*/comments               string
/order/created_at                           string format=date-time D6+pattern=Z$
/order/updated_at                           string format=date-time D6+pattern=Z$
`,
    },
    drop_shipment_partial_cancellation: {
      path: '/drop_shipment_partial_cancellation',
      body: `
(body)                                      object D4+closed
/order                                      object D1+required D4+closed
/order/id                                   integer
/order/client_identifier                    string D3+required
/order/status                               string D3+required
/order/order_items                          array D3+required D7+minItems=1
/order/order_items/*                        object closed
/order/order_items/*/id                     integer
/order/order_items/*/client_identifier      string required
/order/order_items/*/status                 string required
/order/order_items/*/quantity               integer required
/order/order_items/*/cancelled_quantity     integer required
`,
    },
  },
}

/** The body of every 422, in the same notation; the objects of responses are open. */
export const PUBLISHED_422 = `
(body)          object
/message        string required
/errors         array required
/errors/*       object
/errors/*/field string required
/errors/*/code  string D8+required enum=missing_field,invalid_type,invalid
`

/** The responses that each operation documents. */
export const PUBLISHED_STATUSES: readonly string[] = ['200', '400', '401', '422', '500', '502']
