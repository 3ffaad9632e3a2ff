import * as audiences from '#domain/audiences/contract.ts'
import { DONE } from '#domain/contract.ts'
import { type Route, route, type TopicRule } from '../feature.ts'
import { checkListener } from './access.ts'
import { createGroup, getAudience, startConversation } from './audience.ts'
import { addMember, removeMember } from './member.ts'

/** The doors of groups and conversations; what people do there is said in channels, so they stand among those of messages. */
export const audienceRoutes: Route[] = [
  route(audiences.createGroup, (ctx, { input }) => createGroup(ctx, input)),
  route(audiences.startConversation, (ctx, { input }) => startConversation(ctx, input)),
  route(audiences.getAudience, (ctx, { params }) => getAudience(ctx, params.audienceId)),
  route(audiences.addAudienceMember, async (ctx, { params }) => {
    await addMember(ctx, params.audienceId, params.accountId)
    return DONE
  }),
  route(audiences.removeAudienceMember, async (ctx, { params }) => {
    await removeMember(ctx, params.audienceId, params.accountId)
    return DONE
  }),
]

export const audienceTopic: TopicRule = { check: checkListener }
