import type { Hono } from 'hono'
import * as z from 'zod/mini'
import { CHANGES } from '#domain/contract.ts'
import { isId } from '#domain/ids.ts'
import { isInScopes } from '#domain/permission.ts'
import { notFound, Problem } from '#domain/problem.ts'
import type { Http, HttpEnv, Route } from '../feature.ts'
import { answer } from './answer.ts'
import { bodyOf, JSON_LIMIT, parseJson, storable, unstorable } from './body.ts'
import { invalidFrom } from './problems.ts'
import { takeLocalToken } from './rate-limit.ts'
import { notSignedIn } from './session.ts'

const paramsOf = (http: Http): Record<string, string> => {
  const params: Record<string, string> = http.req.param()
  // An id that is none names nothing: the same answer as for what is hidden.
  for (const [name, value] of Object.entries(params))
    if ((name.endsWith('Id') && !isId(value)) || unstorable(value) !== null) throw notFound()
  return params
}

const jsonOf = async (http: Http): Promise<unknown> => {
  const type = http.req.header('content-type') ?? ''
  if (!type.startsWith('application/json'))
    throw new Problem('unsupported-type', { detail: 'Send application/json.' })
  return parseJson((await bodyOf(http, JSON_LIMIT)).toString())
}

const inputOf = async (http: Http, route: Route): Promise<unknown> => {
  const { method, input } = route.endpoint
  const raw = method === 'GET' || method === 'DELETE' ? storable(http.req.query()) : await jsonOf(http)
  const result = z.safeParse(input, raw)
  if (!result.success) throw invalidFrom(result.error.issues)
  return result.data
}

/** Mounts one endpoint of the contract: access, validation, the operation, the answer. */
export const mount = (app: Hono<HttpEnv>, route: Route): void => {
  const { method, path, access, needs, secret, output: schema } = route.endpoint
  const rate = route.endpoint.rate ?? (method === 'GET' ? null : CHANGES)
  app.on(method, path, async (http) => {
    const ctx = http.get('ctx')
    if (access === 'account' && !ctx.actor) throw notSignedIn(http)
    if (needs && ctx.actor && !isInScopes(ctx.actor, needs)) throw new Problem('forbidden')
    // Before the body: a flood costs neither its reading nor the database.
    if (rate && ctx.actor) takeLocalToken(ctx, `${method} ${path} ${ctx.actor.id}`, rate)
    const params = paramsOf(http)
    const output = await route.handle(ctx, { params, input: await inputOf(http, route), http })
    return answer(http, { name: `${method} ${path}`, schema, secret }, output)
  })
}
