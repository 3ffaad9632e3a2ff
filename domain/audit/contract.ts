import * as z from 'zod/mini'
import { endpoint, id, instant, who } from '../contract.ts'
import { cursor, pageSize } from '../page.ts'

export const auditEntryView = z.object({
  id,
  actor: z.nullable(who),
  action: z.string(),
  targetKind: z.string(),
  targetId: z.nullable(z.string()),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** Names of the classes, people and assignments that the entry is about, as they are now. */
  about: z.array(z.string()),
  address: z.nullable(z.string()),
  at: instant,
})
export type AuditEntryView = z.output<typeof auditEntryView>

export const listAudit = endpoint({
  method: 'GET',
  path: '/api/audit',
  summary: 'Who did what and when, newest first.',
  input: z.strictObject({
    /** An action or the start of one: `account`, `report.downloaded`. */
    action: z.optional(z.string().check(z.maxLength(60), z.regex(/^[a-z.-]+$/))),
    actorId: z.optional(id),
    after: cursor,
    limit: pageSize(200),
  }),
  output: z.object({ entries: z.array(auditEntryView), next: z.nullable(z.string()) }),
})
