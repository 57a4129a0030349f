import type { Bug } from './bug.ts'
import { SENDING_BUGS } from './sending.ts'
import { STORING_BUGS } from './storing.ts'
import { WORKING_BUGS } from './working.ts'

export type { Bug } from './bug.ts'

export const BUGS: readonly Bug[] = [...SENDING_BUGS, ...WORKING_BUGS, ...STORING_BUGS]
