import { beforeAll, describe, expect, it } from 'vitest'
import * as grades from '#domain/grades/contract.ts'
import type { Mark } from '#domain/grades/paste.ts'
import { newId } from '#domain/ids.ts'
import type { TestClass } from '../testing/school.ts'
import { TestSchool } from '../testing/school.ts'
import { aColumn } from '../testing/work.ts'

let school: TestSchool
beforeAll(async () => {
  school = await TestSchool.start()
})

type Given = { studentId: string; itemId: string; score: string | null; before?: Mark }

const record = (room: TestClass, given: Given[], batchId = newId(), extra = false) =>
  room.teacher.client.call(grades.recordGrades, { classId: room.id }, { grades: given, batchId, extra })
const undo = (room: TestClass, batchId: string, id = newId()) =>
  room.teacher.client.call(grades.undoGrades, { classId: room.id, batchId }, { id })

const scoresOf = async (room: TestClass) => {
  const { rows } = await room.teacher.client.call(grades.getGradebook, { classId: room.id }, {})
  return Object.fromEntries(rows.map((row) => [row.student.id, row.cells[0]?.score ?? null]))
}
const entriesIn = async (room: TestClass) => {
  const rows = await school.services.connection.db
    .selectFrom('gradeEntry')
    .innerJoin('gradeItem', 'gradeItem.id', 'gradeEntry.itemId')
    .select('gradeEntry.id')
    .where('gradeItem.classId', '=', room.id)
    .execute()
  return rows.length
}

/** A class of three in which the first two have 60 and 61 of 100. */
const marked = async () => {
  const room = await school.aClass({ students: 3 })
  const item = await aColumn(room.teacher.client, room.id, '100')
  const [first, second, third] = room.students.map((student) => student.id) as [string, string, string]
  await record(room, [
    { studentId: first, itemId: item.id, score: '60' },
    { studentId: second, itemId: item.id, score: '61' },
  ])
  return { room, item, first, second, third }
}

describe('grades recorded together', () => {
  it('are one batch, and sent again are recorded once', async () => {
    const { room, item, first, third } = await marked()
    const batchId = newId()
    const given = [
      { studentId: first, itemId: item.id, score: '91' },
      { studentId: third, itemId: item.id, score: '93.5' },
    ]
    const both = await Promise.all([record(room, given, batchId), record(room, given, batchId)])
    const told = [
      expect.objectContaining({ studentId: first, no: 2, score: '91' }),
      expect.objectContaining({ studentId: third, no: 1, score: '93.5' }),
    ]
    for (const { recorded, grades } of both) {
      expect(recorded).toBe(2)
      expect(grades).toEqual(expect.arrayContaining(told))
    }
    expect(await entriesIn(room)).toBe(4)
  })

  it('are refused whole, each named, when one of them was graded otherwise since the writer looked', async () => {
    const { room, item, first, second, third } = await marked()
    const seen = { score: '60.0', excused: false }
    const refused = record(room, [
      { studentId: first, itemId: item.id, score: '91', before: seen },
      { studentId: second, itemId: item.id, score: '92', before: seen },
      { studentId: third, itemId: item.id, score: '93', before: { score: null, excused: false } },
    ])
    await expect(refused).rejects.toMatchObject({
      status: 409,
      body: { code: 'grades-changed', errors: [{ path: 'grades.1', code: 'changed' }] },
    })
    expect(await scoresOf(room)).toEqual({ [first]: '60', [second]: '61', [third]: null })
  })

  it('of another batch’s id are not found, nor is a batch of another class', async () => {
    const { room, item, first } = await marked()
    const other = await marked()
    const batchId = newId()
    await record(room, [{ studentId: first, itemId: item.id, score: '91' }], batchId)
    await expect(undo(other.room, batchId)).rejects.toMatchObject({ status: 404 })
    const taken = record(other.room, [{ studentId: other.first, itemId: other.item.id, score: '1' }], batchId)
    await expect(taken).rejects.toMatchObject({ status: 404 })
  })
})

describe('undo', () => {
  it('brings back what stood there, also nothing, and is done once', async () => {
    const { room, item, first, second, third } = await marked()
    const batchId = newId()
    await record(
      room,
      [first, second, third].map((studentId) => ({ studentId, itemId: item.id, score: '99' })),
      batchId,
    )
    const done = { restored: 3, kept: [] }
    expect(await Promise.all([undo(room, batchId), undo(room, batchId)])).toEqual([done, done])
    expect(await scoresOf(room)).toEqual({ [first]: '60', [second]: '61', [third]: null })
    expect(await entriesIn(room)).toBe(2 + 3 + 3)
  })

  it('leaves and names what was graded anew since', async () => {
    const { room, item, first, second } = await marked()
    const batchId = newId()
    await record(
      room,
      [first, second].map((studentId) => ({ studentId, itemId: item.id, score: '99' })),
      batchId,
    )
    await record(room, [{ studentId: second, itemId: item.id, score: '70' }])
    const kept = [{ itemId: item.id, studentId: second }]
    expect(await undo(room, batchId)).toEqual({ restored: 1, kept })
    expect(await undo(room, batchId)).toEqual({ restored: 1, kept })
    expect(await scoresOf(room)).toMatchObject({ [first]: '60', [second]: '70' })
  })

  it('can itself be undone', async () => {
    const { room, item, first } = await marked()
    const [batchId, undoId] = [newId(), newId()]
    await record(room, [{ studentId: first, itemId: item.id, score: '99' }], batchId)
    await undo(room, batchId, undoId)
    await undo(room, undoId)
    expect(await scoresOf(room)).toMatchObject({ [first]: '99' })
  })

  it('of a grade that students saw leaves no draft, and keeps its comment', async () => {
    const { room, item, first } = await marked()
    const { client } = room.teacher
    const cellOf = async () => {
      const { rows } = await client.call(grades.getGradebook, { classId: room.id }, {})
      const { no, ...cell } = rows.find((row) => row.student.id === first)!.cells[0]!
      return cell
    }
    const commentOf = async () => {
      const params = { classId: room.id, studentId: first }
      return (await client.call(grades.getStudentGrades, params, {})).cells[0]?.comment
    }
    const remark = { itemId: item.id, studentId: first, score: '60', comment: 'Well argued.' }
    await client.call(grades.recordGrades, { classId: room.id }, { grades: [remark] })
    await client.call(grades.releaseGrades, { itemId: item.id }, { students: 'all' })
    const before = await cellOf()
    expect([before, await commentOf()]).toEqual([{ score: '60', commented: true }, 'Well argued.'])
    const batchId = newId()
    await record(room, [{ studentId: first, itemId: item.id, score: '16' }], batchId)
    expect(await cellOf()).toMatchObject({ score: '16', draft: true })
    await undo(room, batchId)
    expect([await cellOf(), await commentOf()]).toEqual([before, 'Well argued.'])
  })

  it('leaves out a column that was taken away meanwhile', async () => {
    const { room, item, first } = await marked()
    const batchId = newId()
    await record(room, [{ studentId: first, itemId: item.id, score: '99' }], batchId)
    await room.teacher.client.call(grades.deleteGradeItem, { itemId: item.id }, {})
    expect(await undo(room, batchId)).toEqual({
      restored: 0,
      kept: [{ itemId: item.id, studentId: first }],
    })
  })
})
