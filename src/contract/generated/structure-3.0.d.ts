// Generated from the schemas of OpenAPI by `npm run generate`. Do not edit.
import type { ValidateFunction } from '../validate-function.ts'

export declare const validate: ValidateFunction
