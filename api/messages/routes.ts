import { DONE } from '#domain/contract.ts'
import * as messages from '#domain/messages/contract.ts'
import { audienceRoutes, audienceTopic } from '../audiences/doors.ts'
import { type Feature, onSignal, route } from '../feature.ts'
import { checkListener } from './access.ts'
import {
  channelForCaller,
  createChannel,
  createChannelFor,
  listChannels,
  listOtherChannels,
  updateChannel,
} from './channel.ts'
import { listMessages } from './history.ts'
import { unreadMessages } from './inbox.ts'
import { deleteMessage, editMessage, sendMessage } from './message.ts'
import { listPins, pinMessage, unpinMessage } from './pin.ts'
import { addReaction, removeReaction } from './reaction.ts'
import { markRead, markUnread } from './read-state.ts'
import { mayReadMessageFile } from './readable-file.ts'
import { announcementsToday } from './today.ts'
import { passOnTyping } from './typing.ts'

export const messagesFeature: Feature = {
  name: 'messages',
  today: [announcementsToday],
  inbox: [unreadMessages],
  readers: [mayReadMessageFile],
  routes: [
    route(messages.listChannels, (ctx, { params }) => listChannels(ctx, params.classId)),
    route(messages.listOtherChannels, (ctx, { input }) => listOtherChannels(ctx, input)),
    route(messages.createChannelFor, (ctx, { input }) => createChannelFor(ctx, input)),
    route(messages.getChannel, (ctx, { params }) => channelForCaller(ctx, params.channelId)),
    route(messages.createChannel, (ctx, { params, input }) => createChannel(ctx, params.classId, input)),
    route(messages.updateChannel, (ctx, { params, input }) => updateChannel(ctx, params.channelId, input)),
    route(messages.listMessages, (ctx, { params, input }) => listMessages(ctx, params.channelId, input)),
    route(messages.sendMessage, (ctx, { params, input }) => sendMessage(ctx, params.channelId, input)),
    route(messages.editMessage, (ctx, { params, input }) => editMessage(ctx, params.messageId, input.body)),
    route(messages.deleteMessage, async (ctx, { params }) => {
      await deleteMessage(ctx, params.messageId)
      return DONE
    }),
    route(messages.addReaction, async (ctx, { params, input }) => {
      await addReaction(ctx, params.messageId, input.emoji)
      return DONE
    }),
    route(messages.removeReaction, async (ctx, { params, input }) => {
      await removeReaction(ctx, params.messageId, input.emoji)
      return DONE
    }),
    route(messages.listPins, (ctx, { params }) => listPins(ctx, params.channelId)),
    route(messages.pinMessage, async (ctx, { params }) => {
      await pinMessage(ctx, params.messageId)
      return DONE
    }),
    route(messages.unpinMessage, async (ctx, { params }) => {
      await unpinMessage(ctx, params.messageId)
      return DONE
    }),
    route(messages.markRead, (ctx, { params, input }) => markRead(ctx, params.channelId, input.no)),
    route(messages.markUnread, (ctx, { params, input }) => markUnread(ctx, params.channelId, input.no)),
    ...audienceRoutes,
  ],
  topics: { audience: audienceTopic, channel: { check: checkListener } },
  signals: [
    onSignal('channel', messages.typing, async (ctx, id) => {
      await passOnTyping(ctx, id)
      return DONE
    }),
  ],
}
