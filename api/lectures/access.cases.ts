import { newId } from '#domain/ids.ts'
import * as lectures from '#domain/lectures/contract.ts'
import type { Lesson } from '#domain/lectures/lecture.ts'
import { changeFloor, checkJitsi, joinMedia, muteInLecture } from '#domain/lectures/media/contract.ts'
import {
  type AccessCase,
  accessCase,
  CLASS_STAFF,
  EVERYBODY,
  MEMBERS,
  rawCase,
  SCHOOL_STAFF,
  VISITORS,
  type World,
} from '../testing/access-case.ts'
import { aLesson, aLiveLesson } from '../testing/lessons.ts'
import { raiseHand } from './hand.ts'
import { holdCases } from './hold/cases.ts'

/** What the school of the access test believes. */
export const JITSI_EVENTS_SECRET = 'told-to-the-deployment'

const HOUR = 3_600_000
const span = { from: new Date(0).toISOString(), to: new Date(HOUR).toISOString() }
const later = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString()

const READERS = [...SCHOOL_STAFF, ...MEMBERS, 'guardian'] as const
const JOINERS = ['owner', ...MEMBERS] as const
const MODERATORS = ['owner', ...CLASS_STAFF] as const
const PLANNERS = ['owner', 'teacher'] as const

const weekly = { on: '2090-01-09', starts: '08:00', ends: '08:45', until: '2090-01-23' }

const planned = async (world: World) => ({
  params: { lessonId: (await aLesson(world.school, world.class)).id },
  input: {},
})
const live = (world: World): Promise<Lesson> => aLiveLesson(world.school, world.class)
const lectureIdOf = async (world: World): Promise<string> => (await live(world)).lecture?.id ?? ''
const inLecture = async (world: World) => ({ params: { lectureId: await lectureIdOf(world) }, input: {} })

/** A hand that the class's student has raised. */
const withHand = async (world: World) => {
  const lectureId = await lectureIdOf(world)
  const hand = await raiseHand(await world.school.contextOf(world.people.student), lectureId, newId())
  return { params: { lectureId, handId: hand.id }, input: {} }
}

export const cases: AccessCase[] = [
  accessCase(lectures.listLessons, READERS, (world) => ({
    params: { classId: world.class.id },
    input: span,
  })),
  accessCase(lectures.listMyLessons, EVERYBODY, () => ({ params: {}, input: span })),
  accessCase(lectures.getLesson, READERS, planned),
  accessCase(lectures.scheduleLesson, PLANNERS, (world) => ({
    params: { classId: world.class.id },
    input: { id: newId(), title: 'Fractions', startsAt: later(1), endsAt: later(2) },
  })),
  accessCase(lectures.previewSeries, PLANNERS, (world) => ({
    params: { classId: world.class.id },
    input: weekly,
  })),
  accessCase(lectures.scheduleSeries, PLANNERS, (world) => ({
    params: { classId: world.class.id },
    input: { id: newId(), title: 'Fractions', ...weekly },
  })),
  accessCase(lectures.undoLessonChange, PLANNERS, async (world) => ({
    params: { changeId: (await aLesson(world.school, world.class)).id },
    input: {},
  })),
  accessCase(lectures.listClashes, PLANNERS, (world) => ({
    params: { classId: world.class.id },
    input: { startsAt: later(1), endsAt: later(2) },
  })),
  accessCase(lectures.updateLesson, PLANNERS, async (world) => ({
    ...(await planned(world)),
    input: { title: 'Decimals' },
  })),
  accessCase(lectures.setLessonHeld, MODERATORS, async (world) => ({
    ...(await planned(world)),
    input: { held: 'room' as const },
  })),
  accessCase(lectures.cancelLesson, PLANNERS, planned),
  accessCase(lectures.restoreLesson, PLANNERS, planned),
  accessCase(lectures.startLesson, MODERATORS, planned),
  accessCase(lectures.startLessonNow, MODERATORS, (world) => ({
    params: { classId: world.class.id },
    input: { id: newId(), title: 'Fractions' },
  })),
  accessCase(lectures.joinLecture, JOINERS, async (world) => ({
    params: { lessonId: (await live(world)).id },
    input: {},
  })),
  accessCase(lectures.endLecture, MODERATORS, inLecture),
  accessCase(lectures.raiseHand, JOINERS, async (world) => ({
    params: { lectureId: await lectureIdOf(world) },
    input: { id: newId() },
  })),
  accessCase(lectures.lowerHand, ['owner', ...CLASS_STAFF, 'student'], withHand),
  accessCase(lectures.lowerAllHands, MODERATORS, inLecture),
  accessCase(lectures.callOnHand, MODERATORS, withHand),
  accessCase(changeFloor, MODERATORS, async (world) => ({
    params: { lectureId: await lectureIdOf(world) },
    input: { changes: [{ what: 'open' as const, floor: 'microphone' as const }] },
  })),
  accessCase(muteInLecture, MODERATORS, async (world) => ({
    params: { lectureId: await lectureIdOf(world) },
    input: { floor: 'microphone' as const, mayUnmute: true },
  })),
  accessCase(joinMedia, JOINERS, inLecture),
  ...holdCases,
  rawCase('GET /api/media/:lectureId', JOINERS, async (world) => ({
    method: 'GET',
    path: `/api/media/${await lectureIdOf(world)}`,
  })),
  accessCase(checkJitsi, ['owner'], () => ({ params: {}, input: {} })),
  // Its own bearer decides, whoever is signed in.
  rawCase('POST /api/jitsi/events/:subject/:act', VISITORS, async () => ({
    method: 'POST',
    path: '/api/jitsi/events/room/created',
    body: { event_name: 'muc-room-created', room_name: 'another' },
    headers: { authorization: `Bearer ${JITSI_EVENTS_SECRET}` },
  })),
]
