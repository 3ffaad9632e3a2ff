import * as classes from '#domain/classes/contract.ts'
import { DONE } from '#domain/contract.ts'
import { type Feature, route } from '../feature.ts'
import { classFor } from './access.ts'
import { createClass, getClass, listClasses, updateClass } from './class.ts'
import { listMembers, removeMember, setMember } from './enrollment.ts'
import { createJoinCode, deleteJoinCode, getJoinCode, joinClass, previewJoinCode } from './join-code.ts'
import { addMembers, findMembers, removeMembers } from './member-list.ts'
import { givePassword } from './pupil-password.ts'
import { unreadToday } from './today.ts'

export const classesFeature: Feature = {
  name: 'classes',
  today: [unreadToday],
  routes: [
    route(classes.listClasses, async (ctx) => ({ classes: await listClasses(ctx) })),
    route(classes.createClass, (ctx, { input }) => createClass(ctx, input)),
    route(classes.getClass, (ctx, { params }) => getClass(ctx, params.classId)),
    route(classes.updateClass, (ctx, { params, input }) => updateClass(ctx, params.classId, input)),
    route(classes.listMembers, async (ctx, { params }) => ({
      members: await listMembers(ctx, params.classId),
    })),
    route(classes.setMember, async (ctx, { params, input }) => {
      await setMember(ctx, params.classId, params.accountId, input.role)
      return DONE
    }),
    route(classes.removeMember, async (ctx, { params }) => {
      await removeMember(ctx, params.classId, params.accountId)
      return DONE
    }),
    route(classes.findMembers, (ctx, { params, input }) =>
      findMembers(ctx, params.classId, input.text, input.role),
    ),
    route(classes.addMembers, (ctx, { params, input }) =>
      addMembers(ctx, params.classId, input.accountIds, input.role),
    ),
    route(classes.removeMembers, async (ctx, { params, input }) => {
      await removeMembers(ctx, params.classId, input.accountIds)
      return DONE
    }),
    route(classes.givePassword, (ctx, { params }) => givePassword(ctx, params.classId, params.accountId)),
    route(classes.getJoinCode, async (ctx, { params }) => ({
      joinCode: await getJoinCode(ctx, params.classId),
    })),
    route(classes.createJoinCode, (ctx, { params, input }) =>
      createJoinCode(ctx, params.classId, input.uses, input.days),
    ),
    route(classes.deleteJoinCode, async (ctx, { params }) => {
      await deleteJoinCode(ctx, params.classId)
      return DONE
    }),
    route(classes.previewJoinCode, (ctx, { params }) => previewJoinCode(ctx, params.code)),
    route(classes.joinClass, (ctx, { params }) => joinClass(ctx, params.code)),
  ],
  topics: { class: { check: (ctx, id) => classFor(ctx, id, 'class.read') } },
}
