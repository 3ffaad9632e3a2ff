import { sql } from 'kysely'
import { messageSent } from '#domain/messages/contract.ts'
import type { Message, MessageFile } from '#domain/messages/message.ts'
import { topicOf } from '#domain/realtime.ts'
import { batched } from '#platform/batch.ts'
import { type Context, inOneTransaction, type Services, type Transaction } from '#platform/context.ts'
import { json } from '#platform/db/json.ts'
import { actorOf } from '../accounts/account.ts'
import { attachableFiles, fileViews } from '../files/file.ts'
import type { AccessibleChannel } from './access.ts'

export interface NewMessage {
  id: string
  body: string
  fileIds: string[]
}

/** A message on its way into a channel that its author may write in. */
interface Sending {
  ctx: Context
  channel: AccessibleChannel
  input: NewMessage
  at: Date
}

interface Numbered {
  ord: number
  no: number
  displayName: string
}

/**
 * Gives each message the next number of its channel and inserts it, in one statement. The channels' rows are locked until
 * commit (in the order of their ids, so that two processes never wait for each other in a circle), so numbers are
 * gapless and in the order of commit. An id that exists already, or an archived channel, gives no row and takes no
 * number; an id that another process inserts meanwhile violates the key, and the batch is run anew. What an author had
 * read moves over the own messages unless something unread lies before them.
 */
const insertNumbered = async (tx: Transaction, batch: Sending[]): Promise<Numbered[]> => {
  const input = batch.map(({ ctx, channel, input: { id, body }, at }, ord) => ({
    ord,
    id,
    body,
    channel: channel.id,
    author: actorOf(ctx).id,
    at: at.toISOString(),
  }))
  const { rows } = await sql<Numbered>`
    with input as (
      select distinct on (id) * from json_to_recordset(${json(input)})
        as x(ord int, id uuid, body text, channel uuid, author uuid, at timestamptz)
      where not exists (select from message where message.id = x.id)
      order by id, ord
    ), locked as (
      select id from channel where id in (select channel from input) and archived_at is null order by id for update
    ), taken as (
      update channel set last_message_no = last_message_no + new.count
      from (select channel, count(*) as count from input where channel in (select id from locked) group by channel) new
      where channel.id = new.channel
      returning channel.id, last_message_no - new.count as before
    ), numbered as (
      select i.*, t.before + row_number() over (partition by i.channel order by i.ord) as no
      from input i join taken t on t.id = i.channel
    ), sent as (
      insert into message (id, channel_id, no, author_id, body, created_at)
      select id, channel, no, author, body, at from numbered
    ), own as (
      select *, min(no) over (partition by channel, author) as first,
        no - row_number() over (partition by channel, author order by no) + 1 as run
      from numbered
    ), moved as (
      insert into read_state as r (channel_id, account_id, read_no, updated_at)
      select channel, author, max(no), max(at) from own
      where run = first and (first = 1 or exists (
        select from read_state where channel_id = channel and account_id = author and read_no = first - 1))
      group by channel, author
      order by channel, author
      on conflict (channel_id, account_id) do update set read_no = excluded.read_no, updated_at = excluded.updated_at
    )
    select n.ord, n.no, account.display_name as "displayName"
    from numbered n join account on account.id = n.author order by n.ord`.execute(tx.db)
  return rows
}

/** Hangs own files on a message, in the order given; throws `invalid` for a file that is not the author's. */
const attachFiles = async (tx: Transaction, { id, fileIds }: NewMessage): Promise<MessageFile[]> => {
  if (fileIds.length === 0) return []
  const wanted = await attachableFiles(tx, fileIds)
  await tx.db
    .insertInto('messageFile')
    .values(wanted.map((fileId, position) => ({ messageId: id, fileId, position })))
    .execute()
  const views = await fileViews(tx.db, wanted)
  return wanted.flatMap((fileId) => views.get(fileId) ?? [])
}

const finish = async (
  tx: Transaction,
  { channel, input, at }: Sending,
  numbered: Numbered,
): Promise<Message> => {
  const actor = actorOf(tx)
  const message: Message = {
    id: input.id,
    channelId: channel.id,
    no: Number(numbered.no),
    author: {
      id: actor.id,
      displayName: numbered.displayName,
      role: channel.classId ? (actor.classes.get(channel.classId) ?? null) : null,
    },
    body: input.body,
    createdAt: at.toISOString(),
    editedAt: null,
    deletedAt: null,
    files: await attachFiles(tx, input),
    reactions: [],
  }
  tx.publish(topicOf('channel', channel.id), messageSent, { message })
  return message
}

/** Writes messages and their events in one transaction; null for those that were not inserted. */
const writeTogether = (services: Services, batch: Sending[]): Promise<(Message | null)[]> =>
  inOneTransaction(
    services,
    batch.map(({ ctx }) => ctx),
    async (transactions, first) => {
      const written: (Message | null)[] = batch.map(() => null)
      for (const numbered of await insertNumbered(first, batch)) {
        const { ord } = numbered
        const [tx, sending] = [transactions[ord], batch[ord]]
        if (tx && sending) written[ord] = await finish(tx, sending, numbered)
      }
      return written
    },
  )

const BATCH_LIMIT = 500
const writers = new WeakMap<Services, (sending: Sending) => Promise<Message | null>>()

const writerOf = (services: Services) => {
  const found = writers.get(services)
  if (found) return found
  const writer = batched((batch: Sending[]) => writeTogether(services, batch), BATCH_LIMIT)
  writers.set(services, writer)
  return writer
}

/**
 * Writes a message with its number and its event; null when its id exists already or the channel is archived. Messages
 * sent to this process while a commit is under way are committed together by the next, in the order they came: that is
 * what keeps the order and what a busy channel's throughput comes from. One with files has more to fail: it goes alone.
 */
export const writeMessage = async (
  ctx: Context,
  channel: AccessibleChannel,
  input: NewMessage,
): Promise<Message | null> => {
  const sending: Sending = { ctx, channel, input, at: ctx.now() }
  if (input.fileIds.length === 0) return writerOf(ctx.services)(sending)
  const [message] = await writeTogether(ctx.services, [sending])
  return message ?? null
}
