import { createMemo, createSignal } from 'solid-js'
import { DEFAULT_LESSON_MINUTES } from '#domain/lectures/lecture.ts'
import { type DraftTime, nextTime } from '../lectures/lesson-draft.ts'
import { createPick } from './pick.ts'
import { type Column, clickedSlot, clockOf, type Hours, type Slot } from './slot.ts'

/** What the grid needs to plan lessons on it. */
export interface Planning {
  /** The form is open for the time that was chosen here. */
  open: boolean
  onChoose: (time: DraftTime) => void
}

const draftOf = ({ day, from, to }: Slot): DraftTime => ({ day, starts: clockOf(from), ends: clockOf(to) })

/** What keys begin to choose from: the next hour, or Monday's first in another week. */
const firstSlot = (days: readonly string[], now: Date): Slot => {
  const { day, starts } = nextTime(now)
  const isShown = days.includes(day)
  const minute = (isShown ? Number(starts.slice(0, 2)) : 8) * 60
  return clickedSlot({ day: isShown ? day : (days[0] ?? day), minute }, DEFAULT_LESSON_MINUTES)
}

/** The free time that is being chosen on the grid, by pointer or by keys, and whether it shows. */
export const createFreeTime = (options: {
  days: () => readonly string[]
  now: () => Date
  columns: () => Column[]
  hours: () => Hours
  planning: () => Planning | undefined
}) => {
  const [chosen, setChosen] = createSignal<Slot | null>(null)
  const [focused, setFocused] = createSignal(false)
  const choose = (slot: Slot) => {
    setChosen(slot)
    options.planning()?.onChoose(draftOf(slot))
  }
  const pick = createPick({ columns: options.columns, hours: options.hours, onPicked: choose })
  const slot = createMemo(() => {
    const found = pick.slot() ?? chosen()
    return found && options.days().includes(found.day) ? found : firstSlot(options.days(), options.now())
  })
  return {
    slot,
    shows: () => pick.slot() !== null || focused() || options.planning()?.open === true,
    choose: () => choose(slot()),
    moveTo: setChosen,
    focused,
    setFocused,
    start: (event: PointerEvent) => options.planning() && pick.start(event),
    hold: pick.hold,
  }
}
