import { DONE } from '#domain/contract.ts'
import * as lectures from '#domain/lectures/contract.ts'
import {
  changeFloor as changeFloorContract,
  checkJitsi,
  joinMedia as joinMediaContract,
  muteInLecture as muteContract,
} from '#domain/lectures/media/contract.ts'
import { asGuardianOf } from '../accounts/ward.ts'
import { type Feature, route } from '../feature.ts'
import { peerReader } from '../http/origin.ts'
import { listClashes } from './clash.ts'
import { endLecture } from './end.ts'
import { changeFloor, muteInLecture } from './floor.ts'
import { callOnHand, lowerAllHands, lowerHand, raiseHand } from './hand.ts'
import { setLessonHeld } from './held.ts'
import { holdRoutes } from './hold/routes.ts'
import { tryJitsi } from './jitsi-check.ts'
import { mountJitsi } from './jitsi-door.ts'
import { joinLecture, startLecture, startLectureNow } from './lecture.ts'
import {
  cancelLesson,
  getLesson,
  listLessons,
  listMyLessons,
  restoreLesson,
  scheduleLesson,
  updateLesson,
} from './lesson.ts'
import { undoLessonChange } from './lesson-change.ts'
import { joinMedia } from './media.ts'
import { lookAtWays, mountMedia, stopMedia } from './media-door.ts'
import { lectureTopic } from './presence-keeper.ts'
import { previewSeries, scheduleSeries } from './series.ts'
import { lessonsToday } from './today.ts'

export const lecturesFeature: Feature = {
  name: 'lectures',
  today: [lessonsToday],
  routes: [
    route(lectures.listLessons, async (ctx, { params, input }) => ({
      lessons: await listLessons(ctx, params.classId, input),
    })),
    route(lectures.listMyLessons, async (ctx, { input: { studentId, ...span } }) => ({
      lessons: await listMyLessons(asGuardianOf(ctx, studentId), span),
    })),
    route(lectures.startLessonNow, (ctx, { params, input }) => startLectureNow(ctx, params.classId, input)),
    route(lectures.scheduleLesson, (ctx, { params, input }) => scheduleLesson(ctx, params.classId, input)),
    route(lectures.listClashes, (ctx, { params, input }) => listClashes(ctx, params.classId, input)),
    route(lectures.previewSeries, (ctx, { params, input }) => previewSeries(ctx, params.classId, input)),
    route(lectures.scheduleSeries, async (ctx, { params, input }) => ({
      lessons: await scheduleSeries(ctx, params.classId, input),
    })),
    route(lectures.undoLessonChange, (ctx, { params }) => undoLessonChange(ctx, params.changeId)),
    route(lectures.getLesson, (ctx, { params }) => getLesson(ctx, params.lessonId)),
    route(lectures.updateLesson, (ctx, { params, input }) => updateLesson(ctx, params.lessonId, input)),
    route(lectures.setLessonHeld, (ctx, { params, input }) =>
      setLessonHeld(ctx, params.lessonId, input.held),
    ),
    route(lectures.cancelLesson, (ctx, { params, input }) => cancelLesson(ctx, params.lessonId, input)),
    route(lectures.restoreLesson, (ctx, { params }) => restoreLesson(ctx, params.lessonId)),
    route(lectures.startLesson, (ctx, { params, input }) => startLecture(ctx, params.lessonId, input)),
    route(lectures.joinLecture, (ctx, { params }) => joinLecture(ctx, params.lessonId)),
    route(lectures.endLecture, (ctx, { params }) => endLecture(ctx, params.lectureId)),
    route(lectures.raiseHand, (ctx, { params, input }) => raiseHand(ctx, params.lectureId, input.id)),
    route(lectures.lowerHand, async (ctx, { params }) => {
      await lowerHand(ctx, params.lectureId, params.handId)
      return DONE
    }),
    route(lectures.lowerAllHands, async (ctx, { params }) => {
      await lowerAllHands(ctx, params.lectureId)
      return DONE
    }),
    route(lectures.callOnHand, async (ctx, { params }) => {
      await callOnHand(ctx, params.lectureId, params.handId)
      return DONE
    }),
    route(changeFloorContract, (ctx, { params, input }) => changeFloor(ctx, params.lectureId, input.changes)),
    route(muteContract, async (ctx, { params, input }) => {
      await muteInLecture(ctx, params.lectureId, input)
      return DONE
    }),
    route(checkJitsi, (ctx, { http }) => tryJitsi(ctx, peerReader(ctx.services.config)(http).origin)),
    route(joinMediaContract, (ctx, { params }) => joinMedia(ctx, params.lectureId)),
    ...holdRoutes,
  ],
  topics: { lecture: lectureTopic },
  raw: (app, services) => {
    mountMedia(app, services)
    mountJitsi(app)
  },
  rightsChanged: lookAtWays,
  stop: stopMedia,
}
