import { type Channel, channelResource } from '#domain/messages/channel.ts'
import { type Action, type AudienceKind, can, type Resource } from '#domain/permission.ts'
import { notFound, Problem } from '#domain/problem.ts'
import { topicOf } from '#domain/realtime.ts'
import type { Context } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { checkInside } from '../lectures/hold/standing.ts'

/** What can be done to a channel itself; what is done to a message goes through `messageFor`. */
export type ChannelAction = Extract<Action, 'channel.read' | 'channel.manage' | 'message.post'>
export type MessageAction = Extract<
  Action,
  'message.post' | 'message.edit' | 'message.delete' | 'message.pin'
>

export interface AccessibleChannel extends Channel {
  schoolId: string
  /** The last message the caller has read. */
  readNo: number
  /** The newest event of its topic, read together with `lastMessageNo`. */
  eventNo: number
}

/** Whom a channel is for, of the table `audience`. */
export const AUDIENCE_COLUMNS = [
  'audience.id as audienceId',
  'audience.kind as audienceKind',
  'audience.name as audienceName',
  'audience.classId',
  'audience.schoolId',
] as const

interface AudienceRow {
  audienceId: string
  audienceKind: string
  audienceName: string | null
  classId: string | null
}

export const audienceOf = ({ audienceId, audienceKind, audienceName }: AudienceRow): Channel['audience'] => ({
  id: audienceId,
  // The table's check admits these words only.
  kind: audienceKind as AudienceKind,
  name: audienceName,
})

const resourceOf = (row: AudienceRow & { schoolId: string }): Resource => ({
  ...channelResource({ classId: row.classId, audience: audienceOf(row) }),
  schoolId: row.schoolId,
})

const selectChannel = (ctx: Context, accountId: string) =>
  ctx.db
    .selectFrom('channel')
    .innerJoin('audience', 'audience.id', 'channel.audienceId')
    .leftJoin('class', 'class.id', 'audience.classId')
    .leftJoin('readState', (join) =>
      join.onRef('readState.channelId', '=', 'channel.id').on('readState.accountId', '=', accountId),
    )
    .select([
      'channel.id',
      ...AUDIENCE_COLUMNS,
      'channel.name',
      'channel.kind',
      'channel.posting',
      'channel.position',
      'channel.archivedAt',
      'channel.lastMessageNo',
      'class.archivedAt as classArchivedAt',
      'readState.readNo',
    ])

/** Why somebody who sees the channel may not do this to it. */
const refusal = (row: { archivedAt: Date | null; classArchivedAt: Date | null }, resource: Resource) => {
  if (row.classArchivedAt) return new Problem('forbidden', { code: 'class-archived' })
  if (row.archivedAt) return new Problem('forbidden', { code: 'channel-archived' })
  return resource.locked ? new Problem('forbidden', { code: 'staff-only-channel' }) : new Problem('forbidden')
}

/**
 * Loads a channel for anybody who may do the action in it. Who cannot read it is told that it does not exist; who can
 * is told why not: `class-archived`, `channel-archived`, `staff-only-channel`. An archived channel is only read and managed.
 */
export const channelFor = async (
  ctx: Context,
  channelId: string,
  action: ChannelAction,
): Promise<AccessibleChannel> => {
  const actor = actorOf(ctx)
  const row = await selectChannel(ctx, actor.id)
    .leftJoin('topicHead', (join) => join.on('topicHead.topic', '=', topicOf('channel', channelId)))
    .select('topicHead.no as eventNo')
    .where('channel.id', '=', channelId)
    .executeTakeFirst()
  if (!row) throw notFound()
  const resource: Resource = {
    ...resourceOf(row),
    archived: row.classArchivedAt !== null || (row.archivedAt !== null && action !== 'channel.manage'),
    locked: action === 'message.post' && row.posting === 'staff',
  }
  if (!can(actor, 'channel.read', resource)) throw notFound()
  if (!can(actor, action, resource)) throw refusal(row, resource)
  if (row.kind === 'lecture') await checkInside(ctx, 'channelId', channelId, row)
  const { id, classId, schoolId, name, position, lastMessageNo } = row
  return {
    id,
    classId,
    audience: audienceOf(row),
    schoolId,
    name,
    position,
    lastMessageNo,
    // The table's checks admit these words only.
    kind: row.kind,
    posting: row.posting,
    archived: row.archivedAt !== null,
    readNo: row.readNo ?? 0,
    eventNo: row.eventNo ?? 0,
  }
}

const PLACES_KEPT = 10_000
/** Where a channel belongs, and what is asked anew of whoever listens: whether a lesson lets them in. */
interface Place {
  resource: Resource
  lesson: { schoolId: string; classId: string | null } | null
}
/** Where channels belong, which never changes: a school that comes back at once asks for the same few thousands of times. */
const places = new Map<string, Place>()

const placeOf = async (ctx: Context, channelId: string) => {
  const known = places.get(channelId)
  if (known) return known
  const found = await ctx.db
    .selectFrom('channel')
    .innerJoin('audience', 'audience.id', 'channel.audienceId')
    .select([...AUDIENCE_COLUMNS, 'channel.kind'])
    .where('channel.id', '=', channelId)
    .executeTakeFirst()
  if (!found) return undefined
  if (places.size >= PLACES_KEPT) places.clear()
  const { schoolId, classId } = found
  const place: Place = {
    resource: resourceOf(found),
    lesson: found.kind === 'lecture' ? { schoolId, classId } : null,
  }
  places.set(channelId, place)
  return place
}

/** Refuses, as `channelFor` does, whoever may not hear what happens in a channel. */
export const checkListener = async (ctx: Context, channelId: string): Promise<void> => {
  const place = await placeOf(ctx, channelId)
  if (!place || !can(actorOf(ctx), 'channel.read', place.resource)) throw notFound()
  if (place.lesson) await checkInside(ctx, 'channelId', channelId, place.lesson)
}

export interface AccessibleMessage {
  id: string
  channelId: string
  classId: string | null
  schoolId: string
  no: number
  authorId: string
  createdAt: Date
  hasFiles: boolean
}

/**
 * Loads a message for anybody who may do the action to it; `message.post` is answering it with a reaction. Throws
 * `gone` for a message that was deleted, but for `message.delete`, which then has nothing to do and returns null.
 */
export const messageFor = async (
  ctx: Context,
  messageId: string,
  action: MessageAction,
): Promise<AccessibleMessage | null> => {
  const row = await ctx.db
    .selectFrom('message')
    .innerJoin('channel', 'channel.id', 'message.channelId')
    .innerJoin('audience', 'audience.id', 'channel.audienceId')
    .leftJoin('class', 'class.id', 'audience.classId')
    .select((eb) => [
      'message.id',
      'message.channelId',
      'message.no',
      'message.authorId',
      'message.createdAt',
      'message.deletedAt',
      ...AUDIENCE_COLUMNS,
      'channel.archivedAt',
      'channel.kind',
      'class.archivedAt as classArchivedAt',
      eb
        .exists(
          eb.selectFrom('messageFile').select('fileId').whereRef('messageFile.messageId', '=', 'message.id'),
        )
        .as('hasFiles'),
    ])
    .where('message.id', '=', messageId)
    .executeTakeFirst()
  if (!row) throw notFound()
  const archived = row.classArchivedAt !== null || row.archivedAt !== null
  const resource: Resource = { ...resourceOf(row), authorId: row.authorId, archived }
  const actor = actorOf(ctx)
  if (!can(actor, action, resource)) {
    throw can(actor, 'channel.read', resource) ? refusal(row, resource) : notFound()
  }
  if (row.kind === 'lecture') await checkInside(ctx, 'channelId', row.channelId, row)
  if (row.deletedAt) {
    if (action === 'message.delete') return null
    throw new Problem('gone', { code: 'message-deleted' })
  }
  return { ...row, hasFiles: Boolean(row.hasFiles) }
}
