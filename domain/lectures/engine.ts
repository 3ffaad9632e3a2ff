import * as z from 'zod/mini'

/**
 * What carries audio, video and screens of a lecture. The room itself (people, hands, board, chat, attendance) is the
 * product's own and the same with every engine. Screens read capabilities, never the engine's name.
 */
export const ENGINES = ['none'] as const
export type EngineKind = (typeof ENGINES)[number]

export const engineCapabilities = z.object({
  audio: z.boolean(),
  video: z.boolean(),
  screen: z.boolean(),
  recording: z.boolean(),
})
export type EngineCapabilities = z.output<typeof engineCapabilities>

/** How a client connects to the engine, for one account and a few minutes. Each engine adds its own kind. */
export const engineJoin = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none'), capabilities: engineCapabilities }),
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
  join(ctx: Ctx, lecture: EngineLecture, account: EngineAccount): Promise<EngineJoin>
  /** Puts an account out of the media session at once. */
  remove(ctx: Ctx, lecture: EngineLecture, accountId: string): Promise<void>
  /** Closes the media session for everybody. Harmless when it is closed already. */
  end(ctx: Ctx, lecture: EngineLecture): Promise<void>
}
