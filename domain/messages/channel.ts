import * as z from 'zod/mini'
import { id, text } from '../contract.ts'

/** `lecture` channels belong to a lesson and are found there, not in the class's list. */
export const CHANNEL_KINDS = ['announcements', 'general', 'questions', 'custom', 'lecture'] as const
export type ChannelKind = (typeof CHANNEL_KINDS)[number]

/** Who may write: everybody in the class, or its staff alone. */
export const POSTING = ['everyone', 'staff'] as const
export type Posting = (typeof POSTING)[number]

/** Channels of one class, archived ones too. */
export const CHANNEL_LIMIT = 50

export const channelName = text(60)

/** What is the same for everybody who may read the channel. */
export const channelView = z.object({
  id,
  classId: id,
  name: z.string(),
  kind: z.enum(CHANNEL_KINDS),
  posting: z.enum(POSTING),
  position: z.int(),
  archived: z.boolean(),
  /** How many messages it ever had; each has a number from 1 to this. */
  lastMessageNo: z.int(),
})
export type Channel = z.output<typeof channelView>

/** A channel as one person sees it. */
export const channelForMe = z.extend(channelView, {
  /** The last message the caller has read. */
  readNo: z.int(),
  /** How many of those after it were taken back: their places stay, and nobody has to read them. */
  takenBack: z.int(),
  /** The channel topic's newest event this answer knows: listen from here. */
  eventNo: z.int(),
})
export type ChannelForMe = z.output<typeof channelForMe>

/** How many messages a person has not read, without counting anything. */
export const unreadOf = (channel: { lastMessageNo: number; readNo: number; takenBack: number }): number =>
  Math.max(0, channel.lastMessageNo - channel.readNo - channel.takenBack)

/** The channel once everything up to a number is read, as far as that can be known without asking. */
export const readTo = <C extends { lastMessageNo: number; readNo: number; takenBack: number }>(
  channel: C,
  readNo: number,
): C => ({
  ...channel,
  readNo,
  takenBack: Math.min(channel.takenBack, Math.max(0, channel.lastMessageNo - readNo)),
})

/** A channel that every class has keeps its name (screens translate it) and is never archived. */
export const isFixed = (kind: ChannelKind): boolean => kind === 'announcements' || kind === 'general'
