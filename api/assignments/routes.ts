import * as assignments from '#domain/assignments/contract.ts'
import { DONE } from '#domain/contract.ts'
import { type Feature, route } from '../feature.ts'
import {
  createAssignment,
  deleteAssignment,
  getAssignment,
  listAssignments,
  publishAssignment,
  restoreAssignment,
  updateAssignment,
} from './assignment.ts'
import { handedInAgain, returnedWork } from './inbox.ts'
import { getMarking, listSubmissions, setMark } from './marking.ts'
import { listMyWork } from './my-work.ts'
import { mayReadAssignmentFile, mayReadAttemptFile } from './readable-file.ts'
import { returnWork } from './return.ts'
import { getSubmission, handIn, saveDraft, takeBack } from './submission.ts'
import { workToday } from './today.ts'
import { undoReturn } from './undo-return.ts'

export const assignmentsFeature: Feature = {
  name: 'assignments',
  today: [workToday],
  inbox: [returnedWork, handedInAgain],
  readers: [mayReadAssignmentFile, mayReadAttemptFile],
  routes: [
    route(assignments.listAssignments, async (ctx, { params, input }) => ({
      assignments: await listAssignments(ctx, params.classId, input.studentId),
    })),
    route(assignments.listMyWork, async (ctx) => ({ assignments: await listMyWork(ctx) })),
    route(assignments.createAssignment, (ctx, { params, input }) =>
      createAssignment(ctx, params.classId, input),
    ),
    route(assignments.getAssignment, (ctx, { params, input }) =>
      getAssignment(ctx, params.assignmentId, input.studentId),
    ),
    route(assignments.updateAssignment, (ctx, { params, input }) =>
      updateAssignment(ctx, params.assignmentId, input),
    ),
    route(assignments.publishAssignment, (ctx, { params }) => publishAssignment(ctx, params.assignmentId)),
    route(assignments.deleteAssignment, async (ctx, { params }) => {
      await deleteAssignment(ctx, params.assignmentId)
      return DONE
    }),
    route(assignments.restoreAssignment, (ctx, { params }) => restoreAssignment(ctx, params.assignmentId)),
    route(assignments.getSubmission, (ctx, { params, input }) =>
      getSubmission(ctx, params.assignmentId, input.studentId),
    ),
    route(assignments.saveDraft, async (ctx, { params, input }) => ({
      savedAt: await saveDraft(ctx, params.assignmentId, input),
    })),
    route(assignments.handIn, (ctx, { params, input }) => handIn(ctx, params.assignmentId, input)),
    route(assignments.takeBack, (ctx, { params }) => takeBack(ctx, params.assignmentId)),
    route(assignments.listSubmissions, async (ctx, { params }) => ({
      submissions: await listSubmissions(ctx, params.assignmentId),
    })),
    route(assignments.getMarking, (ctx, { params }) =>
      getMarking(ctx, params.assignmentId, params.studentId),
    ),
    route(assignments.setMark, (ctx, { params, input }) =>
      setMark(ctx, params.assignmentId, params.studentId, input),
    ),
    route(assignments.returnWork, (ctx, { params, input }) => returnWork(ctx, params.assignmentId, input)),
    route(assignments.undoReturn, (ctx, { params }) => undoReturn(ctx, params.assignmentId, params.returnId)),
  ],
}
