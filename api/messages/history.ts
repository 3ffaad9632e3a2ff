import type { OutputOf, ParsedInputOf } from '#domain/contract.ts'
import type * as contract from '#domain/messages/contract.ts'
import { Problem } from '#domain/problem.ts'
import type { Context } from '#platform/context.ts'
import { channelFor } from './access.ts'
import { selectMessages, viewOf } from './view.ts'

type Input = ParsedInputOf<typeof contract.listMessages>

/** The rows of a page, oldest first. Numbers have no gaps, so a page around one is a range. */
const readPage = async (ctx: Context, channelId: string, { before, after, around, limit }: Input) => {
  const rows = selectMessages(ctx).where('message.channelId', '=', channelId)
  if (after !== undefined)
    return rows.where('message.no', '>', after).orderBy('message.no').limit(limit).execute()
  if (around !== undefined) {
    const first = around - Math.floor(limit / 2)
    return rows.where('message.no', '>=', first).orderBy('message.no').limit(limit).execute()
  }
  const older = before === undefined ? rows : rows.where('message.no', '<', before)
  return (await older.orderBy('message.no', 'desc').limit(limit).execute()).reverse()
}

/**
 * A page of a channel's messages. Number and event of the channel are read before the rows: what happens in between is
 * in the page already or comes as an event, and applying an event twice changes nothing.
 */
export const listMessages = async (
  ctx: Context,
  channelId: string,
  input: Input,
): Promise<OutputOf<typeof contract.listMessages>> => {
  const { before, after, around } = input
  if ([before, after, around].filter((no) => no !== undefined).length > 1)
    throw new Problem('invalid', { detail: 'At most one of before, after and around.' })
  const { lastMessageNo, readNo, eventNo } = await channelFor(ctx, channelId, 'channel.read')
  const messages = (await readPage(ctx, channelId, input)).map(viewOf)
  const first = messages[0]?.no
  const last = messages.at(-1)?.no
  return {
    messages,
    atStart: first === undefined ? before !== undefined || lastMessageNo === 0 : first === 1,
    atEnd: last === undefined ? before === undefined || lastMessageNo === 0 : last >= lastMessageNo,
    lastMessageNo: Math.max(lastMessageNo, last ?? 0),
    readNo,
    eventNo,
  }
}
