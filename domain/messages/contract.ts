import * as z from 'zod/mini'
import { done, endpoint, event, id, instant, nothing, signal } from '../contract.ts'
import { cursor, pageSize } from '../page.ts'
import { type Channel, channelForMe, channelName, channelView, POSTING } from './channel.ts'
import { MESSAGE_FILES, messageBody, messageView } from './message.ts'
import { pinView } from './pin.ts'
import { emoji, personView } from './reaction.ts'

/** Messages of one page of history, at most. */
export const PAGE_LIMIT = 100
const PAGE = 50

const messageNo = z.int().check(z.nonnegative())
const noInQuery = z.optional(z.coerce.number<number>().check(z.int(), z.nonnegative()))

export const listChannels = endpoint({
  method: 'GET',
  path: '/api/classes/:classId/channels',
  summary: 'The channels of a class with what the caller has read in each; archived ones last.',
  input: nothing,
  output: z.object({
    channels: z.array(channelForMe),
    /** The class topic's newest event this answer knows. */
    classEventNo: z.int(),
  }),
})

export const listOtherChannels = endpoint({
  method: 'GET',
  path: '/api/channels',
  needs: 'channel.read',
  summary:
    'A page of the channels of the school, of groups and of conversations that the caller may read, the newest first, with what is read in each.',
  input: z.strictObject({ after: cursor, limit: pageSize(100) }),
  output: z.object({ channels: z.array(channelForMe), next: z.nullable(z.string()) }),
})

export const createChannelFor = endpoint({
  method: 'POST',
  path: '/api/channels',
  summary:
    'Add a channel for the school (by the id of the school), a group or a conversation. Retrying with the same id changes nothing.',
  input: z.strictObject({
    id,
    audienceId: id,
    name: channelName,
    posting: z._default(z.enum(POSTING), 'everyone'),
  }),
  output: channelView,
})

export const getChannel = endpoint({
  method: 'GET',
  path: '/api/channels/:channelId',
  summary:
    'One channel with what the caller has read in it; the chat of a lesson too, which no list of a class names.',
  input: nothing,
  output: channelForMe,
})

export const createChannel = endpoint({
  method: 'POST',
  path: '/api/classes/:classId/channels',
  summary: 'Add a channel to a class. Retrying with the same id changes nothing.',
  input: z.strictObject({ id, name: channelName, posting: z._default(z.enum(POSTING), 'everyone') }),
  output: channelView,
})

export const updateChannel = endpoint({
  method: 'PATCH',
  path: '/api/channels/:channelId',
  summary: 'Rename a channel, say who may write in it, archive it or bring it back.',
  input: z.strictObject({
    name: z.optional(channelName),
    posting: z.optional(z.enum(POSTING)),
    archived: z.optional(z.boolean()),
  }),
  output: channelView,
})

export const listMessages = endpoint({
  method: 'GET',
  path: '/api/channels/:channelId/messages',
  summary:
    'Messages of a channel in order: the newest, or those before, after or around a number. At most one of the three.',
  input: z.strictObject({
    before: noInQuery,
    after: noInQuery,
    around: noInQuery,
    limit: z._default(
      z.coerce.number<number>().check(z.int(), z.minimum(1), z.maximum(PAGE_LIMIT, 'too-large')),
      PAGE,
    ),
  }),
  output: z.object({
    messages: z.array(messageView),
    /** Nothing is older than the first of them. */
    atStart: z.boolean(),
    /** Nothing is newer than the last of them. */
    atEnd: z.boolean(),
    lastMessageNo: z.int(),
    /** The last message the caller has read. */
    readNo: z.int(),
    /** The channel topic's newest event this answer knows: listen from here. */
    eventNo: z.int(),
  }),
})

export const sendMessage = endpoint({
  method: 'POST',
  path: '/api/channels/:channelId/messages',
  summary: 'Send a message with an id of your own making; retrying with the same id sends it once.',
  input: z.strictObject({
    id,
    body: messageBody,
    fileIds: z._default(z.array(id).check(z.maxLength(MESSAGE_FILES, 'too-many')), []),
  }),
  output: messageView,
})

export const editMessage = endpoint({
  method: 'PATCH',
  path: '/api/messages/:messageId',
  summary: 'Change the text of an own message; students for 15 minutes. Earlier texts are kept.',
  rate: { burst: 30, perMinute: 30 },
  input: z.strictObject({ body: messageBody }),
  output: messageView,
})

export const deleteMessage = endpoint({
  method: 'DELETE',
  path: '/api/messages/:messageId',
  summary: 'Take a message back: the own one, or any as staff of the class. Its place stays.',
  input: nothing,
  output: done,
})

export const addReaction = endpoint({
  method: 'POST',
  path: '/api/messages/:messageId/reactions',
  summary: 'React to a message with one emoji.',
  input: z.strictObject({ emoji }),
  output: done,
})

export const removeReaction = endpoint({
  method: 'DELETE',
  path: '/api/messages/:messageId/reactions',
  summary: 'Take an own reaction back.',
  input: z.strictObject({ emoji }),
  output: done,
})

export const listPins = endpoint({
  method: 'GET',
  path: '/api/channels/:channelId/pins',
  summary: 'What is pinned in a channel, the newest pin first.',
  input: nothing,
  output: z.object({
    pins: z.array(pinView),
    /** The channel topic's newest event this answer knows: listen from here. */
    eventNo: z.int(),
  }),
})

export const pinMessage = endpoint({
  method: 'PUT',
  path: '/api/messages/:messageId/pin',
  summary: 'Pin a message, as staff of the class: it stays in sight of its channel. Again changes nothing.',
  input: nothing,
  output: done,
})

export const unpinMessage = endpoint({
  method: 'DELETE',
  path: '/api/messages/:messageId/pin',
  summary: 'Take the pin of a message out; one that is not there changes nothing.',
  input: nothing,
  output: done,
})

const readAnswer = z.object({ readNo: z.int() })

export const markRead = endpoint({
  method: 'PUT',
  path: '/api/channels/:channelId/read',
  summary: 'Everything up to this message is read. It never moves back.',
  input: z.strictObject({ no: messageNo }),
  output: readAnswer,
})

export const markUnread = endpoint({
  method: 'PUT',
  path: '/api/channels/:channelId/unread',
  summary: 'This message and all after it are unread again.',
  input: z.strictObject({ no: messageNo.check(z.positive()) }),
  output: readAnswer,
})

/** Before channels had an audience each was its class's; the newest of those were stored with it already. */
const withAudience = (payload: unknown): unknown => {
  const { channel } = payload as { channel: Partial<Channel> & { classId: string } }
  return { channel: { audience: { id: channel.classId, kind: 'class', name: null }, ...channel } }
}

/** Class topic; for one that is no class's the topic of its audience. */
export const channelCreated = event(
  'channel.created',
  'The class, or who else it is for, has a new channel.',
  z.object({ channel: channelView }),
  { older: [withAudience] },
)
export const channelChanged = event(
  'channel.changed',
  'A channel has another name, other writers, or was archived or brought back.',
  z.object({ channel: channelView }),
  { older: [withAudience] },
)

/** Channel topic. */
export const messageSent = event(
  'message.sent',
  'A message was sent. Once it is deleted, the stored event has lost its text too.',
  z.object({ message: messageView }),
  {
    words: {
      of: 'message.id',
      blank: { 'message.body': null, 'message.files': [] },
      deletedAt: 'message.deletedAt',
    },
  },
)
export const messageEdited = event(
  'message.edited',
  'The author changed the text.',
  z.object({ messageId: id, no: z.int(), body: z.nullable(z.string()), editedAt: instant }),
  { words: { of: 'messageId', blank: { body: null } } },
)
export const messageDeleted = event(
  'message.deleted',
  'The message was taken back; its place stays.',
  z.object({ messageId: id, no: z.int(), deletedAt: instant }),
  { forgets: { ids: 'messageId', in: [messageSent, messageEdited] } },
)
export const reactionAdded = event(
  'reaction.added',
  'Somebody reacted.',
  z.object({ messageId: id, no: z.int(), emoji: z.string(), person: personView }),
)
export const reactionRemoved = event(
  'reaction.removed',
  'Somebody took a reaction back.',
  z.object({ messageId: id, no: z.int(), emoji: z.string(), accountId: id }),
)

export const messagePinned = event(
  'message.pinned',
  'Somebody of the staff pinned a message.',
  z.object({ messageId: id, no: z.int() }),
)
export const messageUnpinned = event(
  'message.unpinned',
  'The pin of a message was taken out.',
  z.object({ messageId: id, no: z.int() }),
)

/** Account topic: the person's other devices follow. */
export const readMoved = event(
  'read.moved',
  'The person has read up to this message, or marked what follows as unread.',
  z.object({
    classId: z.nullable(id),
    channelId: id,
    readNo: z.int(),
    takenBack: z.int(),
    lastMessageNo: z.int(),
  }),
  { keep: 7 },
)

/** Sent without a payload; arrives with the name of who is typing. */
export const typing = signal(
  'channel.typing',
  'Somebody is writing in this channel.',
  z.object({ displayName: z.optional(z.string()) }),
)
/** A person's typing is passed on at most this often. */
export const TYPING_SECONDS = 3
