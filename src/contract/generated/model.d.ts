// Generated from openapi/drop-ship.yaml by `npm run generate`. Do not edit.
/** The contract's model as JSON text. */
export declare const MODEL: string
export declare const SHA256: string
