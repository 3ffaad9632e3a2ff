import * as contract from '#domain/audit/contract.ts'
import { type Feature, route } from '../feature.ts'
import { listAudit } from './audit.ts'

export const auditFeature: Feature = {
  name: 'audit',
  routes: [route(contract.listAudit, (ctx, { input }) => listAudit(ctx, input))],
}
