import type { EngineCapabilities, EngineJoin } from '#domain/lectures/engine.ts'
import type { Floor, Source } from '#domain/lectures/media/floor.ts'
import type { JoinAs, Layer } from '#domain/lectures/media/protocol.ts'
import { FIRST_STATE, type MediaState, type OwnProblem } from '../media/state.ts'
import { createRelayMedia } from './relay-media.ts'

/**
 * Sound and picture of one lesson room, whatever carries them. Screens read `capabilities` and this, never an engine's
 * name. Everything that answers from `state` is reactive.
 */
export interface RoomMedia {
  readonly capabilities: EngineCapabilities
  readonly state: MediaState
  /**
   * Connects, or connects anew after it was over; before the first time nothing is heard or seen. `as` answers what this
   * device is to be where the person is here with another one.
   */
  begin(as?: JoinAs): void
  /** Whether this device shows the lesson beside another of the same person, and has no sound. */
  secondScreen(): boolean
  begun(): boolean
  /** Turns on what was chosen on this device. Answers what stands in the way, which stands in `state.problems` too. */
  turnOn(source: Floor): Promise<OwnProblem | null>
  turnOff(source: Floor): void
  /** Whether somebody, oneself among them, sends it now. */
  sends(accountId: string, source: Source): boolean
  /** What of somebody, oneself among them, is to be shown or heard; null while nothing comes. */
  trackOf(accountId: string, source: Source): MediaStreamTrack | null
  /** Says that a picture is in sight until the caller's owner is cleaned up: what nobody shows is not fetched. */
  show(accountId: string, source: Source, layer: Layer): void
  /** No pictures for oneself, for a weak line. */
  audioOnly(): boolean
  setAudioOnly(on: boolean): void
  /** Whether nobody looks: no pictures come then either, and what was chosen stays as it is. */
  setOutOfSight(on: boolean): void
}

/** A room without sound and picture of ours. */
const silence = (capabilities: EngineCapabilities): RoomMedia => ({
  capabilities,
  state: FIRST_STATE,
  begin: () => {},
  secondScreen: () => false,
  begun: () => false,
  turnOn: async () => 'unsupported',
  turnOff: () => {},
  sends: () => false,
  trackOf: () => null,
  show: () => {},
  audioOnly: () => false,
  setAudioOnly: () => {},
  setOutOfSight: () => {},
})

/** What carries the sound and picture of a lecture, as its engine says. It ends with the owner that made it. */
export const createRoomMedia = (engine: EngineJoin, lectureId: string, accountId: string): RoomMedia =>
  engine.kind === 'relay'
    ? createRelayMedia(engine.capabilities, lectureId, accountId)
    : silence(engine.capabilities)

/** Whether sound and picture are ours to draw: an engine with a frame of its own draws them, and their controls, in it. */
export const carries = ({ capabilities }: RoomMedia): boolean =>
  (capabilities.audio || capabilities.video) && !capabilities.frame

/** Whether anybody can be heard or seen, whoever draws it: then who may be is whoever leads' to say. */
export const hasFloors = ({ capabilities }: RoomMedia): boolean => capabilities.audio || capabilities.video
