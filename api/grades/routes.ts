import { DONE } from '#domain/contract.ts'
import * as grades from '#domain/grades/contract.ts'
import { type Feature, route } from '../feature.ts'
import { createCategory, listCategories, setCategories } from './category.ts'
import { gradesFollow } from './follows.ts'
import { recordGrades, releaseGrades } from './grade.ts'
import { getGradebook, getGradebookChanges, getStudentGrades } from './gradebook.ts'
import { createGradeItem, deleteGradeItem, restoreGradeItem, updateGradeItem } from './item.ts'
import { undoGrades } from './undo-grades.ts'

export const gradesFeature: Feature = {
  name: 'grades',
  follows: gradesFollow,
  routes: [
    route(grades.getGradebook, (ctx, { params, input }) => getGradebook(ctx, params.classId, input)),
    route(grades.getGradebookChanges, (ctx, { params, input }) =>
      getGradebookChanges(ctx, params.classId, input.since),
    ),
    route(grades.getStudentGrades, (ctx, { params, input }) =>
      getStudentGrades(ctx, params.classId, params.studentId, input.view),
    ),
    route(grades.recordGrades, async (ctx, { params, input }) => {
      const recorded = await recordGrades(ctx, params.classId, input.grades, input)
      return { recorded: recorded.length, grades: recorded }
    }),
    route(grades.undoGrades, (ctx, { params, input }) =>
      undoGrades(ctx, params.classId, params.batchId, input.id),
    ),
    route(grades.releaseGrades, async (ctx, { params, input }) => ({
      released: await releaseGrades(ctx, params.itemId, input.students === 'all' ? null : input.students),
    })),
    route(grades.createGradeItem, (ctx, { params, input }) => createGradeItem(ctx, params.classId, input)),
    route(grades.updateGradeItem, (ctx, { params, input }) => updateGradeItem(ctx, params.itemId, input)),
    route(grades.deleteGradeItem, async (ctx, { params }) => {
      await deleteGradeItem(ctx, params.itemId)
      return DONE
    }),
    route(grades.restoreGradeItem, (ctx, { params }) => restoreGradeItem(ctx, params.itemId)),
    route(grades.listCategories, async (ctx, { params }) => ({
      categories: await listCategories(ctx, params.classId),
    })),
    route(grades.setCategories, async (ctx, { params, input }) => ({
      categories: await setCategories(ctx, params.classId, input.categories),
    })),
    route(grades.createCategory, (ctx, { params, input }) => createCategory(ctx, params.classId, input)),
  ],
}
