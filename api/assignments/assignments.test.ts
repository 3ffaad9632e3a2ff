import { beforeAll, describe, expect, it } from 'vitest'
import * as assignments from '#domain/assignments/contract.ts'
import { newId } from '#domain/ids.ts'
import { topicOf } from '#domain/realtime.ts'
import { eventsAfter } from '#platform/feed/read.ts'
import { type Person, type TestClass, TestSchool } from '../testing/school.ts'
import { upload } from '../testing/upload.ts'
import { anAssignment, handInText } from '../testing/work.ts'

let school: TestSchool
let room: TestClass
let student: Person

beforeAll(async () => {
  school = await TestSchool.start()
  room = await school.aClass({ students: 3 })
  student = room.students[0]!
})

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
const workOf = (person: Person, assignmentId: string) =>
  person.client.call(assignments.getSubmission, { assignmentId }, {})
const titles = async (person: Person, classId = room.id) =>
  (await person.client.call(assignments.listAssignments, { classId }, {})).assignments.map((row) => row.id)

describe('an assignment', () => {
  it('is unknown to students until it is published, and again when it is taken away; undo brings it back', async () => {
    const { id } = await anAssignment(room.teacher.client, room.id, { publish: false })
    const status = () => student.client.status(assignments.getAssignment, { assignmentId: id }, {})
    expect([await status(), (await titles(student)).includes(id)]).toEqual([404, false])
    expect(await titles(room.teacher)).toContain(id)
    await room.teacher.client.call(assignments.publishAssignment, { assignmentId: id }, {})
    expect([await status(), (await titles(student)).includes(id)]).toEqual([200, true])
    await handInText(student.client, id)
    await room.teacher.client.call(assignments.deleteAssignment, { assignmentId: id }, {})
    expect([await status(), (await titles(student)).includes(id)]).toEqual([404, false])
    await room.teacher.client.call(assignments.restoreAssignment, { assignmentId: id }, {})
    expect((await workOf(student, id)).attempts).toBe(1)
  })

  it('tells the class when it is published, and nobody but staff while it is a draft', async () => {
    const socket = await student.client.socket()
    const topic = topicOf('class', room.id)
    await socket.subscribe(topic)
    const draft = await anAssignment(room.teacher.client, room.id, { publish: false })
    const open = await anAssignment(room.teacher.client, room.id)
    const event = await socket.event(assignments.assignmentPublished.name, topic)
    expect((event.payload as { assignment: { id: string } }).assignment.id).toBe(open.id)
    expect(JSON.stringify(socket.frames)).not.toContain(draft.id)
    socket.close()
  })

  it('shows administration how far the class is: the registrar without the work itself and without drafts', async () => {
    const { id } = await anAssignment(room.teacher.client, room.id)
    const draft = await anAssignment(room.teacher.client, room.id, { publish: false })
    await handInText(student.client, id)
    const [owner, registrar] = [await school.person('owner'), await school.person('registrar')]
    for (const person of [owner, registrar])
      expect(await person.client.call(assignments.getAssignment, { assignmentId: id }, {})).toMatchObject({
        counts: { students: 3, handedIn: 1, toMark: 1 },
        own: null,
      })
    const about = { assignmentId: id, studentId: student.id }
    expect(await owner.client.status(assignments.getMarking, about, {})).toBe(200)
    expect(await registrar.client.status(assignments.getMarking, about, {})).toBe(403)
    const listed = await registrar.client.call(assignments.listAssignments, { classId: room.id }, {})
    expect(listed.assignments.find((row) => row.id === id)?.counts?.handedIn).toBe(1)
    expect(listed.assignments.map((row) => row.id)).not.toContain(draft.id)
    const ofStudent = { studentId: student.id }
    expect(await registrar.client.status(assignments.listAssignments, { classId: room.id }, ofStudent)).toBe(
      404,
    )
  })

  it('made twice with the same id is one', async () => {
    const input = {
      id: newId(),
      title: 'Once',
      body: '',
      dueAt: null,
      points: '5',
      categoryId: null,
      files: [],
    }
    const params = { classId: room.id }
    await room.teacher.client.call(assignments.createAssignment, params, input)
    await room.teacher.client.call(assignments.createAssignment, params, input)
    expect((await titles(room.teacher)).filter((id) => id === input.id)).toHaveLength(1)
    // The first try arrived unnoticed, and its title was changed before the next: it is not thrown away silently.
    const changed = { ...input, title: 'Twice' }
    expect(await room.teacher.client.status(assignments.createAssignment, params, changed)).toBe(409)
    const published = { ...input, publish: true }
    expect(await room.teacher.client.call(assignments.createAssignment, params, published)).toMatchObject({
      state: 'open',
    })
    const other = await school.aClass()
    expect(
      await other.teacher.client.status(assignments.createAssignment, { classId: other.id }, input),
    ).toBe(404)
  })

  it('is changed and published in one act, or in neither part', async () => {
    const { client } = room.teacher
    const { id } = await anAssignment(client, room.id, { publish: false })
    const params = { assignmentId: id }
    const update = (input: Parameters<typeof client.call<typeof assignments.updateAssignment>>[2]) =>
      client.call(assignments.updateAssignment, params, input)
    expect(
      await client.status(assignments.updateAssignment, params, {
        title: 'New',
        files: [newId()],
        publish: true,
      }),
    ).toBe(400)
    expect(await client.call(assignments.getAssignment, params, {})).toMatchObject({
      title: 'Essay',
      state: 'draft',
    })
    expect(await update({ title: 'New', publish: true })).toMatchObject({ title: 'New', state: 'open' })
    // A lost answer, and the same act once more.
    expect(await update({ title: 'New', base: { title: 'Essay' }, publish: true })).toMatchObject({
      title: 'New',
      state: 'open',
    })
  })

  it('names the fields that somebody else has changed since, and writes nothing then', async () => {
    const { client } = room.teacher
    const { id } = await anAssignment(client, room.id)
    const params = { assignmentId: id }
    await client.call(assignments.updateAssignment, params, { title: 'Theirs', points: '20' })
    const mine = { title: 'Mine', body: 'More', base: { title: 'Essay', body: 'Write.', points: '10' } }
    const refused = await client.fetch(`/api/assignments/${id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(mine),
    })
    expect(refused.status).toBe(409)
    expect(await refused.json()).toMatchObject({
      code: 'assignment-changed',
      errors: [{ path: 'title', code: 'changed' }],
    })
    expect((await client.call(assignments.getAssignment, params, {})).body).toBe('Write.')
    // A field that is sent as it was shown is no change: theirs stays.
    const merged = { body: 'More', points: '10', base: mine.base }
    expect(await client.call(assignments.updateAssignment, params, merged)).toMatchObject({
      title: 'Theirs',
      body: 'More',
      points: '20',
    })
  })

  it('keeps its points once there are grades, and loses its column when it has none', async () => {
    const { id } = await anAssignment(room.teacher.client, room.id)
    const set = (points: string | null) =>
      room.teacher.client.status(assignments.updateAssignment, { assignmentId: id }, { points })
    expect(await set(null)).toBe(200)
    expect(await set('20')).toBe(200)
    const mark = { assignmentId: id, studentId: student.id }
    await room.teacher.client.call(assignments.setMark, mark, { score: '12.5' })
    expect(await set(null)).toBe(400)
    expect((await room.teacher.client.call(assignments.getAssignment, { assignmentId: id }, {})).points).toBe(
      '20',
    )
  })

  it('shows its files to the class, and a draft shows them to staff alone', async () => {
    const fileId = await upload(room.teacher.client, 'sheet.pdf', Buffer.from('%PDF-1.7'))
    const { id } = await anAssignment(room.teacher.client, room.id, { publish: false, files: [fileId] })
    const status = async () => (await student.client.fetch(`/api/files/${fileId}`)).status
    expect(await status()).toBe(404)
    await room.teacher.client.call(assignments.publishAssignment, { assignmentId: id }, {})
    expect(await status()).toBe(200)
    await room.teacher.client.call(assignments.deleteAssignment, { assignmentId: id }, {})
    expect(await status()).toBe(404)
  })

  it('once taken away is nameless to whoever hears what was before', async () => {
    const { id } = await anAssignment(room.teacher.client, room.id)
    await room.teacher.client.call(assignments.deleteAssignment, { assignmentId: id }, {})
    const heard = await eventsAfter(school.services.connection.db, topicOf('class', room.id), 0, 500)
    const said = heard.flatMap(({ name, payload }) => {
      const { assignment } = payload as { assignment?: assignments.AssignmentFacts }
      return assignment?.id === id ? [[name, assignment.title]] : []
    })
    expect(said).toEqual([['assignment.published', '']])
  })

  it("cannot carry somebody else's file", async () => {
    const fileId = await upload(student.client, 'mine.txt', Buffer.from('x'))
    await expect(anAssignment(room.teacher.client, room.id, { files: [fileId] })).rejects.toThrow(
      'unknown-file',
    )
  })
})

describe('handing in', () => {
  it('twice with the same id, even fifty times at once, is one attempt', async () => {
    const { id } = await anAssignment(room.teacher.client, room.id)
    const input = { id: newId(), after: 0, body: 'Mine', files: [] }
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        student.client.status(assignments.handIn, { assignmentId: id }, input),
      ),
    )
    expect(new Set(answers)).toEqual(new Set([200]))
    expect((await workOf(student, id)).attemptList).toHaveLength(1)
  })

  it('fifty times at once with different ids is one attempt, and the rest are told so', async () => {
    const { id } = await anAssignment(room.teacher.client, room.id)
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        student.client.status(
          assignments.handIn,
          { assignmentId: id },
          { id: newId(), after: 0, body: 'Mine', files: [] },
        ),
      ),
    )
    expect(answers.filter((status) => status === 200)).toHaveLength(1)
    expect(answers.filter((status) => status === 409)).toHaveLength(49)
    expect((await workOf(student, id)).attempts).toBe(1)
  })

  it('again keeps every attempt, and is late by the clock of the server', async () => {
    const { id } = await anAssignment(room.teacher.client, room.id, { dueAt: inHours(1) })
    await handInText(student.client, id, 'First')
    school.offsetMs = 2 * 3_600_000
    const after = await handInText(student.client, id, 'Second', 1).finally(() => {
      school.offsetMs = 0
    })
    expect(after.attemptList.map(({ no, body, late }) => [no, body, late])).toEqual([
      [2, 'Second', true],
      [1, 'First', false],
    ])
    expect(after).toMatchObject({ state: 'submitted', late: true, attempts: 2 })
  })

  it('within the minute shown as due is in time, and can be taken back as long', async () => {
    const minute = Math.floor(Date.now() / 60_000) * 60_000
    const { id } = await anAssignment(room.teacher.client, room.id, {
      dueAt: new Date(minute + 3_600_000).toISOString(),
    })
    // Forty seconds past the hour that was shown, then into the next minute.
    school.offsetMs = minute + 3_600_000 + 40_000 - Date.now()
    const within = await handInText(student.client, id).finally(() => {
      school.offsetMs = 0
    })
    expect(within).toMatchObject({ late: false, mayTakeBack: true })
    school.offsetMs = minute + 3_600_000 + 61_000 - Date.now()
    const past = await handInText(student.client, id, 'Again', 1).finally(() => {
      school.offsetMs = 0
    })
    expect(past).toMatchObject({ late: true, mayTakeBack: false })
  })

  it('nothing at all is refused', async () => {
    const { id } = await anAssignment(room.teacher.client, room.id)
    await expect(handInText(student.client, id, '  ')).rejects.toThrow('required')
  })

  it('can be taken back until it is due; the attempt stays and its text is the draft again', async () => {
    const { id } = await anAssignment(room.teacher.client, room.id, { dueAt: inHours(1) })
    const fileId = await upload(student.client, 'a.txt', Buffer.from('x'))
    await student.client.call(
      assignments.handIn,
      { assignmentId: id },
      { id: newId(), after: 0, body: 'First', files: [fileId] },
    )
    const back = await student.client.call(assignments.takeBack, { assignmentId: id }, {})
    expect(back).toMatchObject({
      state: 'working',
      attempts: 1,
      draft: { body: 'First', files: [{ id: fileId }] },
    })
    await handInText(student.client, id, 'Second', 1)
    school.offsetMs = 2 * 3_600_000
    const late = await student.client.status(assignments.takeBack, { assignmentId: id }, {})
    school.offsetMs = 0
    expect(late).toBe(409)
  })

  it('is told to the student, the guardians and the staff, never to the class', async () => {
    const { id } = await anAssignment(room.teacher.client, room.id)
    const guardian = await school.guardianOf(student)
    const people = [room.teacher, student, guardian]
    const sockets = await Promise.all(people.map((person) => person.client.socket()))
    for (const [n, socket] of sockets.entries()) await socket.subscribe(topicOf('account', people[n]!.id))
    const classmate = await room.students[1]!.client.socket()
    await classmate.subscribe(topicOf('class', room.id))
    await classmate.subscribe(topicOf('account', room.students[1]!.id))
    await handInText(student.client, id)
    for (const socket of sockets) {
      const event = await socket.event(assignments.submissionChanged.name)
      expect(event.payload).toMatchObject({
        assignmentId: id,
        studentId: student.id,
        state: 'submitted',
        attempts: 1,
      })
      socket.close()
    }
    expect(JSON.stringify(classmate.frames)).not.toContain(id)
    classmate.close()
  })
})

describe('a draft', () => {
  it('that arrives after the work was handed in changes nothing', async () => {
    const { id } = await anAssignment(room.teacher.client, room.id)
    const late = { body: 'half of it', files: [], after: 0 }
    const save = () => student.client.status(assignments.saveDraft, { assignmentId: id }, late)
    expect(await save()).toBe(200)
    await handInText(student.client, id, 'all of it')
    expect(await save()).toBe(409)
    await student.client.call(assignments.takeBack, { assignmentId: id }, {})
    expect((await workOf(student, id)).draft.body).toBe('all of it')
  })

  it('is kept for the student and shown to nobody else', async () => {
    const { id } = await anAssignment(room.teacher.client, room.id)
    const guardian = await school.guardianOf(student)
    const fileId = await upload(student.client, 'a.txt', Buffer.from('x'))
    await student.client.call(
      assignments.saveDraft,
      { assignmentId: id },
      { body: 'secret so far', files: [fileId] },
    )
    expect((await workOf(student, id)).draft).toMatchObject({
      body: 'secret so far',
      files: [{ id: fileId }],
    })
    const params = { assignmentId: id, studentId: student.id }
    const seen = [
      await room.teacher.client.call(assignments.getMarking, params, {}),
      await room.teacher.client.call(
        assignments.getSubmission,
        { assignmentId: id },
        { studentId: student.id },
      ),
      await guardian.client.call(assignments.getSubmission, { assignmentId: id }, {}),
    ]
    expect(JSON.stringify(seen)).not.toContain('secret')
    expect((await room.teacher.client.fetch(`/api/files/${fileId}`)).status).toBe(404)
  })
})

describe('handed-in files', () => {
  it('are for the staff, the student and guardians; a classmate is refused', async () => {
    const { id } = await anAssignment(room.teacher.client, room.id)
    const guardian = await school.guardianOf(student)
    const fileId = await upload(student.client, 'a.txt', Buffer.from('x'))
    const status = async (person: Person) => (await person.client.fetch(`/api/files/${fileId}`)).status
    await student.client.call(
      assignments.handIn,
      { assignmentId: id },
      { id: newId(), after: 0, body: '', files: [fileId] },
    )
    const outside = (await school.aClass()).teacher
    const another = await school.guardianOf(room.students[1]!)
    expect(await Promise.all([room.teacher, student, guardian].map(status))).toEqual([200, 200, 200])
    expect(await Promise.all([room.students[1]!, another, outside].map(status))).toEqual([404, 404, 404])
  })
})

describe('a mark', () => {
  const params = (assignmentId: string, of = student) => ({ assignmentId, studentId: of.id })

  it('is invisible to the student and guardians until it is returned, and then a later one is again', async () => {
    const { id } = await anAssignment(room.teacher.client, room.id)
    const guardian = await school.guardianOf(student)
    await handInText(student.client, id)
    const mark = (score: string, comment: string) =>
      room.teacher.client.call(assignments.setMark, params(id), { score, comment })
    await mark('7.25', 'first-comment')
    const seen = async () =>
      JSON.stringify([
        await workOf(student, id),
        await workOf(guardian, id),
        await student.client.call(assignments.getAssignment, { assignmentId: id }, {}),
        await student.client.call(assignments.listAssignments, { classId: room.id }, {}),
        await student.client.call(assignments.listMyWork, {}, {}),
      ])
    expect(await seen()).not.toMatch(/"7\.25"|first-comment/)
    await room.teacher.client.call(assignments.returnWork, { assignmentId: id }, { students: [student.id] })
    expect((await workOf(student, id)).mark).toMatchObject({ score: '7.25', comment: 'first-comment' })
    expect((await workOf(guardian, id)).mark).toMatchObject({ score: '7.25' })
    await mark('9', 'second-comment')
    expect(await seen()).not.toMatch(/second-comment/)
    expect((await workOf(student, id)).mark?.score).toBe('7.25')
    const [row] = (
      await room.teacher.client.call(assignments.listSubmissions, { assignmentId: id }, {})
    ).submissions.filter((one) => one.student.id === student.id)
    expect(row).toMatchObject({ mark: { score: '9' }, released: false })
  })

  it('above the points is refused unless it is meant, below zero always', async () => {
    const { id } = await anAssignment(room.teacher.client, room.id)
    const set = (score: string, extra = false) =>
      room.teacher.client.status(assignments.setMark, params(id), { score, extra })
    expect(await set('10.5')).toBe(400)
    expect(await set('10.5', true)).toBe(200)
    expect(await set('-1', true)).toBe(400)
    expect(await set('1e3')).toBe(400)
    expect(await set('0.00001')).toBe(400)
  })

  it('saved again unchanged is recorded once', async () => {
    const { id, itemId } = await anAssignment(room.teacher.client, room.id)
    for (const score of ['8', '8.0', '8.00'])
      await room.teacher.client.call(assignments.setMark, params(id), { score, comment: 'same' })
    const rows = await school.services.connection.db
      .selectFrom('gradeEntry')
      .select('no')
      .where('itemId', '=', itemId)
      .execute()
    expect(rows).toHaveLength(1)
  })

  it('for somebody of another class is refused', async () => {
    const { id } = await anAssignment(room.teacher.client, room.id)
    const other = await school.aClass()
    expect(
      await room.teacher.client.status(assignments.setMark, params(id, other.students[0]), { score: '1' }),
    ).toBe(404)
  })

  it('and all others are returned together; what is not marked stays', async () => {
    const { id } = await anAssignment(room.teacher.client, room.id)
    const [first, second, third] = room.students as [Person, Person, Person]
    for (const person of [first, second]) await handInText(person.client, id)
    await room.teacher.client.call(assignments.setMark, params(id, first), { score: '5' })
    await room.teacher.client.call(assignments.setMark, params(id, third), { score: '6' })
    const { returned } = await room.teacher.client.call(
      assignments.returnWork,
      { assignmentId: id },
      { students: 'marked' },
    )
    expect(returned).toBe(2)
    const states = await Promise.all([first, second, third].map((person) => workOf(person, id)))
    expect(states.map(({ state, mark }) => [state, mark?.score])).toEqual([
      ['returned', '5'],
      ['submitted', undefined],
      ['returned', '6'],
    ])
    const { counts } = await room.teacher.client.call(assignments.getAssignment, { assignmentId: id }, {})
    expect(counts).toEqual({ students: 3, handedIn: 2, toMark: 1, returned: 2 })
  })
})
