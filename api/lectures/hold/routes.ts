import { DONE } from '#domain/contract.ts'
import * as hold from '#domain/lectures/hold/contract.ts'
import { type Route, route } from '../../feature.ts'
import { getTalkTime } from '../talk.ts'
import { admit, listAtDoor, sendOut, setDoor, stopWaiting } from './door.ts'
import { clearFeedback, giveFeedback } from './feedback.ts'
import { askToUnmute, setFocus, setTimer } from './focus.ts'
import { clearPick, pickPerson } from './picker.ts'
import { answerAsk, askToShare } from './screen.ts'

/** The doors by which the teacher holds the room. */
export const holdRoutes: Route[] = [
  route(hold.setDoor, (ctx, { params, input }) => setDoor(ctx, params.lectureId, input)),
  route(hold.listAtDoor, (ctx, { params }) => listAtDoor(ctx, params.lectureId)),
  route(hold.admit, async (ctx, { params, input }) => {
    await admit(ctx, params.lectureId, input.accountId)
    return DONE
  }),
  route(hold.sendOut, async (ctx, { params, input }) => {
    await sendOut(ctx, params.lectureId, input.accountId)
    return DONE
  }),
  route(hold.setFocus, (ctx, { params, input }) => setFocus(ctx, params.lectureId, input)),
  route(hold.setTimer, async (ctx, { params, input }) => ({
    timer: await setTimer(ctx, params.lectureId, input),
  })),
  route(hold.askToUnmute, async (ctx, { params, input }) => {
    await askToUnmute(ctx, params.lectureId, input.accountId)
    return DONE
  }),
  route(hold.pickPerson, async (ctx, { params }) => ({ picked: await pickPerson(ctx, params.lectureId) })),
  route(hold.clearPick, async (ctx, { params }) => {
    await clearPick(ctx, params.lectureId)
    return DONE
  }),
  route(hold.giveFeedback, async (ctx, { params, input }) => {
    await giveFeedback(ctx, params.lectureId, input.kind)
    return DONE
  }),
  route(hold.clearFeedback, async (ctx, { params }) => {
    await clearFeedback(ctx, params.lectureId)
    return DONE
  }),
  route(hold.askToShare, (ctx, { params }) => askToShare(ctx, params.lectureId)),
  route(hold.answerAsk, (ctx, { params, input }) => answerAsk(ctx, params.lectureId, input)),
  route(hold.getTalkTime, async (ctx, { params }) => ({ people: await getTalkTime(ctx, params.lessonId) })),
  route(hold.stopWaiting, async (ctx, { params }) => {
    await stopWaiting(ctx, params.lectureId)
    return DONE
  }),
]
