import { newId } from '#domain/ids.ts'
import type { Lesson } from '#domain/lectures/lecture.ts'
import { endLecture } from '../lectures/end.ts'
import { startLectureNow } from '../lectures/lecture.ts'
import { scheduleLesson } from '../lectures/lesson.ts'
import type { TestClass, TestSchool } from './school.ts'

const HOUR = 3_600_000

/** A lesson that the teacher planned; `inHours` from now, for an hour. */
export const aLesson = async (
  school: TestSchool,
  { id, teacher }: TestClass,
  options: { inHours?: number; title?: string } = {},
): Promise<Lesson> => {
  const startsAt = school.system.now().getTime() + (options.inHours ?? 1) * HOUR
  return scheduleLesson(await school.contextOf(teacher), id, {
    id: newId(),
    title: options.title ?? 'Fractions',
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(startsAt + HOUR).toISOString(),
    held: 'online',
  })
}

/** The lesson the class is in now; started if it is in none. */
export const aLiveLesson = async (school: TestSchool, { id, teacher }: TestClass): Promise<Lesson> =>
  startLectureNow(await school.contextOf(teacher), id, { id: newId(), title: 'Fractions', held: 'online' })

/** A lesson that was held and ended; its register is a proposal. */
export const anEndedLesson = async (school: TestSchool, theClass: TestClass): Promise<Lesson> => {
  const live = await aLiveLesson(school, theClass)
  return endLecture(await school.contextOf(theClass.teacher), live.lecture?.id ?? '')
}
