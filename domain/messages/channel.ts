import * as z from 'zod/mini'
import { id, text } from '../contract.ts'
import { AUDIENCE_KINDS, type Resource } from '../permission.ts'

/** `lecture` channels belong to a lesson and are found there, not in the class's list. */
export const CHANNEL_KINDS = ['announcements', 'general', 'questions', 'custom', 'lecture'] as const
export type ChannelKind = (typeof CHANNEL_KINDS)[number]

/** Who may write: everybody it is for, or its staff alone. */
export const POSTING = ['everyone', 'staff'] as const
export type Posting = (typeof POSTING)[number]

/** Channels of one class, archived ones too. */
export const CHANNEL_LIMIT = 50

export const channelName = text(60)

/** What is the same for everybody who may read the channel. */
export const channelView = z.object({
  id,
  /** The class it is in; null for one of the school, of a group of the school, or of people. */
  classId: z.nullable(id),
  /** Whom it is for. */
  audience: z.object({ id, kind: z.enum(AUDIENCE_KINDS), name: z.nullable(z.string()) }),
  name: z.string(),
  kind: z.enum(CHANNEL_KINDS),
  posting: z.enum(POSTING),
  position: z.int(),
  archived: z.boolean(),
  /** How many messages it ever had; each has a number from 1 to this. */
  lastMessageNo: z.int(),
})
export type Channel = z.output<typeof channelView>

/** What the table of rights is asked about a channel. */
export const channelResource = ({ classId, audience }: Pick<Channel, 'classId' | 'audience'>): Resource => ({
  classId,
  audience: { id: audience.id, kind: audience.kind },
})

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
