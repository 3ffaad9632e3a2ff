import * as z from 'zod/mini'
import { day, id } from '../contract.ts'

export const termView = z.object({ id, name: z.string(), startsOn: day, endsOn: day })
export type Term = z.output<typeof termView>

/** Days that two terms share, or that lie between two and belong to none. */
export interface TermNote {
  kind: 'overlap' | 'gap'
  from: string
  to: string
  /** The terms before and after, by their first day. */
  terms: [Term, Term]
}

const moved = (on: string, days: number): string =>
  new Date(Date.parse(`${on}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

const byStart = (a: Term, b: Term): number =>
  `${a.startsOn} ${a.endsOn}` < `${b.startsOn} ${b.endsOn}` ? -1 : 1

const earlier = (a: string, b: string): string => (a < b ? a : b)

const overlapsOf = (term: Term, before: readonly Term[]): TermNote[] =>
  before
    .filter((other) => other.endsOn >= term.startsOn)
    .map((other) => ({
      kind: 'overlap',
      from: term.startsOn,
      to: earlier(other.endsOn, term.endsOn),
      terms: [other, term],
    }))

const gapBefore = (term: Term, last: Term | undefined): TermNote[] =>
  last && term.startsOn > moved(last.endsOn, 1)
    ? [{ kind: 'gap', from: moved(last.endsOn, 1), to: moved(term.startsOn, -1), terms: [last, term] }]
    : []

/**
 * What is worth saying about the terms of a school: each pair that overlaps, and each stretch of days between the first
 * and the last term that belongs to none. In order of time.
 */
export const termNotes = (terms: readonly Term[]): TermNote[] => {
  const sorted = [...terms].sort(byStart)
  let last: Term | undefined
  return sorted.flatMap((term, index) => {
    const notes = [...gapBefore(term, last), ...overlapsOf(term, sorted.slice(0, index))]
    if (!last || term.endsOn > last.endsOn) last = term
    return notes
  })
}

/** The first of the other terms that shares a day with this one. */
export const overlapping = <T extends Pick<Term, 'id' | 'startsOn' | 'endsOn'>>(
  terms: readonly T[],
  term: Pick<Term, 'id' | 'startsOn' | 'endsOn'>,
): T | undefined =>
  terms.find(
    (other) => other.id !== term.id && other.startsOn <= term.endsOn && term.startsOn <= other.endsOn,
  )
