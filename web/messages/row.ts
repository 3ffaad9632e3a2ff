import type { Message } from '#domain/messages/message.ts'
import type { ClassRole } from '#domain/permission.ts'
import { schoolDay } from '../i18n/zone.ts'
import type { Outgoing } from './outbox.ts'

/** What stands in one line of the list: a message of the channel, or one of our own on its way. */
export interface Shown {
  id: string
  authorId: string
  authorName: string
  role: ClassRole | null
  at: string
  message: Message | null
  outgoing: Outgoing | null
}

export const shownMessage = (message: Message): Shown => ({
  id: message.id,
  get authorId() {
    return message.author.id
  },
  get authorName() {
    return message.author.displayName
  },
  get role() {
    return message.author.role
  },
  get at() {
    return message.createdAt
  },
  message,
  outgoing: null,
})

export const shownOutgoing = (
  outgoing: Outgoing,
  me: { id: string; displayName: string },
  role: ClassRole | null,
): Shown => ({
  id: outgoing.id,
  authorId: me.id,
  authorName: me.displayName,
  role,
  at: outgoing.at,
  message: null,
  outgoing,
})

const GROUP_MS = 5 * 60_000

/** Whether a day ends between two neighbours. */
export const beginsDay = (one: Shown, before: Shown | undefined): boolean =>
  !before || schoolDay(new Date(one.at)) !== schoolDay(new Date(before.at))

/** Whether a row needs no name of its own: the same person goes on within five minutes. */
export const continues = (one: Shown, before: Shown | undefined): boolean =>
  before !== undefined &&
  before.authorId === one.authorId &&
  new Date(one.at).getTime() - new Date(before.at).getTime() < GROUP_MS &&
  !beginsDay(one, before)
