import { insertClass, updateClass } from '#api/classes/class.ts'
import { saveRosterMembers } from '#api/classes/roster.ts'
import { listChannels } from '#api/messages/channel.ts'
import { sendMessage } from '#api/messages/message.ts'
import { createTerm, currentTermId } from '#api/school/term.ts'
import { newId } from '#domain/ids.ts'
import { inTransaction } from '#platform/context.ts'
import { OFFERED_WARDS, OTHER_STUDENTS } from './people.ts'
import type { Story } from './story.ts'

const COURSE = { code: '8-STUDY', name: 'Study Skills 学习方法', subject: 'Study skills' }
const TEACHER = 'teacher'
const STUDENTS = [...OFFERED_WARDS, ...OTHER_STUDENTS.slice(1, 16).map((person) => person.username)]

/** A short course of the first weeks, with who was in it. Returns its id. */
export const openCourse = async (story: Story, schoolId: string, at: Date): Promise<string> => {
  const ctx = await story.as('owner', at)
  const termId = await currentTermId({ ...ctx, now: () => story.now }, schoolId)
  const id = newId()
  await inTransaction(ctx, async (tx) => {
    await insertClass(tx, { id, schoolId, termId, ...COURSE })
    const member = (username: string, role: 'teacher' | 'student') => ({
      classId: id,
      accountId: story.idOf(username),
      displayName: username,
      role,
      classIsNew: true,
      accountIsNew: true,
    })
    await saveRosterMembers(tx, [
      member(TEACHER, 'teacher'),
      ...STUDENTS.map((username) => member(username, 'student')),
    ])
  })
  return id
}

/** What was said in the course, and that it is over: it is archived. */
export const endCourse = async (story: Story, courseId: string): Promise<void> => {
  const ctx = await story.as(TEACHER, story.at('-24 15:20'))
  const { channels } = await listChannels(ctx, courseId)
  const channelId = channels.find((channel) => channel.kind === 'general')?.id ?? ''
  const lines = [
    [TEACHER, '-31 15:20', 'Bring your planner on Tuesday: we make a plan for one real week.'],
    ['leo.zhang', '-31 17:02', 'Does it count if mine is on my phone?'],
    [TEACHER, '-24 15:20', 'That was the last meeting. 谢谢大家！Your plans stay here to look up.'],
  ] as const
  for (const [by, at, body] of lines)
    await sendMessage(await story.as(by, story.at(at)), channelId, { id: newId(), body, fileIds: [] })
  await updateClass(await story.as('owner', story.at('-20 16:00')), courseId, { archived: true })
}

/** The term after this one, as the owner has entered it already. */
export const planNextTerm = async (
  story: Story,
  term: { name: string; startsOn: string; endsOn: string },
): Promise<void> => {
  await createTerm(await story.as('owner', story.at('-6 11:10')), { id: newId(), ...term })
}
