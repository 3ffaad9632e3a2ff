import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { gradebookSnapshot, totalsOf, writeTotals } from '#api/grades/total.ts'
import { type Person, type TestClass, TestSchool } from '#api/testing/school.ts'
import { aColumn, anAssignment, grade, handInText } from '#api/testing/work.ts'
import * as assignments from '#domain/assignments/contract.ts'
import { removeMember } from '#domain/classes/contract.ts'
import * as grades from '#domain/grades/contract.ts'
import { gradebookAfter, withGrades } from '#domain/grades/gradebook-changes.ts'
import { recompute } from '#domain/grades/recompute.ts'
import { newId } from '#domain/ids.ts'
import { topicOf } from '#domain/realtime.ts'
import { inTransaction } from '#platform/context.ts'
import { jobs } from '../features.ts'

let school: TestSchool
beforeAll(async () => {
  school = await TestSchool.start()
})

const work = () => school.runJobs(jobs)
const gradesOf = (asker: Person, { id }: TestClass, student: Person, view?: 'teacher' | 'student') =>
  asker.client.call(grades.getStudentGrades, { classId: id, studentId: student.id }, { view })
const release = (room: TestClass, itemId: string) =>
  room.teacher.client.call(grades.releaseGrades, { itemId }, { students: 'all' })
const bookOf = (room: TestClass) => room.teacher.client.call(grades.getGradebook, { classId: room.id }, {})

/** Homework 40 %, exams 60 %, one column each. */
const weighted = async (students = 2) => {
  const room = await school.aClass({ students })
  const [homework, exams] = [newId(), newId()]
  await room.teacher.client.call(
    grades.setCategories,
    { classId: room.id },
    {
      categories: [
        { id: homework, name: 'Homework', weight: '40' },
        { id: exams, name: 'Exams', weight: '60' },
      ],
    },
  )
  const first = await aColumn(room.teacher.client, room.id, '10', homework)
  const second = await aColumn(room.teacher.client, room.id, '100', exams)
  return {
    room,
    student: room.students[0]!,
    homework: first.id,
    exam: second.id,
    categories: [homework, exams],
  }
}

describe('totals', () => {
  it('are worked out for both views, with an explanation that gives them again', async () => {
    const { room, student, homework, exam } = await weighted()
    await grade(room, homework, student.id, '8.5')
    await grade(room, exam, student.id, '70.25')
    await release(room, homework)
    await work()
    const staff = await gradesOf(room.teacher, room, student)
    expect(staff.totals).toEqual({ current: '76.15', final: '76.15' })
    const own = await gradesOf(student, room, student)
    expect(own.totals).toEqual({ current: '85.00', final: '34.00' })
    for (const { totals, explanation } of [staff, own]) {
      expect(recompute(explanation!.current).percent).toBe(totals?.current)
      expect(recompute(explanation!.final).percent).toBe(totals?.final)
    }
  })

  it('of a student without a grade are a dash, not zero', async () => {
    const { room } = await weighted()
    await work()
    const { rows, version, wanted } = await bookOf(room)
    expect(rows.map((row) => row.totals)).toEqual([
      { current: null, final: '0.00' },
      { current: null, final: '0.00' },
    ])
    expect(version).toBe(wanted)
  })

  it('leave out drafts of assignments and deleted columns', async () => {
    const { room, student, homework } = await weighted()
    await grade(room, homework, student.id, '10')
    await anAssignment(room.teacher.client, room.id, { publish: false, points: '1000' })
    const extra = await aColumn(room.teacher.client, room.id, '100')
    await room.teacher.client.call(grades.deleteGradeItem, { itemId: extra.id }, {})
    await work()
    expect((await gradesOf(room.teacher, room, student)).totals?.current).toBe('100.00')
    expect((await bookOf(room)).items).toHaveLength(2)
  })

  it('are the same when the job runs twice, and an older snapshot never replaces a newer', async () => {
    const { room, student, homework } = await weighted()
    await grade(room, homework, student.id, '5')
    const old = (await gradebookSnapshot(school.system, room.id))!
    await grade(room, homework, student.id, '6')
    await work()
    const rows = () =>
      school.services.connection.db
        .selectFrom('gradeTotal')
        .selectAll()
        .where('classId', '=', room.id)
        .orderBy('studentId')
        .orderBy('view')
        .execute()
    const before = await rows()
    const now = (await gradebookSnapshot(school.system, room.id))!
    await inTransaction(school.system, (tx) => writeTotals(tx, now, totalsOf(now)))
    expect(await rows()).toEqual(before)
    await inTransaction(school.system, (tx) => writeTotals(tx, old, totalsOf(old)))
    expect(await rows()).toEqual(before)
    expect((await gradesOf(room.teacher, room, student)).totals?.current).toBe('60.00')
  })

  it('are written only where one grade changed them', async () => {
    const { room, student, homework } = await weighted(6)
    await work()
    const places = async () => {
      const { rows } = await sql<{
        studentId: string
        place: string
      }>`select student_id as "studentId", ctid::text as place
        from grade_total where class_id = ${room.id} order by student_id, view`.execute(
        school.services.connection.db,
      )
      return rows
    }
    const before = await places()
    expect(before).toHaveLength(12)
    await grade(room, homework, student.id, '7')
    await work()
    const moved = (await places()).filter(({ place }, n) => place !== before[n]?.place)
    // Not released: the student's own total is the same as before.
    expect(moved.map((row) => row.studentId)).toEqual([student.id])
  })

  it('equal a fresh recompute after many teachers graded at once', async () => {
    const { room, homework, exam } = await weighted(6)
    const second = await school.person('teacher')
    await school.enroll(room.id, second, 'teacher')
    const tries = room.students.flatMap((student, n) =>
      [room.teacher, second].flatMap((teacher, k) =>
        [homework, exam].map((itemId) =>
          teacher.client.status(
            grades.recordGrades,
            { classId: room.id },
            { grades: [{ itemId, studentId: student.id, score: `${(n + k) % 10}.5` }] },
          ),
        ),
      ),
    )
    expect(new Set(await Promise.all(tries))).toEqual(new Set([200]))
    await work()
    const fresh = totalsOf((await gradebookSnapshot(school.system, room.id))!)
    const { rows } = await bookOf(room)
    for (const { student, totals } of rows) {
      const expected = fresh.find((row) => row.studentId === student.id && row.view === 'teacher')
      expect(totals).toEqual({ current: expected?.current, final: expected?.final })
    }
  })

  it('collapse into one job however many grades are recorded', async () => {
    const { room, student, homework } = await weighted()
    for (const score of ['1', '2', '3']) await grade(room, homework, student.id, score)
    const waiting = await school.services.connection.db
      .selectFrom('jobRun')
      .select('id')
      .where('name', '=', grades.rebuildGradebook.name)
      .where('dedupe', '=', room.id)
      .where('state', '=', 'waiting')
      .execute()
    expect(waiting).toHaveLength(1)
  })

  it('come to a student who joins later', async () => {
    const { room } = await weighted()
    await work()
    const late = await school.person('student')
    await school.enroll(room.id, late, 'student')
    await work()
    expect((await gradesOf(late, room, late)).totals).toEqual({ current: null, final: '0.00' })
  })
})

describe('what is not released', () => {
  it('is in no answer and no event for students and guardians', async () => {
    const { room, student, homework, exam } = await weighted()
    const guardian = await school.guardianOf(student)
    const { id: essay } = await anAssignment(room.teacher.client, room.id)
    await handInText(student.client, essay)
    const sockets = await Promise.all([student, guardian].map((person) => person.client.socket()))
    for (const [n, socket] of sockets.entries()) {
      await socket.subscribe(topicOf('class', room.id))
      await socket.subscribe(topicOf('account', [student, guardian][n]!.id))
    }
    await grade(room, homework, student.id, '3.1415')
    await room.teacher.client.call(
      grades.recordGrades,
      { classId: room.id },
      { grades: [{ itemId: exam, studentId: student.id, score: '31.415', comment: 'hush-comment' }] },
    )
    await room.teacher.client.call(
      assignments.setMark,
      { assignmentId: essay, studentId: student.id },
      { score: '3.1415', comment: 'hush-comment' },
    )
    await work()
    const answers = []
    for (const person of [student, guardian]) {
      answers.push(await gradesOf(person, room, student))
      answers.push(await gradesOf(person, room, student, 'teacher'))
      answers.push(await person.client.call(assignments.listAssignments, { classId: room.id }, {}))
      answers.push(await person.client.call(assignments.getSubmission, { assignmentId: essay }, {}))
      expect(await person.client.status(grades.getGradebook, { classId: room.id }, {})).toBe(403)
    }
    for (const socket of sockets) await socket.event(grades.gradebookRebuilt.name)
    const seen = JSON.stringify([answers, sockets.map((socket) => socket.frames)])
    expect(seen).not.toMatch(/31\.?415|hush-comment|not-released/)
    const { totals, cells } = await gradesOf(student, room, student)
    expect([totals, cells]).toEqual([{ current: null, final: '0.00' }, []])
    for (const socket of sockets) socket.close()
  })

  it('is what changed after a release, too: the student goes on seeing the released grade', async () => {
    const { room, student, homework } = await weighted()
    await grade(room, homework, student.id, '5')
    await release(room, homework)
    await grade(room, homework, student.id, '9')
    await work()
    const own = await gradesOf(student, room, student)
    expect(own.cells.map((cell) => [cell.score, cell.released])).toEqual([['5', true]])
    expect(own.totals?.current).toBe('50.00')
    const staff = await gradesOf(room.teacher, room, student)
    expect(staff.cells.map((cell) => [cell.score, cell.released])).toEqual([['9', false]])
    expect((await gradesOf(room.teacher, room, student, 'student')).cells[0]?.score).toBe('5')
  })

  it('of another student is nobody’s: a classmate, another guardian and another class find nothing', async () => {
    const { room, student, homework } = await weighted()
    await grade(room, homework, student.id, '5')
    await release(room, homework)
    const classmate = room.students[1]!
    const other = await school.aClass()
    const outside = await school.guardianOf(classmate)
    const ask = (person: Person) =>
      person.client.status(grades.getStudentGrades, { classId: room.id, studentId: student.id }, {})
    expect(await Promise.all([classmate, outside, other.teacher, other.students[0]!].map(ask))).toEqual([
      404, 404, 404, 404,
    ])
  })
})

describe('recording', () => {
  it('is all or none, and refuses columns and students of other classes', async () => {
    const { room, student, homework } = await weighted()
    const other = await weighted()
    const record = (list: { itemId: string; studentId: string; score: string }[]) =>
      room.teacher.client.status(grades.recordGrades, { classId: room.id }, { grades: list })
    const good = { itemId: homework, studentId: student.id, score: '5' }
    expect(await record([good, { ...good, itemId: other.homework }])).toBe(404)
    expect(await record([good, { ...good, studentId: other.student.id }])).toBe(404)
    expect(await record([good, { ...good, studentId: room.students[1]!.id, score: '11' }])).toBe(400)
    expect((await bookOf(room)).rows.flatMap((row) => row.cells).filter(Boolean)).toEqual([])
    expect(await record([good])).toBe(200)
    const steal = { categories: [{ id: other.categories[0]!, name: 'Mine', weight: '1' }] }
    expect(await room.teacher.client.status(grades.setCategories, { classId: room.id }, steal)).toBe(400)
  })

  it('keeps every entry and who made it, and leaves an audit trail', async () => {
    const { room, student, homework } = await weighted()
    await grade(room, homework, student.id, '5')
    await grade(room, homework, student.id, '6')
    await grade(room, homework, student.id, null)
    const { db } = school.services.connection
    const entries = await db
      .selectFrom('gradeEntry')
      .select(['no', 'score', 'recordedBy'])
      .where('itemId', '=', homework)
      .orderBy('no')
      .execute()
    expect(entries.map((entry) => [entry.no, entry.score])).toEqual([
      [1, '5.0000'],
      [2, '6.0000'],
      [3, null],
    ])
    expect(new Set(entries.map((entry) => entry.recordedBy))).toEqual(new Set([room.teacher.id]))
    await expect(db.updateTable('gradeEntry').set({ score: '1' }).execute()).rejects.toThrow(
      /permission denied/,
    )
    const audits = await db
      .selectFrom('auditEntry')
      .select('action')
      .where('targetId', '=', homework)
      .execute()
    expect(audits.filter((entry) => entry.action === 'grade.recorded')).toHaveLength(3)
  })

  it('reaches the gradebooks of other staff as an event that says what a fetch would', async () => {
    const { room, student, homework } = await weighted()
    const socket = await room.teacher.client.socket()
    await socket.subscribe(topicOf('account', room.teacher.id))
    await grade(room, homework, student.id, '7.50')
    const { payload } = await socket.event(grades.gradesRecorded.name)
    const { grades: told } = payload as { grades: grades.RecordedGrade[] }
    const book = await bookOf(room)
    const empty = { ...book, rows: book.rows.map((row) => ({ ...row, cells: row.cells.map(() => null) })) }
    expect(withGrades(empty, told).rows).toEqual(book.rows)
    expect(told[0]).toMatchObject({ studentId: student.id, itemId: homework, no: 1, score: '7.5' })
    socket.close()
  })
})

/** What a screen does: the book as it was fetched, brought up to date by what changed since. */
const broughtUpToDate = async (room: TestClass, operation: () => Promise<unknown>) => {
  const before = await bookOf(room)
  await operation()
  await work()
  const changes = await room.teacher.client.call(
    grades.getGradebookChanges,
    { classId: room.id },
    { since: before.changeNo },
  )
  return {
    after: gradebookAfter(before, changes),
    fetched: await bookOf(room),
    changed: changes.rows?.map((row) => row.student.id),
  }
}

describe('a gradebook that is open', () => {
  it('is brought up to date by the rows that changed, whatever changed them', async () => {
    const { room, homework, exam } = await weighted(4)
    const [first, second, third] = room.students as [Person, Person, Person, Person]
    const { client } = room.teacher
    const classId = room.id
    const batchId = newId()
    const late = await school.person('student')
    const operations: [string, () => Promise<unknown>, string[] | 'any'][] = [
      ['a first total', () => work(), 'any'],
      ['one grade', () => grade(room, homework, first.id, '7'), [first.id]],
      [
        'a batch of grades',
        () =>
          client.call(
            grades.recordGrades,
            { classId },
            {
              batchId,
              grades: [second, third].map(({ id }) => ({ itemId: exam, studentId: id, score: '50' })),
            },
          ),
        [second.id, third.id],
      ],
      ['a release', () => release(room, homework), [first.id]],
      ['nothing', async () => {}, []],
      [
        'an undo',
        () => client.call(grades.undoGrades, { classId, batchId }, { id: newId() }),
        [second.id, third.id],
      ],
      ['a deleted column', () => client.call(grades.deleteGradeItem, { itemId: homework }, {}), 'any'],
      ['a column that is back', () => client.call(grades.restoreGradeItem, { itemId: homework }, {}), 'any'],
      ['a new column', () => aColumn(client, classId, '20'), 'any'],
      ['a student who joins', () => school.enroll(classId, late, 'student'), [late.id]],
      ['a student who leaves', () => client.call(removeMember, { classId, accountId: second.id }, {}), []],
    ]
    for (const [what, operation, whose] of operations) {
      const { after, fetched, changed } = await broughtUpToDate(room, operation)
      expect(after, what).toEqual(fetched)
      if (whose !== 'any') expect([...(changed ?? [])].sort(), what).toEqual([...whose].sort())
    }
  })

  it('is fetched anew where its number is of another database', async () => {
    const { room } = await weighted(1)
    const answer = await room.teacher.client.call(
      grades.getGradebookChanges,
      { classId: room.id },
      { since: 1_000_000 },
    )
    expect(answer.rows).toBeNull()
  })
})

describe('a gradebook', () => {
  it('comes in pages of students', async () => {
    const { room } = await weighted(5)
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await room.teacher.client.call(
        grades.getGradebook,
        { classId: room.id },
        { after, limit: 2 },
      )
      seen.push(...page.rows.map((row) => row.student.id))
      after = page.next ?? undefined
    } while (after)
    expect(seen.sort()).toEqual(room.students.map((student) => student.id).sort())
  })

  it('keeps the columns of a category that is taken away', async () => {
    const { room, homework, exam, categories } = await weighted()
    await room.teacher.client.call(
      grades.setCategories,
      { classId: room.id },
      { categories: [{ id: categories[1]!, name: 'Exams', weight: '100' }] },
    )
    const { items } = await bookOf(room)
    expect(items.map((item) => [item.id, item.categoryId])).toEqual([
      [homework, null],
      [exam, categories[1]],
    ])
  })
})
