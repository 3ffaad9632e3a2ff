import {
  type FloorState,
  floorOf,
  hasFloor,
  NO_FLOOR,
  type Sender,
  type Source,
} from '#domain/lectures/media/floor.ts'
import type { Farewell, Quality, RelaySays, RoomTrack } from '#domain/lectures/media/protocol.ts'
import type { DeviceProblem } from './devices.ts'

/** Why something of one's own is not sent: the device, the teacher, the room. */
export type OwnProblem = DeviceProblem | 'no-floor' | 'cameras-full' | 'screens-full' | 'muted'

export interface MediaState {
  /** `again`: it was lost and comes back by itself. `over`: for good, `why` says so. */
  phase: 'connecting' | 'live' | 'again' | 'over'
  why: Farewell | null
  floor: FloorState
  /** What the others send. */
  tracks: RoomTrack[]
  /** What of oneself is turned on here, and what of it the relay passes on. */
  open: Source[]
  sending: Source[]
  /** What stands in the way of one's own sources. */
  problems: Partial<Record<Source, OwnProblem>>
  speaking: string[]
  quality: Record<string, Quality>
  people: number
}

export const FIRST_STATE: MediaState = {
  phase: 'connecting',
  why: null,
  floor: NO_FLOOR,
  tracks: [],
  open: [],
  sending: [],
  problems: {},
  speaking: [],
  quality: {},
  people: 0,
}

/** What happens to one's own side. */
export type OwnEvent =
  | { t: 'opened'; source: Source }
  | { t: 'closed'; source: Source; problem?: OwnProblem }
  | { t: 'lost' }

const without = (list: readonly Source[], source: Source): Source[] => list.filter((one) => one !== source)

const problemOf = (state: MediaState, source: Source, problem: OwnProblem | undefined): MediaState => {
  const { [source]: _, ...problems } = state.problems
  return { ...state, problems: problem === undefined ? problems : { ...problems, [source]: problem } }
}

const closed = (state: MediaState, source: Source, problem?: OwnProblem): MediaState => ({
  ...problemOf(state, source, problem),
  open: without(state.open, source),
  sending: without(state.sending, source),
})

/** The state after something of one's own. */
export const applyOwn = (state: MediaState, happened: OwnEvent): MediaState => {
  switch (happened.t) {
    case 'opened':
      return {
        ...problemOf(state, happened.source, undefined),
        open: [...without(state.open, happened.source), happened.source],
      }
    case 'closed':
      return closed(state, happened.source, happened.problem)
    case 'lost':
      // What was seen stays in its place: most lines are back before anybody would notice.
      return state.phase === 'over' ? state : { ...state, phase: 'again', sending: [], speaking: [] }
  }
}

/** The state after a word of the relay. */
export const applyRelay = (state: MediaState, said: RelaySays): MediaState => {
  switch (said.t) {
    case 'welcome':
      return { ...state, phase: 'live', why: null, floor: said.floor, people: said.people }
    case 'tracks':
      return { ...state, tracks: said.tracks }
    case 'floor':
      return said.floor.no < state.floor.no ? state : { ...state, floor: said.floor }
    case 'sending':
      return { ...state, sending: said.sources }
    case 'muted':
      return closed(state, said.source, said.mayUnmute ? 'muted' : 'no-floor')
    case 'refused':
      return closed(state, said.source, said.code)
    case 'speaking':
      return { ...state, speaking: said.accountIds }
    case 'quality':
      return {
        ...state,
        quality: {
          ...state.quality,
          ...Object.fromEntries(said.of.map((one) => [one.accountId, one.quality])),
        },
      }
    case 'farewell':
      return { ...state, why: said.code }
    case 'offer':
    case 'talked':
      return state
  }
}

/** Whether a button is to be offered: who opens it is let through. */
export const mayOpen = (state: MediaState, source: Source, self: Sender): boolean =>
  hasFloor(state.floor, floorOf(source), self)

/** How long to wait before the next try: nothing at first, then more, and never long. `spread` is a number from 0 to 1. */
export const pauseBefore = (tries: number, spread: number): number =>
  tries === 0 ? 100 * spread : Math.min(3_000, 300 * 2 ** (tries - 1)) * (0.7 + 0.6 * spread)
