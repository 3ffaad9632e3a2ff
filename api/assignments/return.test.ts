import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as assignments from '#domain/assignments/contract.ts'
import { listAudit } from '#domain/audit/contract.ts'
import type { InputOf } from '#domain/contract.ts'
import * as grades from '#domain/grades/contract.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Person, type TestClass, TestSchool } from '../testing/school.ts'
import { anAssignment, handInText } from '../testing/work.ts'

let school: TestSchool
let room: TestClass
let teacher: Person
let student: Person
let assignmentId: string
let itemId: string

beforeAll(async () => {
  school = await TestSchool.start()
  room = await school.aClass({ students: 3 })
  teacher = room.teacher
  student = room.students[0]!
})

beforeEach(async () => {
  const made = await anAssignment(teacher.client, room.id)
  assignmentId = made.id
  itemId = made.itemId!
})

type Desk = NonNullable<InputOf<typeof assignments.returnWork>['desk']>[number]

const deskOf = (mark: Partial<NonNullable<Desk['mark']>> = {}, more: Partial<Desk> = {}): Desk => ({
  studentId: student.id,
  attempts: 1,
  after: 0,
  mark: { score: '8', comment: 'Good.', ...mark },
  ...more,
})
const giveBack = (input: Partial<InputOf<typeof assignments.returnWork>> = {}, by = teacher) =>
  by.client.call(assignments.returnWork, { assignmentId }, { students: [student.id], ...input })
const undo = (returnId: string | null) =>
  teacher.client.call(assignments.undoReturn, { assignmentId, returnId: returnId! }, {})
const rowOf = async (person = student) =>
  (await teacher.client.call(assignments.listSubmissions, { assignmentId }, {})).submissions.find(
    (row) => row.student.id === person.id,
  )!
/** What stands in the database, which tells nobody that somebody looked. */
const stored = async () => {
  const { db } = school.services.connection
  const [entries, release, work, events] = await Promise.all([
    db.selectFrom('gradeEntry').select('score').where('itemId', '=', itemId).orderBy('no').execute(),
    db.selectFrom('gradeRelease').select('entryNo').where('itemId', '=', itemId).execute(),
    db.selectFrom('submission').select('state').where('assignmentId', '=', assignmentId).execute(),
    db
      .selectFrom('event')
      .select('no')
      .where('topic', '=', topicOf('account', student.id))
      .where('name', '=', assignments.submissionChanged.name)
      .execute(),
  ])
  return {
    scores: entries.map((entry) => Number(entry.score)),
    released: release.map((one) => one.entryNo),
    states: work.map((one) => one.state),
    events: events.length,
  }
}
const look = (person = student) => person.client.call(assignments.getSubmission, { assignmentId }, {})

describe('returning', () => {
  it('records the score and the comment that come with it and returns them in one request', async () => {
    await handInText(student.client, assignmentId)
    const { returned, submissions } = await giveBack({ desk: [deskOf()] })
    expect(returned).toBe(1)
    expect(submissions.find((row) => row.student.id === student.id)).toMatchObject({
      state: 'returned',
      released: true,
      mark: { score: '8', comment: 'Good.', attemptNo: 1 },
    })
    expect(await look()).toMatchObject({ state: 'returned', mark: { score: '8', comment: 'Good.' } })
  })

  it('with a score that cannot be is refused whole, naming the field', async () => {
    await handInText(student.client, assignmentId)
    const before = await stored()
    const refused = giveBack({ desk: [deskOf({ score: '11' })] })
    await expect(refused).rejects.toMatchObject({
      body: { errors: [{ path: 'desk.0.mark.score', code: 'score-too-high' }] },
    })
    expect(await stored()).toEqual(before)
  })

  it('twenty times at once, from two tabs, is one entry, one return and one event', async () => {
    await handInText(student.client, assignmentId)
    const { events } = await stored()
    const answers = await Promise.all(Array.from({ length: 20 }, () => giveBack({ desk: [deskOf()] })))
    expect(answers.map((answer) => answer.returned).sort()).toEqual([...Array(19).fill(0), 1])
    expect(await stored()).toEqual({ scores: [8], released: [1], states: ['returned'], events: events + 1 })
    expect(
      await school.services.connection.db
        .selectFrom('workReturn')
        .select('no')
        .where('assignmentId', '=', assignmentId)
        .execute(),
    ).toHaveLength(1)
  })

  it('of work that was handed in again meanwhile is refused, and so is overwriting a mark not seen', async () => {
    await handInText(student.client, assignmentId)
    await handInText(student.client, assignmentId, 'Better', 1)
    await expect(giveBack({ desk: [deskOf()] })).rejects.toThrow('work-handed-in-again')
    await expect(giveBack({ desk: [deskOf({}, { mark: null })] })).rejects.toThrow('work-handed-in-again')
    const params = { assignmentId, studentId: student.id }
    await teacher.client.call(assignments.setMark, params, { score: '9' })
    await expect(giveBack({ desk: [deskOf({}, { attempts: 2 })] })).rejects.toThrow('mark-stale')
    const late = teacher.client.call(assignments.setMark, params, { score: '7', after: 0 })
    await expect(late).rejects.toThrow('mark-stale')
    expect(await stored()).toMatchObject({ scores: [9], released: [], states: ['submitted'] })
  })

  it('something with nothing marked has to be said', async () => {
    await handInText(student.client, assignmentId)
    await expect(giveBack()).rejects.toThrow('nothing-marked')
    await expect(giveBack({ desk: [deskOf({ score: null, comment: ' ' })] })).rejects.toThrow(
      'nothing-marked',
    )
    expect((await giveBack({ unmarked: true })).returned).toBe(1)
  })

  it('all that is marked leaves out what was handed in anew after it was marked', async () => {
    const [, second] = room.students as [Person, Person]
    for (const person of [student, second]) {
      await handInText(person.client, assignmentId)
      await teacher.client.call(assignments.setMark, { assignmentId, studentId: person.id }, { score: '6' })
    }
    await handInText(second.client, assignmentId, 'Anew', 1)
    expect((await giveBack({ students: 'marked' })).returned).toBe(1)
    expect([(await rowOf()).state, (await rowOf(second)).state]).toEqual(['returned', 'submitted'])
  })
})

describe('undoing a return', () => {
  it('makes everything as it was for as long as nobody has looked, and is written down', async () => {
    await handInText(student.client, assignmentId)
    const before = await stored()
    const { returnId } = await giveBack({ desk: [deskOf()] })
    expect((await rowOf()).lastReturn).toEqual({ id: returnId, seenAt: null })
    expect(await undo(returnId)).toMatchObject({ undone: 1, kept: 0 })
    // The mark stays with the teacher, as a draft.
    expect(await stored()).toMatchObject({ scores: [8], released: [], states: before.states })
    expect(await rowOf()).toMatchObject({ lastReturn: null, released: false, state: 'submitted' })
    expect((await undo(returnId)).undone).toBe(0)
    expect(await look()).toMatchObject({ state: 'submitted', mark: null, returnedAt: null })
    const owner = await school.person('owner')
    const { entries } = await owner.client.call(listAudit, {}, { action: 'assignment.return-undone' })
    expect(entries.some((entry) => JSON.stringify(entry).includes(assignmentId))).toBe(true)
  })

  it.each([
    ['the work itself', (person: Person) => look(person)],
    [
      'the assignment',
      (person: Person) => person.client.call(assignments.getAssignment, { assignmentId }, {}),
    ],
    [
      'the list',
      (person: Person) => person.client.call(assignments.listAssignments, { classId: room.id }, {}),
    ],
    [
      'the grades',
      (person: Person) =>
        person.client.call(grades.getStudentGrades, { classId: room.id, studentId: student.id }, {}),
    ],
    ['another attempt', (person: Person) => handInText(person.client, assignmentId, 'Better', 1)],
  ])('is refused once the student has looked at %s, and the teacher hears of it at once', async (_, act) => {
    await handInText(student.client, assignmentId)
    const { returnId } = await giveBack({ desk: [deskOf()] })
    const socket = await teacher.client.socket()
    await socket.subscribe(topicOf('account', teacher.id))
    await act(student)
    // The list shows what else was returned to them too.
    const told = () => socket.frames.filter((frame) => JSON.stringify(frame).includes('"return.seen"'))
    await expect.poll(() => JSON.stringify(told())).toContain(assignmentId)
    socket.close()
    await expect(undo(returnId)).rejects.toThrow('return-seen')
    expect((await rowOf()).lastReturn?.seenAt).not.toBeNull()
  })

  it('is refused once a guardian has looked; teachers and classmates may look as they like', async () => {
    const guardian = await school.guardianOf(student)
    await handInText(student.client, assignmentId)
    const { returnId } = await giveBack({ desk: [deskOf()] })
    await teacher.client.call(assignments.getSubmission, { assignmentId }, { studentId: student.id })
    await look(room.students[1])
    expect((await rowOf()).lastReturn?.seenAt).toBeNull()
    await look(guardian)
    await expect(undo(returnId)).rejects.toThrow('return-seen')
  })

  it('of a later mark shows the student the earlier one again', async () => {
    await handInText(student.client, assignmentId)
    await giveBack({ desk: [deskOf({ score: '5' })] })
    const { returnId } = await giveBack({ desk: [deskOf({ score: '9' }, { after: 1 })] })
    await undo(returnId)
    expect(await look()).toMatchObject({ state: 'returned', mark: { score: '5' } })
    expect(await rowOf()).toMatchObject({ mark: { score: '9' }, released: false })
  })

  it('of many takes back what nobody has looked at and says how many keep it', async () => {
    for (const person of room.students) {
      await handInText(person.client, assignmentId)
      await teacher.client.call(assignments.setMark, { assignmentId, studentId: person.id }, { score: '6' })
    }
    const { returned, returnId } = await giveBack({ students: 'marked' })
    expect(returned).toBe(3)
    await look()
    expect(await undo(returnId)).toMatchObject({ undone: 2, kept: 1 })
    expect(await Promise.all(room.students.map(async (person) => (await look(person)).state))).toEqual([
      'returned',
      'submitted',
      'submitted',
    ])
  })

  it('of work on paper leaves no trace of it', async () => {
    const { returnId } = await giveBack({ desk: [deskOf({}, { attempts: 0 })] })
    expect((await undo(returnId)).undone).toBe(1)
    expect(await stored()).toMatchObject({ released: [], states: [] })
    expect((await look()).state).toBeNull()
  })

  it('and looking at the same time end in one of two ways: undone and not seen, or seen and kept', async () => {
    for (let n = 0; n < 4; n++) {
      const { id } = await anAssignment(teacher.client, room.id)
      await handInText(student.client, id)
      const { returnId } = await teacher.client.call(
        assignments.returnWork,
        { assignmentId: id },
        { students: [student.id], desk: [deskOf()] },
      )
      const [seen, undone] = await Promise.all([
        student.client.call(assignments.getSubmission, { assignmentId: id }, {}),
        teacher.client.status(assignments.undoReturn, { assignmentId: id, returnId: returnId! }, {}),
      ])
      expect([seen.mark?.score, undone]).toEqual(undone === 200 ? [undefined, 200] : ['8', 409])
    }
  })
})
