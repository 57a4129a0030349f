export { findPrism } from './find.ts'
export { type Prism, type PrismOptions, startPrism } from './prism.ts'
