export {
  createMatchers,
  type MatcherOptions,
  type MatcherResult,
  type Matchers,
} from './matchers.ts'
