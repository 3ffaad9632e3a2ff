import * as z from 'zod/mini'
import { id } from '../../contract.ts'
import { floorState, sourceKind } from './floor.ts'

/**
 * What a client and the relay say to each other over the media socket (`/api/media`), one JSON object a frame, its kind
 * in `t`. The relay makes the offers: one peer connection a client, four lines up (microphone, camera, screen, its
 * sound) that are filled and emptied without negotiating, and lines down that are lent to whoever is to be seen or
 * heard. docs/lectures.md tells it in words.
 */

const sdp = z.string().check(z.maxLength(100_000))
const number = z.int().check(z.nonnegative())
const short = z.string().check(z.maxLength(64))

/** What a media token says; signed by the api, read by the relay. */
export const mediaClaims = z.object({
  lecture: id,
  account: id,
  /** Decided by the enrollment. */
  moderator: z.boolean(),
  floor: floorState,
  /** Makes each token another one: a token opens one connection. */
  nonce: short,
  /** Unix seconds. */
  exp: z.int(),
})
export type MediaClaims = z.output<typeof mediaClaims>

/** The large or the small picture of a camera; `off` for none. Screens and sounds have one layer, `high`. */
export const LAYERS = ['off', 'low', 'high'] as const
export const layer = z.enum(LAYERS)
export type Layer = z.output<typeof layer>

/** One track of the room: whose, and which. */
const trackName = { accountId: id, source: sourceKind }

/**
 * How somebody comes in who is here already: in place of the other device, or as a second screen, which shows what is
 * shown and has no sound, neither way, so that nothing echoes.
 */
export const joinAs = z.enum(['only', 'second-screen'])
export type JoinAs = z.output<typeof joinAs>

export const clientSays = z.discriminatedUnion('t', [
  /** The first frame. `resume` is the session of a connection that broke: its media goes on. */
  z.strictObject({
    t: z.literal('join'),
    token: z.string().check(z.maxLength(100_000)),
    resume: z.optional(short),
    /** What to be where the same person is here already with another device; left out, the client is asked. */
    as: z.optional(joinAs),
  }),
  z.strictObject({ t: z.literal('answer'), no: number, sdp }),
  z.strictObject({
    t: z.literal('candidate'),
    candidate: z.string().check(z.maxLength(1_000)),
    mid: z.nullable(short),
  }),
  /** The network changed: asks for an offer that restarts ICE. */
  z.strictObject({ t: z.literal('restart') }),
  /** Opens or closes one's own source. What the teacher has muted is opened again only by this. */
  z.strictObject({ t: z.literal('publish'), source: sourceKind, on: z.boolean() }),
  /** Which layer of whose picture; what is not named is as the relay thinks. */
  z.strictObject({
    t: z.literal('want'),
    tracks: z.array(z.strictObject({ ...trackName, layer })).check(z.maxLength(100)),
  }),
  /** No pictures at all, for a weak line; sound goes on. */
  z.strictObject({ t: z.literal('audio-only'), on: z.boolean() }),
  z.strictObject({ t: z.literal('leave') }),
])
export type ClientSays = z.output<typeof clientSays>

/** Why something cannot be sent now. */
export const REFUSALS = ['no-floor', 'cameras-full', 'screens-full'] as const
/**
 * Why the relay ends a connection. `elsewhere`: the same person is here with another device or tab, and this one is to say
 * what it comes as; `replaced`: another one came in its place.
 */
export const FAREWELLS = [
  'token',
  'full',
  'removed',
  'ended',
  'elsewhere',
  'replaced',
  'protocol',
  'unavailable',
] as const
export type Farewell = (typeof FAREWELLS)[number]
/** Which of them are for good: a client comes back by itself from all others. */
export const isFinal = (code: Farewell): boolean =>
  code === 'removed' || code === 'ended' || code === 'elsewhere' || code === 'replaced' || code === 'full'

export const QUALITIES = ['good', 'fair', 'poor'] as const
export type Quality = (typeof QUALITIES)[number]

/** A track of the room as one client gets it. */
export const roomTrack = z.object({
  ...trackName,
  /** The line of the peer connection that carries it now; null while it is not sent to this client. */
  mid: z.nullable(z.string()),
  /** What is sent now, which may be less than what was asked for. */
  layer,
})
export type RoomTrack = z.output<typeof roomTrack>

export const relaySays = z.discriminatedUnion('t', [
  z.object({
    t: z.literal('welcome'),
    session: z.string(),
    /** The media of the broken connection goes on: nothing is negotiated anew. */
    resumed: z.boolean(),
    /** Which line up carries which source. */
    up: z.record(sourceKind, z.string()),
    floor: floorState,
    people: z.int(),
  }),
  z.object({ t: z.literal('offer'), no: z.int(), sdp: z.string() }),
  /** All tracks of the others, whenever one changes. */
  z.object({ t: z.literal('tracks'), tracks: z.array(roomTrack) }),
  /** Who may send what, whenever it changes. */
  z.object({ t: z.literal('floor'), floor: floorState }),
  /** What of oneself reaches the others. */
  z.object({ t: z.literal('sending'), sources: z.array(sourceKind) }),
  /** One's own source was closed by whoever leads; the client turns the device off. */
  z.object({ t: z.literal('muted'), source: sourceKind, mayUnmute: z.boolean() }),
  z.object({ t: z.literal('refused'), source: sourceKind, code: z.enum(REFUSALS) }),
  /** Who speaks, loudest first; empty when nobody does. */
  z.object({ t: z.literal('speaking'), accountIds: z.array(id) }),
  /** How everybody's line is, with those that changed. */
  z.object({ t: z.literal('quality'), of: z.array(z.object({ accountId: id, quality: z.enum(QUALITIES) })) }),
  /** How long oneself talked since this was last said; it is for the api, which passes it on to nobody. */
  z.object({ t: z.literal('talked'), ms: z.int() }),
  z.object({ t: z.literal('farewell'), code: z.enum(FAREWELLS) }),
])
export type RelaySays = z.output<typeof relaySays>

/** Orders of the api to a relay, about one lecture. */
export const relayOrder = z.discriminatedUnion('t', [
  /** Who may send what now. Older numbers than the one the relay has change nothing. */
  z.strictObject({ t: z.literal('floor'), floor: floorState }),
  /** Closes sources that are open: of one, or of everybody who does not lead. */
  z.strictObject({
    t: z.literal('mute'),
    source: sourceKind,
    accountId: z.nullable(id),
    mayUnmute: z.boolean(),
  }),
  z.strictObject({ t: z.literal('remove'), accountId: id }),
  z.strictObject({ t: z.literal('end') }),
])
export type RelayOrder = z.output<typeof relayOrder>
