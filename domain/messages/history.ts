import type { EventFrame } from '../realtime.ts'
import { reducer } from '../reducer.ts'
import * as contract from './contract.ts'
import { type Message, tombstoneOf } from './message.ts'
import { withoutReaction, withReaction } from './reaction.ts'

/** The part of a channel's messages that is loaded: a run of consecutive numbers. */
export interface History {
  messages: Message[]
  /** Nothing is older than the first of them. */
  atStart: boolean
  /** Nothing is newer than the last of them. */
  atEnd: boolean
  lastMessageNo: number
}

const change = (history: History, messageId: string, next: (message: Message) => Message): History => ({
  ...history,
  messages: history.messages.map((message) => (message.id === messageId ? next(message) : message)),
})

/** A deleted message is as it is: nothing that happened before may bring its text back. */
const ifThere =
  (next: (message: Message) => Message) =>
  (message: Message): Message =>
    message.deletedAt ? message : next(message)

const appended = (history: History, message: Message): History => {
  const lastMessageNo = Math.max(history.lastMessageNo, message.no)
  const last = history.messages.at(-1)?.no ?? (history.atStart ? 0 : history.lastMessageNo)
  // A window that ends in the past only learns that there is more; a message it has already changes nothing.
  const isNext = history.atEnd && message.no === last + 1
  return { ...history, lastMessageNo, messages: isNext ? [...history.messages, message] : history.messages }
}

/**
 * What a channel's history is after an event of its topic. Applying events that the history knows already leads to the
 * same end, so a client may fetch first and listen from the number the answer names.
 */
export const applyEvent = reducer<History, EventFrame>((on) => [
  on(contract.messageSent, (history, { message }) => appended(history, message)),
  on(contract.messageEdited, (history, { messageId, body, editedAt }) =>
    change(
      history,
      messageId,
      ifThere((message) => ({ ...message, body, editedAt })),
    ),
  ),
  on(contract.messageDeleted, (history, { messageId, deletedAt }) =>
    change(
      history,
      messageId,
      ifThere((message) => tombstoneOf(message, deletedAt)),
    ),
  ),
  on(contract.reactionAdded, (history, { messageId, emoji, person }) =>
    change(
      history,
      messageId,
      ifThere((message) => ({ ...message, reactions: withReaction(message.reactions, emoji, person) })),
    ),
  ),
  on(contract.reactionRemoved, (history, { messageId, emoji, accountId }) =>
    change(
      history,
      messageId,
      ifThere((message) => ({ ...message, reactions: withoutReaction(message.reactions, emoji, accountId) })),
    ),
  ),
])

/** Two runs of one channel as one, where they meet or overlap; the newer answer wins. Null when there is a hole between them. */
export const joined = (older: History, newer: History): History | null => {
  const first = newer.messages[0]?.no
  const last = older.messages.at(-1)?.no
  if (first === undefined) return { ...older, atEnd: newer.atEnd, lastMessageNo: newer.lastMessageNo }
  if (last === undefined) return { ...newer, atStart: older.atStart }
  if (first > last + 1) return null
  return {
    messages: [...older.messages.filter((message) => message.no < first), ...newer.messages],
    atStart: older.atStart,
    atEnd: newer.atEnd,
    lastMessageNo: Math.max(older.lastMessageNo, newer.lastMessageNo),
  }
}
