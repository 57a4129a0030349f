import { HarnessError } from '../core/index.ts'

/** The error for a queue that does not exist where one must. @param location without a password */
export function missingQueue(location: string): HarnessError {
  return new HarnessError('STORE_UNAVAILABLE', 'The queue does not exist.', {
    where: location,
    next: 'name the store that dropship send used with --store; dropship send and dropship worker --create make a new one',
  })
}
