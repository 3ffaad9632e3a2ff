import * as z from 'zod/mini'
import { who } from '../../contract.ts'

/** Whom every screen shows as picked; null for nobody. */
export const pickedState = z.nullable(who)
export type PickedState = z.output<typeof pickedState>

/** Somebody who may be picked: how often they were in this lecture, how often they had the word, how long they talked. */
export interface Candidate {
  id: string
  picked: number
  called: number
  talkMs: number
}

/** To have talked so long counts as to have had the word once: a second more or less makes nobody the one. */
const A_TURN_MS = 30_000
const spokeOf = ({ called, talkMs }: Candidate): number => called + Math.floor(talkMs / A_TURN_MS)

/**
 * Whom chance picks: of those who were picked least, so that nobody is again before all were; of these one of those who
 * spoke least. `seed` is a number from 0 up to 1. Null when there is nobody.
 */
export const pick = (candidates: readonly Candidate[], seed: number): string | null => {
  const least = Math.min(...candidates.map(({ picked }) => picked))
  const round = candidates.filter(({ picked }) => picked === least)
  const quietest = Math.min(...round.map(spokeOf))
  const among = round
    .filter((one) => spokeOf(one) === quietest)
    .map(({ id }) => id)
    .sort()
  return among[Math.floor(seed * among.length)] ?? null
}
