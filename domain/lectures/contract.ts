import * as z from 'zod/mini'
import { day, done, endpoint, event, id, instant, nothing, text } from '../contract.ts'
import { channelForMe } from '../messages/channel.ts'
import { clashes } from './clash.ts'
import { engineJoin } from './engine.ts'
import { hand } from './hand-queue.ts'
import { holdState } from './hold/state.ts'
import { heldKind, lessonView, personHere, roomName } from './lecture.ts'
import { floorState } from './media/floor.ts'
import { MOST_IN_SERIES } from './series.ts'

const span = { from: instant, to: instant }
/** A time of the school's clock: `08:00`. */
const clock = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'time'))
const yes = z.optional(z.literal('true'))

export const listLessons = endpoint({
  method: 'GET',
  path: '/api/classes/:classId/lessons',
  summary: 'The lessons of a class that touch a span of time, in order.',
  input: z.strictObject(span),
  output: z.object({ lessons: z.array(lessonView) }),
})

export const listMyLessons = endpoint({
  method: 'GET',
  path: '/api/lessons',
  needs: 'lesson.read',
  summary:
    'The lessons of all classes the caller may see that touch a span of time, in order; with `studentId`, for a guardian, of that child alone.',
  input: z.strictObject({ ...span, studentId: z.optional(id) }),
  output: z.object({ lessons: z.array(lessonView) }),
})

export const getLesson = endpoint({
  method: 'GET',
  path: '/api/lessons/:lessonId',
  summary: 'One lesson.',
  input: nothing,
  output: lessonView,
})

export const scheduleLesson = endpoint({
  method: 'POST',
  path: '/api/classes/:classId/lessons',
  summary:
    "Plan a lesson, held as said or as the class's lesson before. Retrying with the same id gives the same lesson.",
  input: z.strictObject({
    id,
    title: text(120),
    startsAt: instant,
    endsAt: instant,
    held: z.optional(heldKind),
    room: z.optional(roomName),
  }),
  output: lessonView,
})

const weekly = { on: day, starts: clock, ends: clock, room: z.optional(roomName) }

export const previewSeries = endpoint({
  method: 'GET',
  path: '/api/classes/:classId/lessons/series',
  summary:
    'The lessons that a weekly one would make, with what is in the way of each. Without `until`: to the end of the term.',
  input: z.strictObject({ ...weekly, until: z.optional(day) }),
  output: z.object({
    until: day,
    lessons: z.array(z.object({ on: day, startsAt: instant, endsAt: instant, ...clashes })),
  }),
})

export const scheduleSeries = endpoint({
  method: 'POST',
  path: '/api/classes/:classId/lessons/series',
  summary: `Plan a lesson every week until a day, at most ${MOST_IN_SERIES}, all or none. Retrying with the same id gives the same lessons.`,
  input: z.strictObject({
    id,
    title: text(120),
    ...weekly,
    until: day,
    /** Days on which there is none. */
    skip: z.optional(z.array(day).check(z.maxLength(MOST_IN_SERIES))),
    held: z.optional(heldKind),
  }),
  output: z.object({ lessons: z.array(lessonView) }),
})

export const listClashes = endpoint({
  method: 'GET',
  path: '/api/classes/:classId/lessons/clashes',
  summary:
    'The lessons that one of this class at that time would clash with: its own, those of its teachers, those in that room; the first few, and how many more. With `later` also what is in the way of the later ones of its series, moved alike.',
  input: z.strictObject({
    startsAt: instant,
    endsAt: instant,
    room: z.optional(roomName),
    except: z.optional(id),
    later: yes,
  }),
  output: z.object(clashes),
})

/** Of a lesson that repeats: this one alone, or also the later ones. `changeId` names the act, to take it back. */
const act = { later: z.optional(z.boolean()), changeId: z.optional(id) }

export const updateLesson = endpoint({
  method: 'PATCH',
  path: '/api/lessons/:lessonId',
  summary:
    'Rename a lesson or, while it is planned, move it; with `later` also the later ones of its series, where they were alike.',
  input: z.strictObject({
    title: z.optional(text(120)),
    startsAt: z.optional(instant),
    endsAt: z.optional(instant),
    held: z.optional(heldKind),
    room: z.optional(roomName),
    ...act,
  }),
  output: lessonView,
})

export const undoLessonChange = endpoint({
  method: 'POST',
  path: '/api/lesson-changes/:changeId/undo',
  summary:
    'Take back what one act planned, changed or cancelled; a lesson or series that was planned by its own id. What was changed or held since stays and is counted.',
  input: nothing,
  output: z.object({ undone: z.int(), kept: z.int() }),
})

export const setLessonHeld = endpoint({
  method: 'PUT',
  path: '/api/lessons/:lessonId/held',
  summary:
    'Say whether the lesson is held in the classroom, online or both. Once it has ended, what the register proposes is worked out anew; marks made by hand stay.',
  input: z.strictObject({ held: heldKind }),
  output: lessonView,
})

export const cancelLesson = endpoint({
  method: 'POST',
  path: '/api/lessons/:lessonId/cancel',
  summary: 'Cancel a planned lesson; with `later` also the later ones of its series.',
  input: z.strictObject(act),
  output: lessonView,
})

export const restoreLesson = endpoint({
  method: 'POST',
  path: '/api/lessons/:lessonId/restore',
  summary: 'Take back the cancelling of a lesson.',
  input: nothing,
  output: lessonView,
})

export const startLesson = endpoint({
  method: 'POST',
  path: '/api/lessons/:lessonId/start',
  summary:
    'Open the room of a planned lesson: its lecture, board and chat. Starting twice gives the same room. A lesson planned for another day is refused unless that is said: it is then held now, and moved to now.',
  input: z.strictObject({ anotherDay: z.optional(z.boolean()) }),
  output: lessonView,
})

export const startLessonNow = endpoint({
  method: 'POST',
  path: '/api/classes/:classId/lessons/start',
  summary: 'Start a lesson that was not planned. If the class is in a lesson already, that one is answered.',
  input: z.strictObject({ id, title: text(120), held: z.optional(heldKind) }),
  output: lessonView,
})

export const roomView = z.object({
  lesson: lessonView,
  lectureId: id,
  /** The number of the lecture topic that `people` and `hands` include at least: subscribe from here. */
  no: z.int(),
  /** The server's clock when it answered, which the countdown goes by. */
  at: instant,
  moderator: z.boolean(),
  boardId: id,
  /** The lesson's chat; null for who may look in but does not read the class's channels. */
  channel: z.nullable(channelForMe),
  people: z.array(personHere),
  hands: z.array(hand),
  /** Who may send what. */
  floor: floorState,
  /** What the teacher holds the room with. */
  hold: holdState,
  engine: engineJoin,
})
export type RoomView = z.output<typeof roomView>

export const joinLecture = endpoint({
  method: 'POST',
  path: '/api/lessons/:lessonId/join',
  summary:
    'What to connect to for taking part: topics, board, channel, engine. Presence begins when the socket subscribes to the lecture.',
  input: nothing,
  output: roomView,
})

export const endLecture = endpoint({
  method: 'POST',
  path: '/api/lectures/:lectureId/end',
  summary: 'End the lesson for everybody and propose the register. Ending twice changes nothing.',
  input: nothing,
  output: lessonView,
})

export const raiseHand = endpoint({
  method: 'POST',
  path: '/api/lectures/:lectureId/hands',
  summary: 'Raise the own hand; if it is up already, that one is answered.',
  input: z.strictObject({ id }),
  output: hand,
})

export const lowerHand = endpoint({
  method: 'DELETE',
  path: '/api/lectures/:lectureId/hands/:handId',
  summary: 'Lower the own hand; staff lower any.',
  input: nothing,
  output: done,
})

export const lowerAllHands = endpoint({
  method: 'DELETE',
  path: '/api/lectures/:lectureId/hands',
  summary: 'Lower every hand (staff).',
  input: nothing,
  output: done,
})

export const callOnHand = endpoint({
  method: 'POST',
  path: '/api/lectures/:lectureId/hands/:handId/call',
  summary:
    "Call on a person: whoever was called on before sits down, the microphone goes to this one, and everybody's screen shows it (staff).",
  input: nothing,
  output: done,
})

const titled = { words: { of: 'lesson.id', blank: { 'lesson.title': '', 'lesson.room': null } } } as const

/** Class topic. */
export const lessonChanged = event(
  'lesson.changed',
  'A lesson was planned, moved, renamed, cancelled or brought back.',
  z.object({ lesson: z.omit(lessonView, { lecture: true }) }),
  titled,
)
export const lectureStarted = event(
  'lecture.started',
  'A lesson is live: its room is open.',
  z.object({ lesson: lessonView }),
  { ...titled, keep: 'always' },
)
export const lessonsRemoved = event(
  'lesson.removed',
  'Planning was taken back: these lessons are no more.',
  z.object({ lessonIds: z.array(id) }),
  { forgets: { ids: 'lessonIds', in: [lessonChanged, lectureStarted] } },
)
export const lessonsReplanned = event(
  'lesson.replanned',
  'A timetable planned the lessons of a class: what is on screen is fetched anew, and these lessons are no more.',
  z.object({ classId: id, lessonIds: z.array(id) }),
  { forgets: { ids: 'lessonIds', in: [lessonChanged, lectureStarted] } },
)
/** Class topic and lecture topic. */
export const lectureEnded = event(
  'lecture.ended',
  'The lesson ended for everybody.',
  z.object({ lessonId: id, lectureId: id, endedAt: instant }),
  { keep: 'always' },
)

/** Lecture topic. */
export const lectureJoined = event(
  'lecture.joined',
  'Somebody came in; further tabs of the same person say nothing.',
  z.object({ person: personHere }),
  { keep: 'always' },
)
export const lectureLeft = event(
  'lecture.left',
  'Somebody left with their last tab.',
  z.object({ accountId: id }),
  { keep: 'always' },
)
export const handRaised = event('hand.raised', 'A hand went up.', z.object({ hand }), { keep: 'always' })
export const handsLowered = event('hands.lowered', 'Hands went down.', z.object({ handIds: z.array(id) }), {
  keep: 'always',
})
export const handCalled = event(
  'hand.called',
  'The teacher called on somebody.',
  z.object({ handId: id, calledAt: instant }),
  { keep: 'always' },
)
