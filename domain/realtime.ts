import * as z from 'zod/mini'
import { id, instant } from './contract.ts'

/**
 * The WebSocket protocol at `/api/socket`, both ends' single source. JSON text frames, one message a frame;
 * every message names its kind in `t`. The prose is in `docs/realtime.md`.
 */

/** What can be listened to. The id is that of the class, channel, lecture, board, account, school or audience. */
export const TOPIC_KINDS = ['class', 'channel', 'lecture', 'board', 'account', 'school', 'audience'] as const
export type TopicKind = (typeof TOPIC_KINDS)[number]
export type Topic = `${TopicKind}:${string}`

const TOPIC =
  /^(class|channel|lecture|board|account|school|audience):[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
export const topic = z.string().check(z.regex(TOPIC, 'topic'))
export const topicOf = (kind: TopicKind, topicId: string): Topic => `${kind}:${topicId}`
/** `channel:ID` → `['channel', ID]`; null for anything else. */
export const parseTopic = (value: string): [TopicKind, string] | null => {
  if (!TOPIC.test(value)) return null
  const [kind, topicId] = value.split(':') as [TopicKind, string]
  return [kind, topicId]
}

/** A frame larger than this is refused by both ends (bytes). */
export const FRAME_LIMIT = 256 * 1024
/** A reader this many bytes behind is dropped and catches up by number. */
export const BEHIND_LIMIT = 1024 * 1024
/** Seconds between heartbeats; a side that heard nothing for two of them closes. */
export const HEARTBEAT_SECONDS = 20
/** More missed events than this are not replayed one by one: the client fetches anew (`reset`). */
export const REPLAY_LIMIT = 500

/** Sockets of one account in one process: with one more the oldest is closed. */
export const SOCKETS_LIMIT = 20
/** Topics that one socket listens to. */
export const TOPICS_LIMIT = 500

export const CLOSE_CODES = {
  /** The session ended or the account was disabled: sign in again. */
  sessionEnded: 4001,
  /** A frame that is not of this protocol. */
  badFrame: 4002,
  /** The account has opened newer sockets, and this was its oldest: come back when somebody looks at it again. */
  crowded: 4003,
  /** The session's time ran out, or the same person signed in again: come back, and hear then who is signed in. */
  lapsed: 4004,
  /** The server has as many sockets as it takes: come back later. */
  full: 1013,
  /** The server restarts: reconnect after a random moment. */
  restart: 1012,
} as const

export const clientFrame = z.discriminatedUnion('t', [
  /** Listen to a topic; with `since`, first the events after that number. Answered by `subscribed` or `refused`. */
  z.strictObject({
    t: z.literal('subscribe'),
    id: z.int(),
    topic,
    since: z.optional(z.int().check(z.nonnegative())),
  }),
  z.strictObject({ t: z.literal('unsubscribe'), topic }),
  /** A feature's signal; with `id` it is answered by `answer` or `refused`. */
  z.strictObject({
    t: z.literal('signal'),
    id: z.optional(z.int()),
    topic,
    name: z.string().check(z.maxLength(60)),
    payload: z.unknown(),
  }),
  z.strictObject({ t: z.literal('ping') }),
])
export type ClientFrame = z.output<typeof clientFrame>

/** One stored event as it travels: `no` counts 1, 2, 3 … in its topic without gaps. */
export const eventFrame = z.object({
  t: z.literal('event'),
  topic,
  no: z.int(),
  name: z.string(),
  at: instant,
  /** The account that caused it; null for the system. */
  by: z.nullable(id),
  payload: z.unknown(),
})
export type EventFrame = z.output<typeof eventFrame>

export const serverFrame = z.discriminatedUnion('t', [
  z.object({
    t: z.literal('hello'),
    connection: z.string(),
    account: id,
    at: instant,
    heartbeat: z.number(),
  }),
  /**
   * `no` is the topic's newest number, and `quiet` for how many milliseconds nothing has happened in it. With `reset` the
   * missed events are too many: fetch anew, then continue after `no`.
   */
  z.object({
    t: z.literal('subscribed'),
    id: z.int(),
    topic,
    no: z.int(),
    quiet: z.optional(z.int()),
    reset: z.optional(z.boolean()),
  }),
  eventFrame,
  z.object({ t: z.literal('signal'), topic, name: z.string(), by: z.nullable(id), payload: z.unknown() }),
  z.object({ t: z.literal('answer'), id: z.int(), payload: z.unknown() }),
  z.object({
    t: z.literal('refused'),
    id: z.optional(z.int()),
    topic: z.optional(z.string()),
    kind: z.string(),
    code: z.optional(z.string()),
  }),
  /** The right to this topic was withdrawn: no further event of it will come. */
  z.object({ t: z.literal('withdrawn'), topic }),
  z.object({ t: z.literal('pong'), at: instant }),
])
export type ServerFrame = z.output<typeof serverFrame>
