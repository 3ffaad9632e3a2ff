import { sql } from 'kysely'
import {
  CHANNEL_LIMIT,
  type Channel,
  type ChannelForMe,
  isFixed,
  type Posting,
} from '#domain/messages/channel.ts'
import { channelChanged, channelCreated } from '#domain/messages/contract.ts'
import { invalidField, notFound, Problem } from '#domain/problem.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { classFor } from '../classes/access.ts'
import { channelFor } from './access.ts'
import { takenBackAfter, takenBackOf } from './unread.ts'

const COLUMNS = [
  'channel.id',
  'channel.classId',
  'channel.name',
  'channel.kind',
  'channel.posting',
  'channel.position',
  'channel.archivedAt',
  'channel.lastMessageNo',
] as const

interface ChannelRow {
  id: string
  classId: string
  name: string
  kind: string
  posting: string
  position: number
  archivedAt: Date | null
  lastMessageNo: number
}

const viewOf = ({ archivedAt, kind, posting, ...row }: ChannelRow): Channel => ({
  ...row,
  // The table's checks admit these words only.
  kind: kind as Channel['kind'],
  posting: posting as Channel['posting'],
  archived: archivedAt !== null,
})

/** The channels of a class for the caller, with what it has read; channels of lectures live with their lessons. */
export const listChannels = async (
  ctx: Context,
  classId: string,
): Promise<{ channels: ChannelForMe[]; classEventNo: number }> => {
  await classFor(ctx, classId, 'channel.read')
  const rows = await ctx.db
    .selectFrom('channel')
    .leftJoin('readState', (join) =>
      join.onRef('readState.channelId', '=', 'channel.id').on('readState.accountId', '=', actorOf(ctx).id),
    )
    .leftJoin('topicHead', (join) => join.on('topicHead.topic', '=', sql<string>`'channel:' || channel.id`))
    .leftJoin('topicHead as classHead', (join) => join.on('classHead.topic', '=', topicOf('class', classId)))
    .select([
      ...COLUMNS,
      'readState.readNo',
      'topicHead.no as eventNo',
      'classHead.no as classEventNo',
      takenBackAfter(sql.ref('channel.id'), sql`coalesce(read_state.read_no, 0)`).as('takenBack'),
    ])
    .where('channel.classId', '=', classId)
    .where('channel.kind', '!=', 'lecture')
    .orderBy(sql`channel.archived_at is not null`)
    .orderBy('channel.position')
    .orderBy('channel.createdAt')
    .execute()
  return {
    channels: rows.map(({ readNo, takenBack, eventNo, classEventNo: _, ...row }) => ({
      ...viewOf(row),
      readNo: readNo ?? 0,
      takenBack,
      eventNo: eventNo ?? 0,
    })),
    classEventNo: rows[0]?.classEventNo ?? 0,
  }
}

/** Adds a channel at the end of the class's list; a retry with the same id gives the same channel. */
export const createChannel = async (
  ctx: Context,
  classId: string,
  input: { id: string; name: string; posting: Posting },
): Promise<Channel> => {
  await classFor(ctx, classId, 'channel.manage')
  return inTransaction(ctx, async (tx) => {
    // The class's row is the lock under which its channels are counted and placed.
    await tx.db.selectFrom('class').select('id').where('id', '=', classId).forUpdate().execute()
    const known = await tx.db
      .selectFrom('channel')
      .select(COLUMNS)
      .where('id', '=', input.id)
      .executeTakeFirst()
    if (known?.classId === classId) return viewOf(known)
    if (known) throw new Problem('conflict', { code: 'id-taken' })
    const { count, next } = await tx.db
      .selectFrom('channel')
      .select([
        sql<number>`count(*)::int`.as('count'),
        sql<number>`coalesce(max(position), 0) + 1`.as('next'),
      ])
      .where('classId', '=', classId)
      .where('kind', '!=', 'lecture')
      .executeTakeFirstOrThrow()
    if (count >= CHANNEL_LIMIT) throw new Problem('conflict', { code: 'too-many-channels' })
    const row = await tx.db
      .insertInto('channel')
      .values({ ...input, classId, kind: 'custom', position: next, createdAt: tx.now() })
      .returning(COLUMNS)
      .executeTakeFirstOrThrow()
    const channel = viewOf(row)
    tx.publish(topicOf('class', classId), channelCreated, { channel })
    tx.audit('channel.created', { kind: 'channel', id: channel.id })
    return channel
  })
}

interface ChannelChange {
  name?: string
  posting?: Posting
  archived?: boolean
}

const checkChange = (channel: Channel, change: ChannelChange): void => {
  // Screens translate the names of the channels every class is born with.
  if (change.name !== undefined && channel.kind !== 'custom') throw invalidField('name', 'fixed')
  if (change.archived && isFixed(channel.kind)) throw invalidField('archived', 'fixed')
  if (change.posting === 'everyone' && channel.kind === 'announcements')
    throw invalidField('posting', 'fixed')
}

/** Renames a channel, sets who may write, archives it or brings it back. */
export const updateChannel = async (
  ctx: Context,
  channelId: string,
  change: ChannelChange,
): Promise<Channel> => {
  const before = await channelFor(ctx, channelId, 'channel.manage')
  checkChange(before, change)
  const { archived, ...fields } = change
  return inTransaction(ctx, async (tx) => {
    const row = await tx.db
      .updateTable('channel')
      .set({
        ...fields,
        ...(archived === undefined ? {} : { archivedAt: archived ? tx.now() : null }),
        // An empty change is a change too: the row is returned as it is.
        position: sql<number>`position`,
      })
      .where('id', '=', channelId)
      .returning(COLUMNS)
      .executeTakeFirst()
    if (!row) throw notFound()
    const channel = viewOf(row)
    tx.publish(topicOf('class', channel.classId), channelChanged, { channel })
    tx.audit('channel.changed', { kind: 'channel', id: channelId }, { fields: Object.keys(change).join(',') })
    return channel
  })
}

/** One channel as the caller sees it. Throws *not found* to who may not read it. */
export const channelForCaller = async (ctx: Context, channelId: string): Promise<ChannelForMe> => {
  const { schoolId: _, ...channel } = await channelFor(ctx, channelId, 'channel.read')
  return { ...channel, takenBack: await takenBackOf(ctx, channel.id, channel.readNo) }
}
