import * as audiences from '#domain/audiences/contract.ts'
import { newId } from '#domain/ids.ts'
import * as messages from '#domain/messages/contract.ts'
import { createChannelFor } from '../messages/channel.ts'
import {
  type AccessCase,
  accessCase,
  CLASS_STAFF,
  EVERYBODY,
  SCHOOL_STAFF,
  type Visitor,
  type World,
} from '../testing/access-case.ts'
import { createGroup, startConversation } from './audience.ts'

const STAFF: Visitor[] = [...SCHOOL_STAFF, 'teacher', 'outside teacher']

// Other cases end people's sessions, so what is needed is made by operations, not through HTTP.
/** A group in the class under attack with its student alone. */
const theirGroup = async ({ school, people, class: { id: classId } }: World) => {
  const ctx = await school.contextOf(people.teacher)
  const accountIds = [people.student.id]
  return createGroup(ctx, { id: newId(), name: 'Group', classId, accountIds })
}

const channelIn = async (world: World, maker: 'owner' | 'teacher', audienceId: string) => {
  const ctx = await world.school.contextOf(world.people[maker])
  const input = { id: newId(), name: 'Talk', posting: 'everyone' as const, audienceId }
  return { channelId: (await createChannelFor(ctx, input)).id }
}

const inGroup = async (world: World) => channelIn(world, 'teacher', (await theirGroup(world)).id)
const ofSchool = (world: World) => channelIn(world, 'owner', world.school.id)
/** A conversation of the teacher with the registrar. */
const betweenPeople = async (world: World) => {
  const ctx = await world.school.contextOf(world.people.teacher)
  const { id } = await startConversation(ctx, { id: newId(), accountIds: [world.people.registrar.id] })
  return channelIn(world, 'teacher', id)
}

/** Who reads, and who writes, in a channel of each kind of audience that is no class. */
const kinds: [string, (world: World) => Promise<{ channelId: string }>, Visitor[], Visitor[]][] = [
  ['of a group', inGroup, [...CLASS_STAFF, 'student'], [...CLASS_STAFF, 'student']],
  [
    'of the school',
    ofSchool,
    EVERYBODY.filter((one) => one !== 'guest'),
    [...STAFF, 'assistant', 'student', 'outside student'],
  ],
  ['between people', betweenPeople, ['registrar', 'teacher'], ['registrar', 'teacher']],
]

/** Told among those of messages, whose doors they are. */
export const audiencesCases: AccessCase[] = [
  accessCase(audiences.createGroup, [...SCHOOL_STAFF, 'teacher'], (world) => ({
    params: {},
    input: { id: newId(), name: 'G', classId: world.class.id, accountIds: [world.people.student.id] },
  })),
  accessCase(
    audiences.createGroup,
    SCHOOL_STAFF,
    (world) => ({
      params: {},
      input: { id: newId(), name: 'Staff room', accountIds: [world.people.teacher.id] },
    }),
    'of the school',
  ),
  accessCase(audiences.startConversation, STAFF, (world, visitor) => ({
    params: {},
    input: { id: newId(), accountIds: [world.people[visitor === 'owner' ? 'teacher' : 'owner'].id] },
  })),
  accessCase(audiences.getAudience, [...SCHOOL_STAFF, ...CLASS_STAFF, 'student'], async (world) => ({
    params: { audienceId: (await theirGroup(world)).id },
    input: {},
  })),
  accessCase(audiences.addAudienceMember, [...SCHOOL_STAFF, 'teacher'], async (world) => ({
    params: { audienceId: (await theirGroup(world)).id, accountId: world.people.guest.id },
    input: {},
  })),
  // Whoever is in it may leave it.
  accessCase(audiences.removeAudienceMember, [...SCHOOL_STAFF, 'teacher', 'student'], async (world) => ({
    params: { audienceId: (await theirGroup(world)).id, accountId: world.people.student.id },
    input: {},
  })),
  ...kinds.flatMap(([about, channelOf, readers, writers]) => [
    accessCase(
      messages.listMessages,
      readers,
      async (world) => ({ params: await channelOf(world), input: {} }),
      about,
    ),
    accessCase(
      messages.sendMessage,
      writers,
      async (world) => ({ params: await channelOf(world), input: { id: newId(), body: 'hello' } }),
      about,
    ),
  ]),
]
