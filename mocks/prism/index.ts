export { findPrism } from './find.ts'
export { type Prism, startPrism } from './prism.ts'
