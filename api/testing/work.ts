import * as assignments from '#domain/assignments/contract.ts'
import * as grades from '#domain/grades/contract.ts'
import { newId } from '#domain/ids.ts'
import type { Client } from './client.ts'
import type { TestClass } from './school.ts'

/** An assignment of ten points without a due date, published unless said otherwise. */
export const anAssignment = (
  client: Client,
  classId: string,
  more: {
    dueAt?: string
    publish?: boolean
    points?: string | null
    categoryId?: string
    files?: string[]
  } = {},
): Promise<assignments.AssignmentView> =>
  client.call(
    assignments.createAssignment,
    { classId },
    {
      id: newId(),
      title: 'Essay',
      body: 'Write.',
      dueAt: null,
      points: '10',
      categoryId: null,
      files: [],
      publish: true,
      ...more,
    },
  )

/** Hands in a first attempt. */
export const handInText = (client: Client, assignmentId: string, body = 'My essay', after = 0) =>
  client.call(assignments.handIn, { assignmentId }, { id: newId(), after, body, files: [] })

/** A column without an assignment. */
export const aColumn = (
  client: Client,
  classId: string,
  maxPoints = '10',
  categoryId: string | null = null,
) => client.call(grades.createGradeItem, { classId }, { id: newId(), title: 'Test', maxPoints, categoryId })

/** Records one grade. */
export const grade = ({ id, teacher }: TestClass, itemId: string, studentId: string, score: string | null) =>
  teacher.client.call(grades.recordGrades, { classId: id }, { grades: [{ itemId, studentId, score }] })
