import type * as z from 'zod/mini'
import { held } from '#platform/held.ts'
import type { Http } from '../feature.ts'

/** Answers with what the schema names of a value, and nothing else. `what` names the door where it must be told. */
export const answer = (http: Http, what: string, schema: z.core.$ZodType, value: unknown): Response =>
  http.json(held(http.get('ctx').services, what, schema, value) as object, 200)
