import * as z from 'zod/mini'
import { done, endpoint, id, nothing, text } from '../contract.ts'
import { AUDIENCE_KINDS } from '../permission.ts'

/** People of one group or conversation, at most. */
export const MEMBER_LIMIT = 500

const accountIds = z.array(id).check(z.maxLength(MEMBER_LIMIT, 'too-many'))

export const audienceView = z.object({
  id,
  kind: z.enum(AUDIENCE_KINDS),
  /** The class that a group is in; null for one of the school, and for a conversation. */
  classId: z.nullable(id),
  /** The name of a group; a conversation has none. */
  name: z.nullable(z.string()),
  /** Who is in it now, by name. */
  members: z.array(z.object({ id, displayName: z.string() })),
})
export type AudienceView = z.output<typeof audienceView>

export const createGroup = endpoint({
  method: 'POST',
  path: '/api/groups',
  summary:
    'Make a group of people: of a class, by its staff, or of the school, by administration. Retrying with the same id changes nothing.',
  input: z.strictObject({ id, name: text(60), classId: z.optional(id), accountIds }),
  output: audienceView,
})

export const startConversation = endpoint({
  method: 'POST',
  path: '/api/conversations',
  summary:
    'Begin a conversation of the caller with people named one by one; for now among teachers and administration alone. Retrying with the same id changes nothing.',
  input: z.strictObject({ id, accountIds: accountIds.check(z.minLength(1, 'required')) }),
  output: audienceView,
})

export const getAudience = endpoint({
  method: 'GET',
  path: '/api/audiences/:audienceId',
  summary: 'Who is in a group or a conversation.',
  input: nothing,
  output: audienceView,
})

export const addAudienceMember = endpoint({
  method: 'PUT',
  path: '/api/audiences/:audienceId/members/:accountId',
  summary: 'Put somebody into a group; what was written before is there to read, but not unread.',
  input: z.strictObject({}),
  output: done,
})

export const removeAudienceMember = endpoint({
  method: 'DELETE',
  path: '/api/audiences/:audienceId/members/:accountId',
  summary: 'Take somebody out of a group, or leave one or a conversation: the right to read ends at once.',
  input: nothing,
  output: done,
})
