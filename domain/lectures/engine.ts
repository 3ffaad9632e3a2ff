import * as z from 'zod/mini'
import { instant } from '../contract.ts'
import type { FloorState } from './media/floor.ts'
import type { RelayOrder } from './media/protocol.ts'

/**
 * What carries audio, video and screens of a lecture. The room itself (people, hands, board, chat, attendance) is the
 * product's own and the same with every engine. Screens read capabilities, never the engine's name.
 */
export const ENGINES = ['none', 'relay', 'jitsi'] as const
export type EngineKind = (typeof ENGINES)[number]

export const engineCapabilities = z.object({
  audio: z.boolean(),
  video: z.boolean(),
  screen: z.boolean(),
  recording: z.boolean(),
  /** Whether the engine itself keeps to who may send what: a mute is then no request but a fact. */
  floor: z.boolean(),
  /** Whether the engine draws pictures and controls by a page of its own, in a frame. */
  frame: z.optional(z.boolean()),
  /** The most people with sound and picture, and the most cameras on at once; null where there is no bound. */
  people: z.nullable(z.int()),
  cameras: z.nullable(z.int()),
})
export type EngineCapabilities = z.output<typeof engineCapabilities>

/** A server that helps through a firewall, as `RTCPeerConnection` wants it. */
export const iceServer = z.object({
  urls: z.array(z.string()),
  username: z.optional(z.string()),
  credential: z.optional(z.string()),
})
export type IceServer = z.output<typeof iceServer>

/** The meeting page of a Jitsi deployment. */
export const jitsiJoin = z.object({
  kind: z.literal('jitsi'),
  capabilities: engineCapabilities,
  /** The deployment: `https://meet.school.example`. */
  origin: z.string(),
  /** The same as its script wants it. */
  domain: z.string(),
  room: z.string(),
  /** Lets one person into this room until it ends; it opens the page once. */
  jwt: z.string(),
  expiresAt: instant,
  config: z.record(
    z.string(),
    z.union([z.boolean(), z.number(), z.string(), z.array(z.string()), z.record(z.string(), z.boolean())]),
  ),
})
export type JitsiJoin = z.output<typeof jitsiJoin>

/** How a client connects to the engine, for one account and a few minutes. Each engine adds its own kind. */
export const engineJoin = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none'), capabilities: engineCapabilities }),
  z.object({
    kind: z.literal('relay'),
    capabilities: engineCapabilities,
    /** The path of the media socket, on our own origin. */
    socket: z.string(),
    /** The first word on that socket; it opens one connection. */
    token: z.string(),
    expiresAt: instant,
    iceServers: z.array(iceServer),
  }),
  jitsiJoin,
])
export type EngineJoin = z.output<typeof engineJoin>

/** What an engine may know of a lecture and of who joins it. */
export interface EngineLecture {
  id: string
  classId: string
  title: string
}
export interface EngineAccount {
  id: string
  displayName: string
  /** Decided by the enrollment on our side, never by the client. */
  moderator: boolean
}

/** One driver. `Ctx` is the caller's context: the domain does not know it. */
export interface LectureEngine<Ctx> {
  readonly kind: EngineKind
  /** What to connect to; called after the right to join was checked. */
  join(ctx: Ctx, lecture: EngineLecture, account: EngineAccount, floor: FloorState): Promise<EngineJoin>
  /** Makes the engine do it, after it was committed: give or take the floor, mute, put somebody out. */
  order(ctx: Ctx, lecture: Pick<EngineLecture, 'id'>, orders: RelayOrder[]): Promise<void>
  /** Closes the media session for everybody. Harmless when it is closed already. */
  end(ctx: Ctx, lecture: Pick<EngineLecture, 'id'>): Promise<void>
}
