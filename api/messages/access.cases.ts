import { newId } from '#domain/ids.ts'
import * as messages from '#domain/messages/contract.ts'
import { audiencesCases } from '../audiences/access.cases.ts'
import {
  type AccessCase,
  accessCase,
  CLASS_STAFF,
  EVERYBODY,
  MEMBERS,
  SCHOOL_STAFF,
  type World,
} from '../testing/access-case.ts'
import { sendMessage } from './message.ts'

// Other cases end people's sessions, so what is needed is made by operations, not through HTTP.
const inGeneral = async ({ school, class: { id } }: World) => {
  const { id: channelId } = await school.services.connection.db
    .selectFrom('channel')
    .select('id')
    .where('audienceId', '=', id)
    .where('kind', '=', 'general')
    .executeTakeFirstOrThrow()
  return { channelId }
}

/** A message of the student under attack. */
const theirMessage = async (world: World) => {
  const { channelId } = await inGeneral(world)
  const ctx = await world.school.contextOf(world.people.student)
  const { id } = await sendMessage(ctx, channelId, { id: newId(), body: 'mine', fileIds: [] })
  return { messageId: id }
}

export const cases: AccessCase[] = [
  accessCase(messages.listOtherChannels, EVERYBODY, () => ({ params: {}, input: {} })),
  accessCase(messages.createChannelFor, SCHOOL_STAFF, (world) => ({
    params: {},
    input: { id: newId(), audienceId: world.school.id, name: 'News' },
  })),
  accessCase(messages.listChannels, MEMBERS, (world) => ({ params: { classId: world.class.id }, input: {} })),
  accessCase(messages.getChannel, MEMBERS, async (world) => ({ params: await inGeneral(world), input: {} })),
  accessCase(messages.createChannel, ['teacher'], (world) => ({
    params: { classId: world.class.id },
    input: { id: newId(), name: 'New' },
  })),
  accessCase(messages.updateChannel, ['teacher'], async (world) => ({
    params: await inGeneral(world),
    input: { posting: 'everyone' as const },
  })),
  accessCase(messages.listMessages, MEMBERS, async (world) => ({
    params: await inGeneral(world),
    input: {},
  })),
  accessCase(messages.sendMessage, MEMBERS, async (world) => ({
    params: await inGeneral(world),
    input: { id: newId(), body: 'hello' },
  })),
  accessCase(messages.editMessage, ['student'], async (world) => ({
    params: await theirMessage(world),
    input: { body: 'changed' },
  })),
  accessCase(messages.deleteMessage, ['owner', ...CLASS_STAFF, 'student'], async (world) => ({
    params: await theirMessage(world),
    input: {},
  })),
  accessCase(messages.addReaction, MEMBERS, async (world) => ({
    params: await theirMessage(world),
    input: { emoji: '👍' },
  })),
  accessCase(messages.removeReaction, MEMBERS, async (world) => ({
    params: await theirMessage(world),
    input: { emoji: '👍' },
  })),
  accessCase(messages.listPins, MEMBERS, async (world) => ({ params: await inGeneral(world), input: {} })),
  accessCase(messages.pinMessage, CLASS_STAFF, async (world) => ({
    params: await theirMessage(world),
    input: {},
  })),
  accessCase(messages.unpinMessage, CLASS_STAFF, async (world) => ({
    params: await theirMessage(world),
    input: {},
  })),
  accessCase(messages.markRead, MEMBERS, async (world) => ({
    params: await inGeneral(world),
    input: { no: 1 },
  })),
  accessCase(messages.markUnread, MEMBERS, async (world) => ({
    params: await inGeneral(world),
    input: { no: 1 },
  })),
  ...audiencesCases,
]
