import * as z from 'zod/mini'
import { id, text } from '../contract.ts'
import { roomWord } from './room.ts'

export const MOST_TEACHINGS = 4000

/** What a class is taught: so many lessons a week in a subject, by these teachers, in such a room. */
export const teaching = z.strictObject({
  id,
  classId: id,
  subject: text(60),
  /** Nobody: whoever teaches the class. */
  teacherIds: z.array(id).check(z.maxLength(6, 'too-many')),
  /** Periods of each lesson of the week: `[2, 1, 1]` is a double period and two single ones. */
  lengths: z
    .array(z.int().check(z.minimum(1), z.maximum(6)))
    .check(z.minLength(1, 'required'), z.maxLength(20, 'too-many')),
  /** The days that its lessons are spread over at least; null: as many as it may. */
  days: z.nullable(z.int().check(z.minimum(1), z.maximum(7))),
  /** The kind of room it needs; empty for any. */
  roomKind: roomWord,
  features: z.array(text(40)).check(z.maxLength(10, 'too-many')),
  /** The one room it must have. */
  roomId: z.nullable(id),
  /** Teachings with the same mark are given at the same time: sets, sport of two classes. Empty: none. */
  parallel: text(40, 0),
})
export type Teaching = z.output<typeof teaching>

/** `2+1+1`, `2, 1 1`, `3×1` or `4` (four single lessons) as people type lengths; null when it is none of these. */
export const parseLengths = (typed: string): number[] | null => {
  const plain = typed.normalize('NFKC').trim()
  const many = /^(\d{1,2})$/.exec(plain)
  if (many) return fits(Array.from({ length: Number(many[1]) }, () => 1))
  const lengths = plain
    .split(/[+,、\s]+/)
    .filter((part) => part !== '')
    .flatMap((part) => {
      const times = /^(\d{1,2})[x×*](\d)$/i.exec(part)
      if (times) return Array.from({ length: Number(times[1]) }, () => Number(times[2]))
      return /^\d$/.test(part) ? [Number(part)] : [0]
    })
  return fits(lengths)
}

const fits = (lengths: number[]): number[] | null =>
  lengths.length > 0 && lengths.length <= 20 && lengths.every((each) => each >= 1 && each <= 6)
    ? lengths
    : null

/** `[1, 1, 1]` → `3`; `[2, 1, 1]` → `2+1+1`: what `parseLengths` reads. */
export const sayLengths = (lengths: readonly number[]): string =>
  lengths.every((each) => each === 1)
    ? String(lengths.length)
    : lengths.length === 1
      ? `1×${lengths[0]}`
      : lengths.join('+')
