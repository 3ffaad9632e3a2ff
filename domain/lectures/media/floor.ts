import * as z from 'zod/mini'
import { id } from '../../contract.ts'

/** What can be given to a person, each by itself. A screen carries its own sound. */
export const FLOORS = ['microphone', 'camera', 'screen'] as const
export type Floor = (typeof FLOORS)[number]
export const floorKind = z.enum(FLOORS)

/** What a person sends. */
export const SOURCES = ['microphone', 'camera', 'screen', 'screen-sound'] as const
export type Source = (typeof SOURCES)[number]
export const sourceKind = z.enum(SOURCES)

/** The floor that a source needs. */
export const floorOf = (source: Source): Floor => (source === 'screen-sound' ? 'screen' : source)

/** Classes up to this size begin with everybody's microphone and camera allowed; larger ones with the teacher alone. */
export const SMALL_CLASS = 12
/** More exceptions than this a lecture does not keep: no class is larger. */
export const MOST_EXCEPTIONS = 1_000

const oneFloor = z.object({
  /** Whether everybody may. */
  open: z.boolean(),
  /** For whom it is the other way round: who may not although all may, or who may although nobody else may. */
  except: z.array(id).check(z.maxLength(MOST_EXCEPTIONS)),
})

/** Who may send what in one lecture. Whoever leads it always may. */
export const floorState = z.object({
  /** Rises with each change: of two states the higher one is the newer. */
  no: z.int(),
  microphone: oneFloor,
  camera: oneFloor,
  screen: oneFloor,
})
export type FloorState = z.output<typeof floorState>

const forPerson = { floor: floorKind, accountId: id }

/** One act on the floor: for one person, or for all (`open`: all may; `close`: only who leads). */
export const floorChange = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('give'), ...forPerson }),
  z.strictObject({ what: z.literal('take'), ...forPerson }),
  z.strictObject({ what: z.literal('open'), floor: floorKind }),
  z.strictObject({ what: z.literal('close'), floor: floorKind }),
])
export type FloorChange = z.output<typeof floorChange>

/** Who asks to send. `moderator` is decided by the enrollment. */
export interface Sender {
  accountId: string
  moderator: boolean
}

/** Before anything is known nobody may. */
export const NO_FLOOR: FloorState = {
  no: 0,
  microphone: { open: false, except: [] },
  camera: { open: false, except: [] },
  screen: { open: false, except: [] },
}

/** What a lecture begins with. Nobody's screen is open by itself: it covers everything else. */
export const firstFloor = (students: number): FloorState => {
  const open = students <= SMALL_CLASS
  return {
    no: 1,
    microphone: { open, except: [] },
    camera: { open, except: [] },
    screen: { open: false, except: [] },
  }
}

/** Whether somebody may send with this floor. */
export const hasFloor = (state: FloorState, floor: Floor, sender: Sender): boolean =>
  sender.moderator || state[floor].open !== state[floor].except.includes(sender.accountId)

/** Everything somebody may send. */
export const maySend = (state: FloorState, sender: Sender): Source[] =>
  SOURCES.filter((source) => hasFloor(state, floorOf(source), sender))

const changed = (one: FloorState[Floor], change: FloorChange): FloorState[Floor] => {
  if (change.what === 'open' || change.what === 'close') return { open: change.what === 'open', except: [] }
  const others = one.except.filter((accountId) => accountId !== change.accountId)
  const isException = (change.what === 'give') !== one.open
  return { open: one.open, except: isException ? [...others, change.accountId].sort() : others }
}

const isSame = (a: FloorState[Floor], b: FloorState[Floor]): boolean =>
  a.open === b.open && a.except.join() === b.except.join()

/** The state after an act; the same one when the act changes nothing. The other floors stay as they are. */
export const withChange = (state: FloorState, change: FloorChange): FloorState => {
  const next = changed(state[change.floor], change)
  return isSame(next, state[change.floor]) ? state : { ...state, no: state.no + 1, [change.floor]: next }
}

/** The state after several acts of one tap, which are one change: the same state when they change nothing together. */
export const withChanges = (state: FloorState, changes: readonly FloorChange[]): FloorState => {
  const next = changes.reduce(withChange, state)
  const same = FLOORS.every((floor) => isSame(next[floor], state[floor]))
  return same ? state : { ...next, no: state.no + 1 }
}
