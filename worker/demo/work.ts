import { createAssignment } from '#api/assignments/assignment.ts'
import { returnWork } from '#api/assignments/return.ts'
import { noteRead } from '#api/assignments/seen.ts'
import { addAttempt, saveDraft } from '#api/assignments/submission.ts'
import { setCategories } from '#api/grades/category.ts'
import { type NewGrade, recordGrades, releaseGrades } from '#api/grades/grade.ts'
import { createGradeItem, itemsOf } from '#api/grades/item.ts'
import { newId } from '#domain/ids.ts'
import { type Mark, markFor } from './mark.ts'
import { OFFERED_WARDS } from './people.ts'
import { type FilledClass, WEEKS_BEHIND } from './school.ts'
import { dice, inParallel, minutesFrom, oneOf, type Story } from './story.ts'
import { uploadText } from './talk.ts'
import { LITERATURE_WORK } from './words/literature-work.ts'
import { MATHEMATICS_WORK } from './words/mathematics-work.ts'
import { PHYSICS_WORK } from './words/physics-work.ts'
import type { ClassWork, Task } from './words/task.ts'

const WORK: Record<FilledClass['key'], ClassWork> = {
  mathematics: MATHEMATICS_WORK,
  physics: PHYSICS_WORK,
  literature: LITERATURE_WORK,
}

const DUE = '20:00'
/** Work is set this many days before it is due. */
const SET_BEFORE = 6
/** Work that was due this long ago is marked and returned. */
const MARKED_AFTER = 5

/** The student who has begun what is due tomorrow, and not handed it in. */
const BEGUN = { by: 'student', words: 'a) k = 2, b = −3\nb) ' }

/** What came back with a mark, and is handed in again with what was missing. */
const AGAIN = {
  by: 'leo.zhang',
  task: 'Pythagoras: problems from the harbour',
  at: '-1 17:10',
  words: 'I forgot the units, and the second ladder was wrong: √(6.5² − 2.5²) = 6 m.',
}

interface SetTask extends Task {
  id: string
}

/** The share of the class that hands in, by how soon it is due. */
const shareFor = (due: number): number => (due < 0 ? 0.93 : due < 2 ? 0.4 : 0.04)

const createTask = async (
  story: Story,
  one: FilledClass,
  task: Task,
  categoryIds: readonly string[],
): Promise<SetTask> => {
  const [teacher] = one.teachers
  const set = Math.min(task.due - SET_BEFORE, -1)
  const ctx = await story.as(teacher, story.at(`${set} 15:40`))
  const id = newId()
  await createAssignment(ctx, one.id, {
    id,
    title: task.title,
    body: task.body,
    dueAt: story.at(`${task.due} ${DUE}`).toISOString(),
    points: task.points,
    categoryId: categoryIds[task.category] ?? null,
    files: task.file ? [await uploadText(ctx, task.file, one.id)] : [],
    publish: task.kind !== 'draft',
  })
  return { ...task, id }
}

/** When a student hands in: mostly in the days before, some on the day after. Never later than now. */
const handInTime = (story: Story, task: Task, roll: () => number): Date => {
  const dueAt = story.at(`${task.due} ${DUE}`)
  const isLate = task.due < 0 && roll() < 0.07
  const at = isLate ? minutesFrom(dueAt, 20 + roll() * 900) : minutesFrom(dueAt, -roll() * 3 * 1440 - 5)
  const latest = minutesFrom(story.now, -3 - roll() * 90)
  return at < latest ? at : latest
}

/** The class hands in; a few hand in twice. Returns who did. */
const collect = async (story: Story, one: FilledClass, task: SetTask): Promise<Set<string>> => {
  const roll = dice(`${one.key} ${task.title}`)
  const plans = one.students.map((username) => ({
    username,
    does: roll() < shareFor(task.due) && username !== BEGUN.by,
    at: handInTime(story, task, roll),
    body: oneOf(task.answers, roll()),
    again: task.due < 0 && roll() < 0.06,
  }))
  // The one to sign in as has done all that is past, and begun what is due tomorrow.
  const own = plans.find((plan) => plan.username === BEGUN.by)
  if (own && task.due < 0) own.does = true
  const once = plans.find((plan) => plan.username === AGAIN.by)
  if (once && task.title === AGAIN.task) Object.assign(once, { does: true, again: false })
  const doing = plans.filter((plan) => plan.does)
  const found = { id: task.id, classId: one.id, dueAt: story.at(`${task.due} ${DUE}`) }
  await inParallel(doing, async ({ username, at, body, again }) => {
    const ctx = await story.as(username, at)
    await addAttempt(ctx, found, { id: newId(), after: 0, body, files: [] })
    if (!again) return
    const later = await story.as(username, minutesFrom(at, 2))
    await addAttempt(later, found, { id: newId(), after: 1, body: `${body}\n\n(corrected)`, files: [] })
  })
  if (own && task.due === 1 && one.key === 'mathematics')
    await saveDraft(await story.as(BEGUN.by, story.at('-40m')), task.id, { body: BEGUN.words, files: [] })
  return new Set(doing.map((plan) => plan.username))
}

const gradesOf = (
  story: Story,
  itemId: string,
  marks: readonly (Mark & { username: string })[],
): NewGrade[] => marks.map(({ username, ...mark }) => ({ ...mark, itemId, studentId: story.idOf(username) }))

const itemIdOf = async (story: Story, one: FilledClass, assignmentId: string): Promise<string> => {
  const items = await itemsOf(story.system(story.now).db, one.id)
  return items.find((item) => item.assignmentId === assignmentId)?.id ?? ''
}

/** Who is offered to sign in as has looked at what came back long ago; the newest is new to them. */
const readReturn = async (story: Story, one: FilledClass, task: SetTask): Promise<void> => {
  const at = story.at(`${task.due + 4} 18:00`)
  for (const username of ['assistant', ...OFFERED_WARDS].filter((name) => one.students.includes(name)))
    for (const reader of OFFERED_WARDS.includes(username) ? [username, 'guardian'] : [username])
      await noteRead(await story.as(reader, at), story.idOf(username), { id: task.id, classId: one.id })
}

/** Marks what was handed in; all of it if it is long past, about half if it is recent. */
const mark = async (
  story: Story,
  one: FilledClass,
  task: SetTask,
  doing: ReadonlySet<string>,
): Promise<void> => {
  const [teacher] = one.teachers
  const marker = one.assistants[0] ?? teacher
  const done = task.due <= -MARKED_AFTER
  const marks = one.students
    .filter((username) => task.kind === 'paper' || doing.has(username))
    .filter((_, n) => done || n % 2 === 0)
    .map((username) => ({
      username,
      ...markFor(username, task, WORK[one.key].comments),
      attemptNo: doing.has(username) ? 1 : null,
    }))
  const at = story.at(done ? `${task.due + 3} 21:10` : '-100m')
  const grades = gradesOf(story, await itemIdOf(story, one, task.id), marks)
  await recordGrades(await story.as(done ? teacher : marker, at), one.id, grades, { extra: false })
  if (done)
    await returnWork(await story.as(teacher, story.at(`${task.due + 4} 16:30`)), task.id, {
      students: 'marked',
    })
  if (done && task.due < -2 * MARKED_AFTER) await readReturn(story, one, task)
}

const writeTest = async (
  story: Story,
  one: FilledClass,
  { title, day, category }: ClassWork['test'],
  categoryIds: readonly string[],
): Promise<void> => {
  const [teacher] = one.teachers
  const itemId = newId()
  const written = await story.as(teacher, story.at(`${day} 15:00`))
  await createGradeItem(written, one.id, {
    id: itemId,
    title,
    maxPoints: '100',
    categoryId: categoryIds[category] ?? null,
  })
  const marks = one.students.map((username) => ({
    username,
    ...markFor(
      username,
      { title: `${one.key} ${title}`, points: '100' },
      { good: [''], fair: [''], weak: [''] },
    ),
  }))
  const ctx = await story.as(teacher, story.at(`${day + 5} 20:30`))
  await recordGrades(ctx, one.id, gradesOf(story, itemId, marks), { extra: false })
  await releaseGrades(ctx, itemId, null)
}

const handInAgain = async (story: Story, one: FilledClass, task: SetTask): Promise<void> => {
  const found = { id: task.id, classId: one.id, dueAt: story.at(`${task.due} ${DUE}`) }
  await addAttempt(await story.as(AGAIN.by, story.at(AGAIN.at)), found, {
    id: newId(),
    after: 1,
    body: AGAIN.words,
    files: [],
  })
}

/** The term's work of a class: categories, assignments, what was handed in, marks. */
export const doWork = async (story: Story, one: FilledClass): Promise<void> => {
  const { categories, tasks, test } = WORK[one.key]
  const [teacher] = one.teachers
  const start = await story.as(teacher, story.at(`${story.weekday(1, -WEEKS_BEHIND)} 07:50`))
  const set = await setCategories(
    start,
    one.id,
    categories.map(([name, weight]) => ({ id: newId(), name, weight })),
  )
  const categoryIds = set.map((category) => category.id)
  for (const task of tasks) {
    const made = await createTask(story, one, task, categoryIds)
    const doing = task.kind === 'online' ? await collect(story, one, made) : new Set<string>()
    if (task.due < 0) await mark(story, one, made, doing)
    if (task.title === AGAIN.task) await handInAgain(story, one, made)
    if (task.title === tasks[3]?.title) await writeTest(story, one, test, categoryIds)
  }
}
