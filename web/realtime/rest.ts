import { createAction } from '../ui/action.ts'
import type { Further } from '../ui/More.tsx'
import type { Live } from './live.ts'

/**
 * The further pages of a live list: `load` fetches the one that begins at a cursor and says what the list is with it. A
 * list that is fetched anew begins with its first page again.
 */
export const createRest = <T extends { next: string | null }>(
  live: Live<T>,
  load: (after: string) => Promise<(before: T) => T>,
): Further => {
  const next = () => live.value()?.next ?? null
  const more = createAction(async () => {
    const after = next()
    if (after === null) return
    const add = await load(after)
    // Fetched anew meanwhile: that page is not what comes next.
    if (next() === after) live.set('value', (before) => before && add(before))
  })
  return { hasMore: () => next() !== null, more }
}
