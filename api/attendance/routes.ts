import * as attendance from '#domain/attendance/contract.ts'
import { type Feature, route } from '../feature.ts'
import { listAttendance } from './history.ts'
import { confirmAttendance, getRegister } from './register.ts'

export const attendanceFeature: Feature = {
  name: 'attendance',
  routes: [
    route(attendance.getRegister, (ctx, { params }) => getRegister(ctx, params.lessonId)),
    route(attendance.confirmAttendance, (ctx, { params, input }) =>
      confirmAttendance(ctx, params.lessonId, input.corrections),
    ),
    route(attendance.listAttendance, async (ctx, { params }) => ({
      entries: await listAttendance(ctx, params.accountId),
    })),
  ],
}
