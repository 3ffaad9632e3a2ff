import type { Instance, Timetable } from './instance.ts'

/** What it costs to move a lesson of a running timetable: to another time, to another room at the same or another time. */
export interface MovePrice {
  readonly time: number
  readonly room: number
}

/**
 * The instance with the wish that lessons stay where they are, for changes in mid-term: a search `from` the running
 * timetable then moves a lesson only for what is worth more than the price. Both rules have their line in the result,
 * which so names every moved lesson.
 */
export const keeping = (instance: Instance, running: Timetable, price: MovePrice): Instance => ({
  ...instance,
  rules: [
    ...instance.rules,
    { kind: 'unmoved', level: 'soft', weight: price.time, what: 'time', from: running },
    { kind: 'unmoved', level: 'soft', weight: price.room, what: 'room', from: running },
  ],
})
