import { Problem } from '../../problem.ts'
import type { AlwaysKind } from '../cost.ts'
import type { Instance, Placement, Rule, Timetable } from '../instance.ts'
import { compile, compileRule } from './compile.ts'
import type { Model } from './model.ts'
import { hardOf, softOf } from './packed.ts'
import { createState, enter, meetDelta, type State, tableDelta, widerDelta } from './state.ts'

/** Why a place is dearer or cheaper than the present one: one rule's part. Negative: fewer breaches, less cost. */
export interface MoveReason {
  readonly kind: Rule['kind'] | AlwaysKind
  /** Position in `instance.rules`; null for what is always true. */
  readonly rule: number | null
  readonly hard: number
  readonly soft: number
}

/** What a lesson would cost in one place, beside what it costs now. */
export interface MoveCost extends Placement {
  readonly hard: number
  readonly soft: number
  readonly reasons: readonly MoveReason[]
  /** The lesson that has the room there; null: the room is free. */
  readonly takenBy: number | null
}

/** A timetable opened for questions. Opening takes a moment; then every question is quick. */
export interface OpenTimetable {
  readonly state: State
  readonly byRule: readonly RuleView[]
}

interface RuleView {
  readonly kind: Rule['kind']
  readonly rule: number
  readonly state: State
  readonly reads: Reads
}

/** What a rule looks at: most need not be asked for every slot and room. */
type Reads = 'slot' | 'room' | 'both' | 'slot-and-building'

/** Opens a timetable. Throws `invalid` when a lesson has no place yet. */
export const openTimetable = (instance: Instance, timetable: Timetable): OpenTimetable => {
  const model = compile(instance)
  const byRule = instance.rules.flatMap((rule, at): RuleView[] =>
    rule.off
      ? []
      : [
          {
            kind: rule.kind,
            rule: at,
            state: stateOf(compileRule(model, rule), timetable),
            reads: readsOf(rule),
          },
        ],
  )
  return { state: stateOf(model, timetable), byRule }
}

const stateOf = (model: Model, timetable: Timetable): State => {
  const state = createState(model)
  const rooms = new Map(model.instance.rooms.map(({ id }, at) => [id, at]))
  for (const { number, course, length } of model.lessons) {
    const at = timetable[number]
    if (!at || at.period + length > model.periods || at.day >= model.days) {
      throw new Problem('invalid', { detail: `A lesson of "${course.name}" has no place.` })
    }
    enter(state, number, at.day * model.periods + at.period, rooms.get(at.room ?? '') ?? model.rooms)
  }
  return state
}

const readsOf = (rule: Rule): Reads => {
  switch (rule.kind) {
    case 'room-suits':
    case 'room-capacity':
    case 'room-stability':
      return 'room'
    case 'unmoved':
      return rule.what === 'room' ? 'room' : 'slot'
    case 'unavailable':
      return rule.times.some(({ who }) => who.kind === 'room') ? 'both' : 'slot'
    case 'fixed':
      return 'both'
    case 'building-change':
      return 'slot-and-building'
    default:
      return 'slot'
  }
}

/** Reasons that hold for many places, added up once. */
interface Part {
  readonly reasons: readonly MoveReason[]
  readonly hard: number
  readonly soft: number
}

const partOf = (reasons: readonly MoveReason[]): Part => ({
  reasons,
  hard: reasons.reduce((sum, { hard }) => sum + hard, 0),
  soft: reasons.reduce((sum, { soft }) => sum + soft, 0),
})

const always = (kind: AlwaysKind, hard: number): MoveReason[] =>
  hard === 0 ? [] : [{ kind, rule: null, hard, soft: 0 }]

/** What some rules say of a place. */
const judge = (views: readonly RuleView[], lesson: number, slot: number, room: number): MoveReason[] => {
  const reasons: MoveReason[] = []
  for (const { state, kind, rule } of views) {
    const packed = tableDelta(state, lesson, slot, room) + widerDelta(state, lesson, slot, room)
    if (packed !== 0) reasons.push({ kind, rule, hard: hardOf(packed), soft: softOf(packed) })
  }
  return reasons
}

/** The exact cost of every place one lesson could have, with the reasons, against the place it has. */
export const moveCosts = ({ state, byRule }: OpenTimetable, lesson: number): MoveCost[] => {
  const { model } = state
  const slot = state.slot[lesson]!
  const room = state.room[lesson]!
  const views = (reads: Reads) => byRule.filter((view) => view.reads === reads)
  const rooms =
    model.lessons[lesson]?.course.room === null ? [model.rooms] : model.instance.rooms.map((_, at) => at)
  const lacked = always('no-room', room === model.rooms && rooms[0] !== model.rooms ? -1 : 0)
  const [bySlot, byRoom, byBoth, byBuilding] = [
    views('slot'),
    views('room'),
    views('both'),
    views('slot-and-building'),
  ]
  const ofRoom = rooms.map((each) => partOf([...lacked, ...judge(byRoom, lesson, slot, each)]))
  const places: MoveCost[] = []
  for (const to of startSlots(model, lesson)) {
    const clash = always('clash', meetDelta(state, lesson, to))
    const ofSlot = partOf([...clash, ...judge(bySlot, lesson, to, room)])
    const ofBuilding = new Map<number, Part>()
    rooms.forEach((each, at) => {
      const building = model.walks.buildingOf[each]!
      const walk = ofBuilding.get(building) ?? partOf(judge(byBuilding, lesson, to, each))
      ofBuilding.set(building, walk)
      const takenBy = takenAt(state, lesson, to, each)
      const here = judge(byBoth, lesson, to, each)
      if (takenBy.length > 0) here.push(...always('room-taken', takenBy.length))
      places.push(placeOf(model, to, each, [ofSlot, ofRoom[at]!, walk, partOf(here)], takenBy[0] ?? null))
    })
  }
  return places
}

const placeOf = (
  model: Model,
  slot: number,
  room: number,
  parts: readonly Part[],
  takenBy: number | null,
): MoveCost => {
  let hard = 0
  let soft = 0
  const reasons: MoveReason[] = []
  for (const part of parts) {
    hard += part.hard
    soft += part.soft
    for (const reason of part.reasons) reasons.push(reason)
  }
  const day = Math.floor(slot / model.periods)
  const id = model.instance.rooms[room]?.id ?? null
  return { day, period: slot - day * model.periods, room: id, hard, soft, reasons, takenBy }
}

/** Slots from which a lesson ends within the day. */
const startSlots = (model: Model, lesson: number): number[] =>
  Array.from({ length: model.slots }, (_, slot) => slot).filter(
    (slot) => (slot % model.periods) + model.length[lesson]! <= model.periods,
  )

/** The lessons that have a room in the periods of a lesson, one entry for each period. */
const takenAt = ({ model, taken }: State, lesson: number, slot: number, room: number): number[] => {
  const others: number[] = []
  for (let n = 0; n < model.length[lesson]! && room < model.rooms; n += 1) {
    const other = taken[room * model.slots + slot + n]!
    if (other >= 0 && other !== lesson) others.push(other)
  }
  return others
}
