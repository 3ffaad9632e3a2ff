import type { Hono } from 'hono'
import * as z from 'zod/mini'
import { isId } from '#domain/ids.ts'
import { isInScopes } from '#domain/permission.ts'
import { notFound, Problem } from '#domain/problem.ts'
import type { Http, HttpEnv, Route } from '../feature.ts'
import { answer } from './answer.ts'
import { invalidFrom } from './problems.ts'
import { notSignedIn } from './session.ts'

const JSON_LIMIT = 1024 * 1024

const paramsOf = (http: Http): Record<string, string> => {
  const params: Record<string, string> = http.req.param()
  // An id that is none names nothing: the same answer as for what is hidden.
  for (const [name, value] of Object.entries(params))
    if (name.endsWith('Id') && !isId(value)) throw notFound()
  return params
}

const jsonOf = async (http: Http): Promise<unknown> => {
  const type = http.req.header('content-type') ?? ''
  if (!type.startsWith('application/json'))
    throw new Problem('unsupported-type', { detail: 'Send application/json.' })
  if (Number(http.req.header('content-length') ?? 0) > JSON_LIMIT) throw new Problem('too-large')
  const body = await http.req.text()
  if (body.length > JSON_LIMIT) throw new Problem('too-large')
  try {
    return JSON.parse(body)
  } catch {
    throw new Problem('invalid', { detail: 'The body is not JSON.' })
  }
}

/** Where a text is that PostgreSQL has no place for: one with a NUL, or half of a surrogate pair; null when none is. */
const unstorable = (value: unknown, path: string): string | null => {
  if (typeof value === 'string') return value.includes('\u0000') || !value.isWellFormed() ? path : null
  if (typeof value !== 'object' || value === null) return null
  for (const [key, member] of Object.entries(value)) {
    const found = unstorable(key, path) ?? unstorable(member, path ? `${path}.${key}` : key)
    if (found !== null) return found
  }
  return null
}

const inputOf = async (http: Http, route: Route): Promise<unknown> => {
  const { method, input } = route.endpoint
  const raw = method === 'GET' || method === 'DELETE' ? http.req.query() : await jsonOf(http)
  const path = unstorable(raw, '')
  if (path !== null) throw new Problem('invalid', { errors: [{ path, code: 'invalid' }] })
  const result = z.safeParse(input, raw)
  if (!result.success) throw invalidFrom(result.error.issues)
  return result.data
}

/** Mounts one endpoint of the contract: access, validation, the operation, the answer. */
export const mount = (app: Hono<HttpEnv>, route: Route): void => {
  const { method, path, access, needs } = route.endpoint
  app.on(method, path, async (http) => {
    const ctx = http.get('ctx')
    if (access === 'account' && !ctx.actor) throw notSignedIn(http)
    if (needs && ctx.actor && !isInScopes(ctx.actor, needs)) throw new Problem('forbidden')
    const params = paramsOf(http)
    const output = await route.handle(ctx, { params, input: await inputOf(http, route), http })
    return answer(http, `${method} ${path}`, route.endpoint.output, output)
  })
}
