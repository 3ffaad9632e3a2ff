import * as hold from '#domain/lectures/hold/contract.ts'
import {
  type AccessCase,
  accessCase,
  CLASS_STAFF,
  MEMBERS,
  type Visitor,
  type World,
} from '../../testing/access-case.ts'
import { aLiveLesson } from '../../testing/lessons.ts'
import { openPresence } from '../presence.ts'

const MODERATORS = ['owner', ...CLASS_STAFF] as const

const inLecture = async (world: World) => ({
  params: { lectureId: (await aLiveLesson(world.school, world.class)).lecture?.id ?? '' },
  input: {},
})

const JOINERS: readonly Visitor[] = ['owner', ...MEMBERS]

/** In the lecture, where the visitor is in its room if they may be. */
const inRoom = async (world: World, visitor: Visitor) => {
  const request = await inLecture(world)
  if (visitor !== 'nobody' && JOINERS.includes(visitor))
    await openPresence(
      await world.school.contextOf(world.people[visitor]),
      request.params.lectureId,
      `a tab of ${visitor}`,
    )
  return request
}

/** Who may pass the doors by which the teacher holds the room. */
export const holdCases: AccessCase[] = [
  accessCase(hold.setDoor, MODERATORS, async (world) => ({
    ...(await inLecture(world)),
    input: { waitingRoom: 'off' as const },
  })),
  accessCase(hold.listAtDoor, MODERATORS, inLecture),
  accessCase(hold.admit, MODERATORS, inLecture),
  accessCase(hold.sendOut, MODERATORS, async (world) => {
    // Somebody else each time: whoever is out passes no other door of the lesson.
    const guest = await world.school.person('guest')
    await world.school.enroll(world.class.id, guest, 'guest')
    return { ...(await inLecture(world)), input: { accountId: guest.id } }
  }),
  accessCase(hold.setFocus, MODERATORS, async (world) => ({
    ...(await inLecture(world)),
    input: { look: true },
  })),
  accessCase(hold.setTimer, MODERATORS, async (world) => ({
    ...(await inLecture(world)),
    input: { what: 'start' as const, seconds: 60 },
  })),
  accessCase(hold.askToUnmute, MODERATORS, async (world) => {
    const guest = await world.school.person('guest')
    await world.school.enroll(world.class.id, guest, 'guest')
    const request = await inLecture(world)
    await openPresence(await world.school.contextOf(guest), request.params.lectureId, 'a tab')
    return { ...request, input: { accountId: guest.id } }
  }),
  accessCase(hold.pickPerson, MODERATORS, inLecture),
  accessCase(hold.clearPick, MODERATORS, inLecture),
  accessCase(hold.giveFeedback, JOINERS, async (world, visitor) => ({
    ...(await inRoom(world, visitor)),
    input: { kind: 'yes' as const },
  })),
  accessCase(hold.clearFeedback, MODERATORS, inLecture),
  accessCase(hold.askToShare, JOINERS, inRoom),
  accessCase(hold.answerAsk, MODERATORS, async (world) => ({
    ...(await inLecture(world)),
    input: { accountId: world.people.guest.id, yes: false },
  })),
  accessCase(hold.getTalkTime, MODERATORS, async (world) => ({
    params: { lessonId: (await aLiveLesson(world.school, world.class)).id },
    input: {},
  })),
  accessCase(hold.stopWaiting, ['owner', 'registrar', ...MEMBERS, 'guardian'], inLecture),
]
