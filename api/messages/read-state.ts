import { sql } from 'kysely'
import { readMoved } from '#domain/messages/contract.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { type AccessibleChannel, channelFor } from './access.ts'
import { takenBackAfter } from './unread.ts'

/** Moves what the caller has read to a number, forward only unless `back`; tells the person's other devices. */
const moveTo = async (
  ctx: Context,
  channel: AccessibleChannel,
  no: number,
  back: boolean,
): Promise<{ readNo: number }> => {
  const { id: accountId } = actorOf(ctx)
  return inTransaction(ctx, async (tx) => {
    const { rows } = await sql<{ readNo: number; lastMessageNo: number; takenBack: number }>`
      insert into read_state as r (channel_id, account_id, read_no, updated_at)
      select id, ${accountId}, least(${no}::bigint, last_message_no), ${tx.now()} from channel where id = ${channel.id}
      on conflict (channel_id, account_id) do update
        set read_no = excluded.read_no, updated_at = excluded.updated_at
        where r.read_no < excluded.read_no or (${back} and r.read_no <> excluded.read_no)
      returning read_no as "readNo", ${takenBackAfter(sql`r.channel_id`, sql`r.read_no`)} as "takenBack",
        (select last_message_no from channel where id = ${channel.id}) as "lastMessageNo"`.execute(tx.db)
    const row = rows[0]
    // Another device was further already.
    if (!row) return { readNo: Math.max(channel.readNo, no) }
    const readNo = Number(row.readNo)
    tx.publish(topicOf('account', accountId), readMoved, {
      classId: channel.classId,
      channelId: channel.id,
      readNo,
      takenBack: row.takenBack,
      lastMessageNo: Number(row.lastMessageNo),
    })
    return { readNo }
  })
}

/** Everything up to message `no` is read. It never moves back: the slower of two devices changes nothing. */
export const markRead = async (ctx: Context, channelId: string, no: number): Promise<{ readNo: number }> => {
  const channel = await channelFor(ctx, channelId, 'channel.read')
  if (Math.min(no, channel.lastMessageNo) <= channel.readNo) return { readNo: channel.readNo }
  return moveTo(ctx, channel, no, false)
}

/** Message `no` and all after it are unread again. */
export const markUnread = async (ctx: Context, channelId: string, no: number): Promise<{ readNo: number }> =>
  moveTo(ctx, await channelFor(ctx, channelId, 'channel.read'), no - 1, true)
