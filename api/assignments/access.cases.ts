import * as assignments from '#domain/assignments/contract.ts'
import { newId } from '#domain/ids.ts'
import {
  type AccessCase,
  accessCase,
  CLASS_STAFF,
  EVERYBODY,
  SCHOOL_STAFF,
  type World,
} from '../testing/access-case.ts'
import { anAssignment, handInText } from '../testing/work.ts'

const OF_CLASS = [...CLASS_STAFF, 'student', 'guardian'] as const
const READERS = [...SCHOOL_STAFF, ...OF_CLASS] as const

const made = async (world: World, publish = true): Promise<string> => {
  const teacher = await world.school.signedIn(world.people.teacher)
  return (await anAssignment(teacher, world.class.id, { publish })).id
}
const about = (world: World, assignmentId: string) => ({ assignmentId, studentId: world.people.student.id })
const asked = async (world: World) => ({ params: { assignmentId: await made(world) }, input: {} })

export const cases: AccessCase[] = [
  accessCase(assignments.listAssignments, READERS, (world) => ({
    params: { classId: world.class.id },
    input: {},
  })),
  accessCase(assignments.listMyWork, EVERYBODY, () => ({ params: {}, input: {} })),
  accessCase(assignments.createAssignment, ['teacher'], (world) => ({
    params: { classId: world.class.id },
    input: { id: newId(), title: 'Essay', body: '', dueAt: null, points: null, categoryId: null, files: [] },
  })),
  accessCase(assignments.getAssignment, READERS, asked),
  accessCase(assignments.updateAssignment, ['teacher'], async (world) => ({
    params: { assignmentId: await made(world) },
    input: { title: 'Other' },
  })),
  accessCase(assignments.publishAssignment, ['teacher'], async (world) => ({
    params: { assignmentId: await made(world, false) },
    input: {},
  })),
  accessCase(assignments.deleteAssignment, ['teacher'], asked),
  accessCase(assignments.restoreAssignment, ['teacher'], asked),
  accessCase(assignments.getSubmission, ['owner', ...OF_CLASS], async (world) => ({
    params: { assignmentId: await made(world) },
    input: { studentId: world.people.student.id },
  })),
  accessCase(assignments.saveDraft, ['student'], async (world) => ({
    params: { assignmentId: await made(world) },
    input: { body: 'x', files: [] },
  })),
  accessCase(assignments.handIn, ['student'], async (world) => ({
    params: { assignmentId: await made(world) },
    input: { id: newId(), after: 0, body: 'x', files: [] },
  })),
  accessCase(assignments.takeBack, ['student'], async (world) => {
    const assignmentId = await made(world)
    await handInText(await world.school.signedIn(world.people.student), assignmentId)
    return { params: { assignmentId }, input: {} }
  }),
  accessCase(assignments.listSubmissions, ['owner', ...CLASS_STAFF], asked),
  accessCase(assignments.getMarking, ['owner', ...CLASS_STAFF], async (world) => ({
    params: about(world, await made(world)),
    input: {},
  })),
  accessCase(assignments.setMark, CLASS_STAFF, async (world) => ({
    params: about(world, await made(world)),
    input: { score: '5' },
  })),
  accessCase(assignments.returnWork, CLASS_STAFF, async (world) => ({
    params: { assignmentId: await made(world) },
    input: { students: 'marked' as const },
  })),
  accessCase(assignments.undoReturn, CLASS_STAFF, async (world) => {
    const [assignmentId, teacher] = [await made(world), await world.school.signedIn(world.people.teacher)]
    await handInText(await world.school.signedIn(world.people.student), assignmentId)
    await teacher.call(assignments.setMark, about(world, assignmentId), { score: '5' })
    const { returnId } = await teacher.call(
      assignments.returnWork,
      { assignmentId },
      { students: 'marked' as const },
    )
    return { params: { assignmentId, returnId: returnId ?? '' }, input: {} }
  }),
]
