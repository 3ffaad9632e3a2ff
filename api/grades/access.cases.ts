import * as grades from '#domain/grades/contract.ts'
import { newId } from '#domain/ids.ts'
import { type AccessCase, accessCase, CLASS_STAFF, SCHOOL_STAFF, type World } from '../testing/access-case.ts'
import { aColumn } from '../testing/work.ts'

const made = async (world: World): Promise<string> =>
  (await aColumn(await world.school.signedIn(world.people.teacher), world.class.id)).id
const ofItem = async (world: World) => ({ params: { itemId: await made(world) }, input: {} })
const ofClass = (world: World) => ({ params: { classId: world.class.id }, input: {} })

export const cases: AccessCase[] = [
  accessCase(grades.getGradebook, [...SCHOOL_STAFF, ...CLASS_STAFF], ofClass),
  accessCase(grades.getGradebookChanges, [...SCHOOL_STAFF, ...CLASS_STAFF], (world) => ({
    params: { classId: world.class.id },
    input: { since: 0 },
  })),
  accessCase(grades.getStudentGrades, [...SCHOOL_STAFF, ...CLASS_STAFF, 'student', 'guardian'], (world) => ({
    params: { classId: world.class.id, studentId: world.people.student.id },
    input: {},
  })),
  accessCase(grades.recordGrades, CLASS_STAFF, async (world) => ({
    params: { classId: world.class.id },
    input: { grades: [{ itemId: await made(world), studentId: world.people.student.id, score: '5' }] },
  })),
  accessCase(grades.undoGrades, CLASS_STAFF, async (world) => {
    const [classId, batchId] = [world.class.id, newId()]
    const client = await world.school.signedIn(world.people.teacher)
    const given = [{ itemId: await made(world), studentId: world.people.student.id, score: '5' }]
    await client.call(grades.recordGrades, { classId }, { grades: given, batchId })
    return { params: { classId, batchId }, input: { id: newId() } }
  }),
  accessCase(grades.releaseGrades, CLASS_STAFF, async (world) => ({
    params: { itemId: await made(world) },
    input: { students: 'all' as const },
  })),
  accessCase(grades.createGradeItem, ['teacher'], (world) => ({
    params: { classId: world.class.id },
    input: { id: newId(), title: 'Test', maxPoints: '10', categoryId: null },
  })),
  accessCase(grades.updateGradeItem, ['teacher'], async (world) => ({
    params: { itemId: await made(world) },
    input: { title: 'Other' },
  })),
  accessCase(grades.deleteGradeItem, ['teacher'], ofItem),
  accessCase(grades.restoreGradeItem, ['teacher'], ofItem),
  accessCase(grades.listCategories, [...SCHOOL_STAFF, ...CLASS_STAFF, 'student', 'guardian'], ofClass),
  accessCase(grades.setCategories, ['teacher'], (world) => ({
    params: { classId: world.class.id },
    input: { categories: [] },
  })),
  accessCase(grades.createCategory, ['teacher'], (world) => ({
    params: { classId: world.class.id },
    input: { id: newId(), name: 'Homework', weight: null },
  })),
]
