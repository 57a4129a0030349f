// Generated from openapi/drop-ship.yaml by `npm run generate`. Do not edit.

/**
 * Primary key in the sender's database. Not to be relied on.
 */
export type DatabaseKey = number
/**
 * A moment in UTC, ISO 8601.
 */
export type Timestamp = string

/**
 * The message of each operation, by its operationId.
 */
export interface Messages {
  drop_shipment_confirmation: ShipmentConfirmation
  drop_shipment_cancellation: OrderCancellation
  drop_shipment_partial_cancellation: PartialOrderCancellation
}
export interface ShipmentConfirmation {
  shipment: Shipment
}
/**
 * One parcel that was handed to a carrier.
 */
export interface Shipment {
  id?: DatabaseKey
  /**
   * The client's identifier of the shipment, which is also that of its order.
   */
  client_identifier: string
  /**
   * Name of the inventory channel.
   */
  channel: string
  /**
   * Carrier that took the parcel.
   */
  carrier: string
  /**
   * Name of the carrier's service.
   */
  shipping_method: string
  /**
   * The carrier's tracking number.
   */
  tracking_number: string
  /**
   * Weight that the carrier billed, in pounds.
   */
  billed_weight: number
  /**
   * What shipping the parcel cost, in cents.
   */
  shipping_cost_cents: number
  /**
   * What the bar code of the packing slip reads; without it, the bar code reads `client_identifier`.
   */
  packing_slip_identifier?: string
  /**
   * The lines in this parcel.
   *
   * @minItems 1
   */
  shipment_items: ShipmentItem[]
  created_at?: Timestamp
  updated_at?: Timestamp
}
/**
 * One line of a parcel.
 */
export interface ShipmentItem {
  /**
   * Primary key in the sender's database. Not to be relied on.
   */
  id?: number
  /**
   * The client's identifier of this line, which is also that of the order's line.
   */
  client_identifier: string
  /**
   * How many pieces were shipped.
   */
  quantity: number
  created_at?: Timestamp
  updated_at?: Timestamp
}
export interface OrderCancellation {
  order: Order
}
/**
 * An order none of which will be shipped.
 */
export interface Order {
  id?: DatabaseKey
  /**
   * The client's identifier of the order.
   */
  client_identifier: string
  billing_address: Address
  shipping_address: Address
  /**
   * The client's brand that took the order.
   */
  brand: string
  /**
   * How the order was to be shipped.
   */
  shipping_method: 'STANDARD' | 'EXPRESS' | 'OVERNIGHT' | 'FREIGHT' | 'PICK-UP'
  /**
   * The state of the order.
   */
  status: string
  /**
   * What was paid for the order, in cents.
   */
  price_cents: number
  /**
   * Tax paid for the order, in cents.
   */
  tax_cents: number
  /**
   * Processing fee paid for the order, in cents.
   */
  processing_fee_cents?: number
  /**
   * What was paid for shipping the order, in cents.
   */
  shipping_cost_cents: number
  /**
   * Tax paid on shipping the order, in cents.
   */
  shipping_tax_cents: number
  /**
   * Remarks on the order.
   */
  comments?: string
  /**
   * The day on which delivery was expected.
   */
  expected_delivery_date?: string
  /**
   * Whether the customer had to sign on delivery.
   */
  signature_required?: boolean
  /**
   * Identifier of the order's packing slip.
   */
  packing_slip_identifier?: string
  /**
   * Why the order was rejected.
   */
  reject_reason?: string
  /**
   * The lines of the order.
   *
   * @minItems 1
   */
  order_items: OrderItem[]
  created_at?: Timestamp
  updated_at?: Timestamp
}
/**
 * A postal address.
 */
export interface Address {
  id?: DatabaseKey
  /**
   * Who lives or works there.
   */
  name?: string
  /**
   * Company at this address.
   */
  company?: string
  /**
   * Telephone number for this address.
   */
  telephone_number?: string
  /**
   * First line of the street address.
   */
  street?: string
  /**
   * Second line of the street address.
   */
  street2?: string
  /**
   * Town or city.
   */
  city?: string
  /**
   * State, province or region.
   */
  state?: string
  /**
   * Postal code, in the notation of its country.
   */
  zip_code?: string
  /**
   * Country.
   */
  country?: string
  created_at?: Timestamp
  updated_at?: Timestamp
}
/**
 * One line of a cancelled order.
 */
export interface OrderItem {
  id?: DatabaseKey
  /**
   * The client's identifier of this line, usually from its shop or order management system.
   */
  client_identifier: string
  /**
   * Identifier of the listing.
   */
  sku: string
  /**
   * Brand of the goods.
   */
  brand: string
  /**
   * Code of the goods' condition.
   */
  condition: string
  /**
   * How many pieces were ordered.
   */
  quantity: number
  /**
   * Price of all pieces of the line, in cents.
   */
  price_cents: number
  /**
   * Tax on the line, in cents.
   */
  tax_cents: number
  /**
   * What was paid for shipping the line, in cents.
   */
  shipping_cost_cents: number
  /**
   * Tax paid on shipping the line, in cents.
   */
  shipping_tax_cents: number
  /**
   * The state of the line.
   */
  status: string
  /**
   * Remarks on the line.
   */
  comments?: string
}
export interface PartialOrderCancellation {
  order: PartialOrder
}
/**
 * An order some lines of which will not be shipped in full.
 */
export interface PartialOrder {
  id?: DatabaseKey
  /**
   * The client's identifier of the order.
   */
  client_identifier: string
  /**
   * The state of the order.
   */
  status: string
  /**
   * The lines of which something was cancelled.
   *
   * @minItems 1
   */
  order_items: PartialOrderItem[]
}
/**
 * One line of which pieces were cancelled.
 */
export interface PartialOrderItem {
  id?: DatabaseKey
  /**
   * The client's identifier of this line, usually from its shop or order management system.
   */
  client_identifier: string
  /**
   * The state of the line.
   */
  status: string
  /**
   * How many pieces were ordered.
   */
  quantity: number
  /**
   * How many of them were cancelled.
   */
  cancelled_quantity: number
}
