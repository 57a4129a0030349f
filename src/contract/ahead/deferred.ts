/** The same as `load.ts`, for those that import it only when they need it: the matchers import it at once. */
export { AHEAD_SHA256, loadAhead } from './load.ts'
