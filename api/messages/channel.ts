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
import { type Audience, audienceFor, visibleAudiences } from '../audiences/access.ts'
import { classFor } from '../classes/access.ts'
import { decodeCursor, pageOf } from '../http/cursor.ts'
import { AUDIENCE_COLUMNS, audienceOf, channelFor } from './access.ts'
import { takenBackAfter, takenBackOf } from './unread.ts'

const COLUMNS = [
  'channel.id',
  'channel.name',
  'channel.kind',
  'channel.posting',
  'channel.position',
  'channel.archivedAt',
  'channel.lastMessageNo',
] as const

interface ChannelRow {
  id: string
  name: string
  kind: Channel['kind']
  posting: Channel['posting']
  position: number
  archivedAt: Date | null
  lastMessageNo: number
}

const viewOf = (
  { id, name, position, lastMessageNo, ...row }: ChannelRow,
  { classId, ...audience }: Pick<Audience, 'id' | 'kind' | 'name' | 'classId'>,
): Channel => ({
  id,
  classId,
  audience: { id: audience.id, kind: audience.kind, name: audience.name },
  name,
  // The table's checks admit these words only.
  kind: row.kind,
  posting: row.posting,
  position,
  archived: row.archivedAt !== null,
  lastMessageNo,
})

/** Channels with what the caller has read in each. */
const selectChannels = (ctx: Context) =>
  ctx.db
    .selectFrom('channel')
    .innerJoin('audience', 'audience.id', 'channel.audienceId')
    .leftJoin('readState', (join) =>
      join.onRef('readState.channelId', '=', 'channel.id').on('readState.accountId', '=', actorOf(ctx).id),
    )
    .leftJoin('topicHead', (join) => join.on('topicHead.topic', '=', sql<string>`'channel:' || channel.id`))
    .select([
      ...COLUMNS,
      ...AUDIENCE_COLUMNS,
      'channel.createdAt',
      'readState.readNo',
      'topicHead.no as eventNo',
      takenBackAfter(sql.ref('channel.id'), sql`coalesce(read_state.read_no, 0)`).as('takenBack'),
    ])
    .where('channel.kind', '!=', 'lecture')

type Row = Awaited<ReturnType<ReturnType<typeof selectChannels>['executeTakeFirstOrThrow']>>

const viewForMe = (row: Row): ChannelForMe => ({
  ...viewOf(row, { ...audienceOf(row), classId: row.classId }),
  readNo: row.readNo ?? 0,
  takenBack: row.takenBack,
  eventNo: row.eventNo ?? 0,
})

/** The channels of a class for the caller, with what it has read; channels of lectures live with their lessons. */
export const listChannels = async (
  ctx: Context,
  classId: string,
): Promise<{ channels: ChannelForMe[]; classEventNo: number }> => {
  await classFor(ctx, classId, 'channel.read')
  const rows = await selectChannels(ctx)
    .leftJoin('topicHead as classHead', (join) => join.on('classHead.topic', '=', topicOf('class', classId)))
    .select('classHead.no as classEventNo')
    .where('channel.audienceId', '=', classId)
    .orderBy(sql`channel.archived_at is not null`)
    .orderBy('channel.position')
    .orderBy('channel.createdAt')
    .execute()
  return { channels: rows.map(viewForMe), classEventNo: rows[0]?.classEventNo ?? 0 }
}

/** A page of the channels that are no class's: of the school, of groups, of conversations; the newest first. */
export const listOtherChannels = async (
  ctx: Context,
  { after, limit }: { after?: string; limit: number },
): Promise<{ channels: ChannelForMe[]; next: string | null }> => {
  const [at, id] = after ? decodeCursor(after, 'instant', 'id') : []
  const rows = await selectChannels(ctx)
    .where('channel.audienceId', 'in', (eb) =>
      eb
        .selectFrom('audience')
        .select('audience.id')
        .where('audience.kind', '!=', 'class')
        .where(visibleAudiences(actorOf(ctx), 'channel.read')),
    )
    .$if(after !== undefined, (channels) =>
      channels.where(sql<boolean>`(channel.created_at, channel.id) < (${at}::timestamptz, ${id}::uuid)`),
    )
    .orderBy('channel.createdAt', 'desc')
    .orderBy('channel.id', 'desc')
    .limit(limit + 1)
    .execute()
  const { page, next } = pageOf(rows, limit, (row) => [row.createdAt.toISOString(), row.id])
  return { channels: page.map(viewForMe), next }
}

/** Who hears of an audience's channels: those who listen to its class, or to the audience that is no class. */
const listenersOf = ({ kind, id }: Channel['audience']) =>
  topicOf(kind === 'class' ? 'class' : 'audience', id)

interface NewChannel {
  id: string
  name: string
  posting: Posting
}

/** Adds a channel at the end of its audience's list; a retry with the same id gives the same channel. */
const insertChannel = (ctx: Context, audience: Audience, input: NewChannel): Promise<Channel> =>
  inTransaction(ctx, async (tx) => {
    // The audience's row is the lock under which its channels are counted and placed.
    await tx.db.selectFrom('audience').select('id').where('id', '=', audience.id).forUpdate().execute()
    const known = await tx.db
      .selectFrom('channel')
      .select([...COLUMNS, 'channel.audienceId'])
      .where('id', '=', input.id)
      .executeTakeFirst()
    if (known?.audienceId === audience.id) return viewOf(known, audience)
    if (known) throw new Problem('conflict', { code: 'id-taken' })
    const { count, next } = await tx.db
      .selectFrom('channel')
      .select([
        sql<number>`count(*)::int`.as('count'),
        sql<number>`coalesce(max(position), 0) + 1`.as('next'),
      ])
      .where('audienceId', '=', audience.id)
      .where('kind', '!=', 'lecture')
      .executeTakeFirstOrThrow()
    if (count >= CHANNEL_LIMIT) throw new Problem('conflict', { code: 'too-many-channels' })
    const { id, name, posting } = input
    const row = await tx.db
      .insertInto('channel')
      .values({
        id,
        name,
        posting,
        audienceId: audience.id,
        kind: 'custom',
        position: next,
        createdAt: tx.now(),
      })
      .returning(COLUMNS)
      .executeTakeFirstOrThrow()
    const channel = viewOf(row, audience)
    tx.publish(listenersOf(channel.audience), channelCreated, { channel })
    tx.audit('channel.created', { kind: 'channel', id: channel.id })
    return channel
  })

/** Adds a channel to a class: see `insertChannel`. */
export const createChannel = async (ctx: Context, classId: string, input: NewChannel): Promise<Channel> => {
  const { schoolId, archived } = await classFor(ctx, classId, 'channel.manage')
  return insertChannel(ctx, { id: classId, kind: 'class', schoolId, classId, name: null, archived }, input)
}

/** Adds a channel to whatever audience: see `insertChannel`. */
export const createChannelFor = async (
  ctx: Context,
  { audienceId, ...input }: NewChannel & { audienceId: string },
): Promise<Channel> => insertChannel(ctx, await audienceFor(ctx, audienceId, 'channel.manage'), input)

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
    const channel = viewOf(row, { ...before.audience, classId: before.classId })
    tx.publish(listenersOf(channel.audience), channelChanged, { channel })
    tx.audit('channel.changed', { kind: 'channel', id: channelId }, { fields: Object.keys(change).join(',') })
    return channel
  })
}

/** One channel as the caller sees it. Throws *not found* to who may not read it. */
export const channelForCaller = async (ctx: Context, channelId: string): Promise<ChannelForMe> => {
  const { schoolId: _, ...channel } = await channelFor(ctx, channelId, 'channel.read')
  return { ...channel, takenBack: await takenBackOf(ctx, channel.id, channel.readNo) }
}
