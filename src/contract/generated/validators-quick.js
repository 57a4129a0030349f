// Generated from openapi/drop-ship.yaml by `npm run generate`. Do not edit.
import { formats } from '../formats.ts'

export const drop_shipment_confirmation__published = (() => {
function f3(d) {
if (typeof d !== 'object' || d === null || Array.isArray(d)) return false
let v
v = d["id"]; if (v !== undefined) { if (!(Number.isInteger(v) && v >= 1)) return false }
v = d["client_identifier"]; if (v !== undefined) { if (!(typeof v === 'string')) return false }
v = d["quantity"]; if (v !== undefined) { if (!(Number.isInteger(v) && v >= 1)) return false }
v = d["created_at"]; if (v !== undefined) { if (!(typeof v === 'string' && formats["date-time"](v))) return false }
v = d["updated_at"]; if (v !== undefined) { if (!(typeof v === 'string' && formats["date-time"](v))) return false }
return true
}
function f2(d) {
if (!Array.isArray(d)) return false
for (const v of d) if (!(f3(v))) return false
return true
}
function f1(d) {
if (typeof d !== 'object' || d === null || Array.isArray(d)) return false
let v, n = 0
v = d["id"]; if (v !== undefined) { n++; if (!(Number.isInteger(v))) return false }
v = d["client_identifier"]; n++; if (v === undefined || !(typeof v === 'string')) return false
v = d["channel"]; n++; if (v === undefined || !(typeof v === 'string')) return false
v = d["carrier"]; n++; if (v === undefined || !(typeof v === 'string')) return false
v = d["shipping_method"]; n++; if (v === undefined || !(typeof v === 'string')) return false
v = d["tracking_number"]; n++; if (v === undefined || !(typeof v === 'string')) return false
v = d["billed_weight"]; n++; if (v === undefined || !(typeof v === 'number')) return false
v = d["shipping_cost_cents"]; n++; if (v === undefined || !(Number.isInteger(v))) return false
v = d["packing_slip_identifier"]; if (v !== undefined) { n++; if (!(typeof v === 'string' || v === null)) return false }
v = d["shipment_items"]; n++; if (v === undefined || !(f2(v))) return false
v = d["created_at"]; if (v !== undefined) { n++; if (!(typeof v === 'string' && formats["date-time"](v))) return false }
v = d["updated_at"]; if (v !== undefined) { n++; if (!(typeof v === 'string' && formats["date-time"](v))) return false }
for (const k in d) n--
return n === 0
}
function f0(d) {
if (typeof d !== 'object' || d === null || Array.isArray(d)) return false
let v
v = d["shipment"]; if (v !== undefined) { if (!(f1(v))) return false }
return true
}
return (d) => (f0(d))
})()

export const drop_shipment_confirmation__intended = (() => {
function f3(d) {
if (typeof d !== 'object' || d === null || Array.isArray(d)) return false
let v, n = 0
v = d["id"]; if (v !== undefined) { n++; if (!(Number.isInteger(v) && v >= 1)) return false }
v = d["client_identifier"]; n++; if (v === undefined || !(typeof v === 'string')) return false
v = d["quantity"]; n++; if (v === undefined || !(Number.isInteger(v) && v >= 1)) return false
v = d["created_at"]; if (v !== undefined) { n++; if (!(typeof v === 'string' && v.endsWith("Z") && formats["date-time"](v))) return false }
v = d["updated_at"]; if (v !== undefined) { n++; if (!(typeof v === 'string' && v.endsWith("Z") && formats["date-time"](v))) return false }
for (const k in d) n--
return n === 0
}
function f2(d) {
if (!Array.isArray(d)) return false
if (d.length < 1) return false
for (const v of d) if (!(f3(v))) return false
return true
}
function f1(d) {
if (typeof d !== 'object' || d === null || Array.isArray(d)) return false
let v, n = 0
v = d["id"]; if (v !== undefined) { n++; if (!(Number.isInteger(v))) return false }
v = d["client_identifier"]; n++; if (v === undefined || !(typeof v === 'string')) return false
v = d["channel"]; n++; if (v === undefined || !(typeof v === 'string')) return false
v = d["carrier"]; n++; if (v === undefined || !(typeof v === 'string')) return false
v = d["shipping_method"]; n++; if (v === undefined || !(typeof v === 'string')) return false
v = d["tracking_number"]; n++; if (v === undefined || !(typeof v === 'string')) return false
v = d["billed_weight"]; n++; if (v === undefined || !(typeof v === 'number')) return false
v = d["shipping_cost_cents"]; n++; if (v === undefined || !(Number.isInteger(v))) return false
v = d["packing_slip_identifier"]; if (v !== undefined) { n++; if (!(typeof v === 'string')) return false }
v = d["shipment_items"]; n++; if (v === undefined || !(f2(v))) return false
v = d["created_at"]; if (v !== undefined) { n++; if (!(typeof v === 'string' && v.endsWith("Z") && formats["date-time"](v))) return false }
v = d["updated_at"]; if (v !== undefined) { n++; if (!(typeof v === 'string' && v.endsWith("Z") && formats["date-time"](v))) return false }
for (const k in d) n--
return n === 0
}
function f0(d) {
if (typeof d !== 'object' || d === null || Array.isArray(d)) return false
let v, n = 0
v = d["shipment"]; n++; if (v === undefined || !(f1(v))) return false
for (const k in d) n--
return n === 0
}
return (d) => (f0(d))
})()

export const drop_shipment_confirmation__200__application_json = (() => {
function f0(d) {
if (typeof d !== 'object' || d === null || Array.isArray(d)) return false
let v
v = d["message"]; if (v !== undefined) { if (!(typeof v === 'string')) return false }
return true
}
return (d) => (f0(d))
})()

export const drop_shipment_confirmation__422__application_json = (() => {
function f2(d) {
if (typeof d !== 'object' || d === null || Array.isArray(d)) return false
let v
v = d["field"]; if (v === undefined || !(typeof v === 'string')) return false
v = d["code"]; if (v === undefined || !(typeof v === 'string' && (false || v === "missing_field" || v === "invalid_type" || v === "invalid"))) return false
return true
}
function f1(d) {
if (!Array.isArray(d)) return false
for (const v of d) if (!(f2(v))) return false
return true
}
function f0(d) {
if (typeof d !== 'object' || d === null || Array.isArray(d)) return false
let v
v = d["message"]; if (v === undefined || !(typeof v === 'string')) return false
v = d["errors"]; if (v === undefined || !(f1(v))) return false
return true
}
return (d) => (f0(d))
})()

export const drop_shipment_cancellation__published = (() => {
function f2(d) {
if (typeof d !== 'object' || d === null || Array.isArray(d)) return false
let v, n = 0
v = d["id"]; if (v !== undefined) { n++; if (!(Number.isInteger(v))) return false }
v = d["name"]; if (v !== undefined) { n++; if (!(typeof v === 'string')) return false }
v = d["company"]; if (v !== undefined) { n++; if (!(typeof v === 'string')) return false }
v = d["telephone_number"]; if (v !== undefined) { n++; if (!(typeof v === 'string')) return false }
v = d["street"]; if (v !== undefined) { n++; if (!(typeof v === 'string')) return false }
v = d["street2"]; if (v !== undefined) { n++; if (!(typeof v === 'string')) return false }
v = d["city"]; if (v !== undefined) { n++; if (!(typeof v === 'string')) return false }
v = d["state"]; if (v !== undefined) { n++; if (!(typeof v === 'string')) return false }
v = d["zip_code"]; if (v !== undefined) { n++; if (!(typeof v === 'string')) return false }
v = d["country"]; if (v !== undefined) { n++; if (!(typeof v === 'string')) return false }
v = d["created_at"]; if (v !== undefined) { n++; if (!(typeof v === 'string' && formats["date-time"](v))) return false }
v = d["updated_at"]; if (v !== undefined) { n++; if (!(typeof v === 'string' && formats["date-time"](v))) return false }
for (const k in d) n--
return n === 0
}
function f4(d) {
if (typeof d !== 'object' || d === null || Array.isArray(d)) return false
let v, n = 0
v = d["id"]; if (v !== undefined) { n++; if (!(Number.isInteger(v))) return false }
v = d["client_identifier"]; n++; if (v === undefined || !(typeof v === 'string')) return false
v = d["sku"]; n++; if (v === undefined || !(typeof v === 'string')) return false
v = d["brand"]; n++; if (v === undefined || !(typeof v === 'string')) return false
v = d["condition"]; n++; if (v === undefined || !(typeof v === 'string')) return false
v = d["quantity"]; n++; if (v === undefined || !(Number.isInteger(v))) return false
v = d["price_cents"]; n++; if (v === undefined || !(Number.isInteger(v))) return false
v = d["tax_cents"]; n++; if (v === undefined || !(Number.isInteger(v))) return false
v = d["shipping_cost_cents"]; n++; if (v === undefined || !(Number.isInteger(v))) return false
v = d["shipping_tax_cents"]; n++; if (v === undefined || !(Number.isInteger(v))) return false
v = d["status"]; n++; if (v === undefined || !(typeof v === 'string')) return false
v = d["comments"]; if (v !== undefined) { n++; if (!(typeof v === 'string')) return false }
for (const k in d) n--
return n === 0
}
function f3(d) {
if (!Array.isArray(d)) return false
for (const v of d) if (!(f4(v))) return false
return true
}
function f1(d) {
if (typeof d !== 'object' || d === null || Array.isArray(d)) return false
let v, n = 0
v = d["id"]; if (v !== undefined) { n++; if (!(Number.isInteger(v))) return false }
v = d["client_identifier"]; n++; if (v === undefined || !(typeof v === 'string')) return false
v = d["billing_address"]; n++; if (v === undefined || !(f2(v))) return false
v = d["shipping_address"]; n++; if (v === undefined || !(f2(v))) return false
v = d["brand"]; n++; if (v === undefined || !(typeof v === 'string')) return false
v = d["shipping_method"]; n++; if (v === undefined || !(typeof v === 'string' && (false || v === "STANDARD" || v === "EXPRESS" || v === "OVERNIGHT" || v === "FREIGHT" || v === "PICK-UP"))) return false
v = d["status"]; n++; if (v === undefined || !(typeof v === 'string')) return false
v = d["price_cents"]; n++; if (v === undefined || !(Number.isInteger(v))) return false
v = d["tax_cents"]; n++; if (v === undefined || !(Number.isInteger(v))) return false
v = d["processing_fee_cents"]; if (v !== undefined) { n++; if (!(Number.isInteger(v))) return false }
v = d["shipping_cost_cents"]; n++; if (v === undefined || !(Number.isInteger(v))) return false
v = d["shipping_tax_cents"]; n++; if (v === undefined || !(Number.isInteger(v))) return false
v = d["comments"]; if (v !== undefined) { n++; if (!(typeof v === 'string')) return false }
v = d["expected_delivery_date"]; if (v !== undefined) { n++; if (!(typeof v === 'string' && formats["date"](v))) return false }
v = d["signature_required"]; if (v !== undefined) { n++; if (!(typeof v === 'boolean')) return false }
v = d["packing_slip_identifier"]; if (v !== undefined) { n++; if (!(typeof v === 'string')) return false }
v = d["reject_reason"]; if (v !== undefined) { n++; if (!(typeof v === 'string')) return false }
v = d["order_items"]; n++; if (v === undefined || !(f3(v))) return false
v = d["created_at"]; if (v !== undefined) { n++; if (!(typeof v === 'string' && formats["date-time"](v))) return false }
v = d["updated_at"]; if (v !== undefined) { n++; if (!(typeof v === 'string' && formats["date-time"](v))) return false }
for (const k in d) n--
return n === 0
}
function f0(d) {
if (typeof d !== 'object' || d === null || Array.isArray(d)) return false
let v
v = d["order"]; if (v !== undefined) { if (!(f1(v))) return false }
return true
}
return (d) => (f0(d))
})()

export const drop_shipment_cancellation__intended = (() => {
function f2(d) {
if (typeof d !== 'object' || d === null || Array.isArray(d)) return false
let v, n = 0
v = d["id"]; if (v !== undefined) { n++; if (!(Number.isInteger(v))) return false }
v = d["name"]; if (v !== undefined) { n++; if (!(typeof v === 'string')) return false }
v = d["company"]; if (v !== undefined) { n++; if (!(typeof v === 'string')) return false }
v = d["telephone_number"]; if (v !== undefined) { n++; if (!(typeof v === 'string')) return false }
v = d["street"]; if (v !== undefined) { n++; if (!(typeof v === 'string')) return false }
v = d["street2"]; if (v !== undefined) { n++; if (!(typeof v === 'string')) return false }
v = d["city"]; if (v !== undefined) { n++; if (!(typeof v === 'string')) return false }
v = d["state"]; if (v !== undefined) { n++; if (!(typeof v === 'string')) return false }
v = d["zip_code"]; if (v !== undefined) { n++; if (!(typeof v === 'string')) return false }
v = d["country"]; if (v !== undefined) { n++; if (!(typeof v === 'string')) return false }
v = d["created_at"]; if (v !== undefined) { n++; if (!(typeof v === 'string' && v.endsWith("Z") && formats["date-time"](v))) return false }
v = d["updated_at"]; if (v !== undefined) { n++; if (!(typeof v === 'string' && v.endsWith("Z") && formats["date-time"](v))) return false }
for (const k in d) n--
return n === 0
}
function f4(d) {
if (typeof d !== 'object' || d === null || Array.isArray(d)) return false
let v, n = 0
v = d["id"]; if (v !== undefined) { n++; if (!(Number.isInteger(v))) return false }
v = d["client_identifier"]; n++; if (v === undefined || !(typeof v === 'string')) return false
v = d["sku"]; n++; if (v === undefined || !(typeof v === 'string')) return false
v = d["brand"]; n++; if (v === undefined || !(typeof v === 'string')) return false
v = d["condition"]; n++; if (v === undefined || !(typeof v === 'string')) return false
v = d["quantity"]; n++; if (v === undefined || !(Number.isInteger(v))) return false
v = d["price_cents"]; n++; if (v === undefined || !(Number.isInteger(v))) return false
v = d["tax_cents"]; n++; if (v === undefined || !(Number.isInteger(v))) return false
v = d["shipping_cost_cents"]; n++; if (v === undefined || !(Number.isInteger(v))) return false
v = d["shipping_tax_cents"]; n++; if (v === undefined || !(Number.isInteger(v))) return false
v = d["status"]; n++; if (v === undefined || !(typeof v === 'string')) return false
v = d["comments"]; if (v !== undefined) { n++; if (!(typeof v === 'string')) return false }
for (const k in d) n--
return n === 0
}
function f3(d) {
if (!Array.isArray(d)) return false
if (d.length < 1) return false
for (const v of d) if (!(f4(v))) return false
return true
}
function f1(d) {
if (typeof d !== 'object' || d === null || Array.isArray(d)) return false
let v, n = 0
v = d["id"]; if (v !== undefined) { n++; if (!(Number.isInteger(v))) return false }
v = d["client_identifier"]; n++; if (v === undefined || !(typeof v === 'string')) return false
v = d["billing_address"]; n++; if (v === undefined || !(f2(v))) return false
v = d["shipping_address"]; n++; if (v === undefined || !(f2(v))) return false
v = d["brand"]; n++; if (v === undefined || !(typeof v === 'string')) return false
v = d["shipping_method"]; n++; if (v === undefined || !(typeof v === 'string' && (false || v === "STANDARD" || v === "EXPRESS" || v === "OVERNIGHT" || v === "FREIGHT" || v === "PICK-UP"))) return false
v = d["status"]; n++; if (v === undefined || !(typeof v === 'string')) return false
v = d["price_cents"]; n++; if (v === undefined || !(Number.isInteger(v))) return false
v = d["tax_cents"]; n++; if (v === undefined || !(Number.isInteger(v))) return false
v = d["processing_fee_cents"]; if (v !== undefined) { n++; if (!(Number.isInteger(v))) return false }
v = d["shipping_cost_cents"]; n++; if (v === undefined || !(Number.isInteger(v))) return false
v = d["shipping_tax_cents"]; n++; if (v === undefined || !(Number.isInteger(v))) return false
v = d["comments"]; if (v !== undefined) { n++; if (!(typeof v === 'string')) return false }
v = d["expected_delivery_date"]; if (v !== undefined) { n++; if (!(typeof v === 'string' && formats["date"](v))) return false }
v = d["signature_required"]; if (v !== undefined) { n++; if (!(typeof v === 'boolean')) return false }
v = d["packing_slip_identifier"]; if (v !== undefined) { n++; if (!(typeof v === 'string')) return false }
v = d["reject_reason"]; if (v !== undefined) { n++; if (!(typeof v === 'string')) return false }
v = d["order_items"]; n++; if (v === undefined || !(f3(v))) return false
v = d["created_at"]; if (v !== undefined) { n++; if (!(typeof v === 'string' && v.endsWith("Z") && formats["date-time"](v))) return false }
v = d["updated_at"]; if (v !== undefined) { n++; if (!(typeof v === 'string' && v.endsWith("Z") && formats["date-time"](v))) return false }
for (const k in d) n--
return n === 0
}
function f0(d) {
if (typeof d !== 'object' || d === null || Array.isArray(d)) return false
let v, n = 0
v = d["order"]; n++; if (v === undefined || !(f1(v))) return false
for (const k in d) n--
return n === 0
}
return (d) => (f0(d))
})()

export const drop_shipment_cancellation__200__application_json = (() => {
function f0(d) {
if (typeof d !== 'object' || d === null || Array.isArray(d)) return false
let v
v = d["message"]; if (v !== undefined) { if (!(typeof v === 'string')) return false }
return true
}
return (d) => (f0(d))
})()

export const drop_shipment_cancellation__422__application_json = (() => {
function f2(d) {
if (typeof d !== 'object' || d === null || Array.isArray(d)) return false
let v
v = d["field"]; if (v === undefined || !(typeof v === 'string')) return false
v = d["code"]; if (v === undefined || !(typeof v === 'string' && (false || v === "missing_field" || v === "invalid_type" || v === "invalid"))) return false
return true
}
function f1(d) {
if (!Array.isArray(d)) return false
for (const v of d) if (!(f2(v))) return false
return true
}
function f0(d) {
if (typeof d !== 'object' || d === null || Array.isArray(d)) return false
let v
v = d["message"]; if (v === undefined || !(typeof v === 'string')) return false
v = d["errors"]; if (v === undefined || !(f1(v))) return false
return true
}
return (d) => (f0(d))
})()

export const drop_shipment_partial_cancellation__published = (() => {
function f3(d) {
if (typeof d !== 'object' || d === null || Array.isArray(d)) return false
let v, n = 0
v = d["id"]; if (v !== undefined) { n++; if (!(Number.isInteger(v))) return false }
v = d["client_identifier"]; n++; if (v === undefined || !(typeof v === 'string')) return false
v = d["status"]; n++; if (v === undefined || !(typeof v === 'string')) return false
v = d["quantity"]; n++; if (v === undefined || !(Number.isInteger(v))) return false
v = d["cancelled_quantity"]; n++; if (v === undefined || !(Number.isInteger(v))) return false
for (const k in d) n--
return n === 0
}
function f2(d) {
if (!Array.isArray(d)) return false
for (const v of d) if (!(f3(v))) return false
return true
}
function f1(d) {
if (typeof d !== 'object' || d === null || Array.isArray(d)) return false
let v
v = d["id"]; if (v !== undefined) { if (!(Number.isInteger(v))) return false }
v = d["client_identifier"]; if (v !== undefined) { if (!(typeof v === 'string')) return false }
v = d["status"]; if (v !== undefined) { if (!(typeof v === 'string')) return false }
v = d["order_items"]; if (v !== undefined) { if (!(f2(v))) return false }
return true
}
function f0(d) {
if (typeof d !== 'object' || d === null || Array.isArray(d)) return false
let v
v = d["order"]; if (v !== undefined) { if (!(f1(v))) return false }
return true
}
return (d) => (f0(d))
})()

export const drop_shipment_partial_cancellation__intended = (() => {
function f3(d) {
if (typeof d !== 'object' || d === null || Array.isArray(d)) return false
let v, n = 0
v = d["id"]; if (v !== undefined) { n++; if (!(Number.isInteger(v))) return false }
v = d["client_identifier"]; n++; if (v === undefined || !(typeof v === 'string')) return false
v = d["status"]; n++; if (v === undefined || !(typeof v === 'string')) return false
v = d["quantity"]; n++; if (v === undefined || !(Number.isInteger(v))) return false
v = d["cancelled_quantity"]; n++; if (v === undefined || !(Number.isInteger(v))) return false
for (const k in d) n--
return n === 0
}
function f2(d) {
if (!Array.isArray(d)) return false
if (d.length < 1) return false
for (const v of d) if (!(f3(v))) return false
return true
}
function f1(d) {
if (typeof d !== 'object' || d === null || Array.isArray(d)) return false
let v, n = 0
v = d["id"]; if (v !== undefined) { n++; if (!(Number.isInteger(v))) return false }
v = d["client_identifier"]; n++; if (v === undefined || !(typeof v === 'string')) return false
v = d["status"]; n++; if (v === undefined || !(typeof v === 'string')) return false
v = d["order_items"]; n++; if (v === undefined || !(f2(v))) return false
for (const k in d) n--
return n === 0
}
function f0(d) {
if (typeof d !== 'object' || d === null || Array.isArray(d)) return false
let v, n = 0
v = d["order"]; n++; if (v === undefined || !(f1(v))) return false
for (const k in d) n--
return n === 0
}
return (d) => (f0(d))
})()

export const drop_shipment_partial_cancellation__200__application_json = (() => {
function f0(d) {
if (typeof d !== 'object' || d === null || Array.isArray(d)) return false
let v
v = d["message"]; if (v !== undefined) { if (!(typeof v === 'string')) return false }
return true
}
return (d) => (f0(d))
})()

export const drop_shipment_partial_cancellation__422__application_json = (() => {
function f2(d) {
if (typeof d !== 'object' || d === null || Array.isArray(d)) return false
let v
v = d["field"]; if (v === undefined || !(typeof v === 'string')) return false
v = d["code"]; if (v === undefined || !(typeof v === 'string' && (false || v === "missing_field" || v === "invalid_type" || v === "invalid"))) return false
return true
}
function f1(d) {
if (!Array.isArray(d)) return false
for (const v of d) if (!(f2(v))) return false
return true
}
function f0(d) {
if (typeof d !== 'object' || d === null || Array.isArray(d)) return false
let v
v = d["message"]; if (v === undefined || !(typeof v === 'string')) return false
v = d["errors"]; if (v === undefined || !(f1(v))) return false
return true
}
return (d) => (f0(d))
})()
