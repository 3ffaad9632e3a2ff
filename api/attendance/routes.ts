import * as attendance from '#domain/attendance/contract.ts'
import { type Feature, route } from '../feature.ts'
import { listAttendance } from './history.ts'
import { confirmAttendance, markAllPresent, markAttendance } from './mark.ts'
import { getRegister } from './register.ts'

export const attendanceFeature: Feature = {
  name: 'attendance',
  routes: [
    route(attendance.getRegister, (ctx, { params }) => getRegister(ctx, params.lessonId)),
    route(attendance.markAttendance, (ctx, { params, input }) =>
      markAttendance(ctx, params.lessonId, input.marks),
    ),
    route(attendance.markAllPresent, (ctx, { params }) => markAllPresent(ctx, params.lessonId)),
    route(attendance.confirmAttendance, (ctx, { params, input }) =>
      confirmAttendance(ctx, params.lessonId, input.corrections),
    ),
    route(attendance.listAttendance, (ctx, { params, input }) =>
      listAttendance(ctx, params.accountId, input),
    ),
  ],
}
