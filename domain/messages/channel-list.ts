import { type EventFrame, parseTopic } from '../realtime.ts'
import { reducer } from '../reducer.ts'
import type { ChannelForMe } from './channel.ts'
import * as contract from './contract.ts'

const change = (list: ChannelForMe[], channelId: string, next: (channel: ChannelForMe) => ChannelForMe) =>
  list.map((channel) => (channel.id === channelId ? next(channel) : channel))

/** Live channels by position, archived ones after them. */
const inOrder = (list: ChannelForMe[]): ChannelForMe[] =>
  list.toSorted((a, b) => Number(a.archived) - Number(b.archived) || a.position - b.position)

/** What the author had read moves over the own message, unless something unread lies before it. */
const readAfter = (channel: ChannelForMe, no: number, mine: boolean): number =>
  mine && channel.readNo === no - 1 ? no : channel.readNo

const handlers = (me: string) =>
  reducer<ChannelForMe[], EventFrame>((on) => [
    on(contract.channelCreated, (list, { channel }) =>
      list.some((one) => one.id === channel.id)
        ? list
        : inOrder([...list, { ...channel, readNo: 0, takenBack: 0, eventNo: 0 }]),
    ),
    on(contract.channelChanged, (list, { channel }) =>
      inOrder(
        change(list, channel.id, ({ readNo, takenBack, eventNo, lastMessageNo }) => ({
          ...channel,
          // Numbers travel on the channel's own topic, which may be ahead of this one.
          lastMessageNo: Math.max(lastMessageNo, channel.lastMessageNo),
          readNo,
          takenBack,
          eventNo,
        })),
      ),
    ),
    on(contract.messageSent, (list, { message }, frame) =>
      change(list, message.channelId, (channel) => ({
        ...channel,
        lastMessageNo: Math.max(channel.lastMessageNo, message.no),
        readNo: readAfter(channel, message.no, frame.by === me),
      })),
    ),
    on(contract.messageDeleted, (list, { no }, frame) => {
      const [, channelId = ''] = parseTopic(frame.topic) ?? []
      return change(list, channelId, (channel) =>
        // What the list was fetched with counts this one already.
        frame.no > channel.eventNo && no > channel.readNo
          ? { ...channel, takenBack: channel.takenBack + 1 }
          : channel,
      )
    }),
    on(contract.readMoved, (list, { channelId, readNo, takenBack }) =>
      change(list, channelId, (channel) => ({ ...channel, readNo, takenBack })),
    ),
  ])

const counted = (list: ChannelForMe[], frame: EventFrame): ChannelForMe[] => {
  const [kind, topicId] = parseTopic(frame.topic) ?? []
  if (kind !== 'channel' || !topicId) return list
  return change(list, topicId, (channel) => ({ ...channel, eventNo: Math.max(channel.eventNo, frame.no) }))
}

/** What the person `me` sees in the list of a class's channels after an event of the class, a channel or the account. */
export const channelListAfter = (me: string) => {
  const after = handlers(me)
  return (list: ChannelForMe[], frame: EventFrame): ChannelForMe[] => counted(after(list, frame), frame)
}
