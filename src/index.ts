export { HarnessError } from './core/index.ts'
