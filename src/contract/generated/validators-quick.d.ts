// Generated from openapi/drop-ship.yaml by `npm run generate`. Do not edit.
import type { QuickCheck } from '../quick.ts'

export declare const drop_shipment_confirmation__published: QuickCheck
export declare const drop_shipment_confirmation__intended: QuickCheck
export declare const drop_shipment_confirmation__200__application_json: QuickCheck
export declare const drop_shipment_confirmation__422__application_json: QuickCheck
export declare const drop_shipment_cancellation__published: QuickCheck
export declare const drop_shipment_cancellation__intended: QuickCheck
export declare const drop_shipment_cancellation__200__application_json: QuickCheck
export declare const drop_shipment_cancellation__422__application_json: QuickCheck
export declare const drop_shipment_partial_cancellation__published: QuickCheck
export declare const drop_shipment_partial_cancellation__intended: QuickCheck
export declare const drop_shipment_partial_cancellation__200__application_json: QuickCheck
export declare const drop_shipment_partial_cancellation__422__application_json: QuickCheck
