import * as z from 'zod/mini'
import { id, instant } from '../contract.ts'
import { CLASS_ROLES, isOfStaff, type Role } from '../permission.ts'
import { reactionView } from './reaction.ts'

/** Characters of one message. */
export const MESSAGE_LIMIT = 12_000
/** Files of one message. */
export const MESSAGE_FILES = 10
/** How long students may mend what they wrote; staff may always. */
export const STUDENT_EDIT_MINUTES = 15

const INVISIBLE = /[\s\p{Cf}]/gu

/** Whether there is nothing to see in a text: blanks and characters without a shape only. */
export const isBlank = (body: string): boolean => body.replace(INVISIBLE, '') === ''

/** Markdown as it was typed; trailing blanks go, leading ones stay, for they may be code. */
export const messageBody = z.string().check(
  z.maxLength(MESSAGE_LIMIT, 'too-long'),
  z.overwrite((body) => body.trimEnd()),
)

export const messageFile = z.object({ id, name: z.string(), mediaType: z.string(), size: z.int() })
export type MessageFile = z.output<typeof messageFile>

export const messageView = z.object({
  id,
  channelId: id,
  /** 1, 2, 3 … in its channel, without gaps: the order of the channel. */
  no: z.int(),
  author: z.object({ id, displayName: z.string(), role: z.nullable(z.enum(CLASS_ROLES)) }),
  /** Markdown; null when it was deleted. */
  body: z.nullable(z.string()),
  createdAt: instant,
  editedAt: z.nullable(instant),
  deletedAt: z.nullable(instant),
  files: z.array(messageFile),
  reactions: z.array(reactionView),
})
export type Message = z.output<typeof messageView>

/** What is left of a message that was deleted. */
export const tombstoneOf = (message: Message, deletedAt: string): Message => ({
  ...message,
  body: null,
  deletedAt,
  files: [],
  reactions: [],
})

/** Whether the author may still edit: students for a quarter of an hour, staff for ever (a school's habit, WeChat's too). */
export const isEditOpen = (createdAt: Date, role: Role | null, now: Date): boolean =>
  isOfStaff({ role }) || now.getTime() - createdAt.getTime() <= STUDENT_EDIT_MINUTES * 60_000
