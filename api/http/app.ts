import { Hono } from 'hono'
import { etag } from 'hono/etag'
import { Problem } from '#domain/problem.ts'
import type { Services } from '#platform/context.ts'
import type { Feature, HttpEnv, Route } from '../feature.ts'
import type { Hub } from '../realtime/hub.ts'
import { mountSocket } from '../realtime/socket.ts'
import { securityHeaders } from './headers.ts'
import { mountHealth } from './health.ts'
import { mount } from './mount.ts'
import { openApi } from './openapi.ts'
import { originCheck, peerReader } from './origin.ts'
import { answerProblem } from './problems.ts'
import { referencePage } from './reference.ts'
import { bearerOf, requestContext } from './session.ts'
import { mountStatic } from './static.ts'

export interface AppOptions {
  services: Services
  hub: Hub
  features: Feature[]
  version: string
  /** The folder of the built client; none in API tests. */
  webRoot?: string
}

/** Every endpoint of the product, in the order of the features. */
export const routesOf = (features: Feature[]): Route[] => features.flatMap((feature) => feature.routes)

/** A class code opens a class to whoever reads the log. */
const loggedPath = (path: string): string => path.replace(/^\/api\/join\/[^/]*/, '/api/join/:code')

const logRequests = (app: Hono<HttpEnv>, services: Services): void => {
  app.use('/api/*', async (http, next) => {
    const started = performance.now()
    await next()
    services.log.info('request', {
      requestId: http.get('requestId'),
      method: http.req.method,
      path: loggedPath(http.req.path),
      status: http.res.status,
      ms: Math.round(performance.now() - started),
      accountId: http.get('ctx')?.actor?.id,
    })
  })
}

/** The whole HTTP side of the product: headers, session, origin, endpoints, sockets, files, pages. */
export const createApp = ({ services, hub, features, version, webRoot }: AppOptions): Hono<HttpEnv> => {
  const app = new Hono<HttpEnv>()
  const peer = peerReader(services.config)
  const routes = routesOf(features)
  app.onError((error, http) => answerProblem(http, error))
  app.notFound((http) => answerProblem(http, new Problem('not-found')))
  logRequests(app, services)
  app.use('*', securityHeaders(peer, services.config))
  mountHealth(app, services, hub, version)
  const known = requestContext(services, peer)
  app.use('/api/*', (http, next) => {
    if (http.req.path !== '/api/socket') return known(http, next)
    return hub.letIn(() => {
      http.set('rightsHeard', hub.rightsHeard)
      return known(http, next)
    })
  })
  app.use(
    '/api/*',
    originCheck(peer, (http) => bearerOf(http) !== undefined),
  )
  mountSocket(app, hub, peer)
  const description = JSON.stringify(openApi(routes, version))
  app.use('/api/openapi.json', etag())
  app.get('/api/openapi.json', (http) =>
    http.body(description, 200, { 'content-type': 'application/json', 'cache-control': 'no-cache' }),
  )
  app.get('/api/docs', (http) => http.html(referencePage(routes, version)))
  for (const feature of features) feature.raw?.(app, services)
  for (const route of routes) mount(app, route)
  app.all('/api/*', () => {
    throw new Problem('not-found')
  })
  if (webRoot) mountStatic(app, webRoot)
  return app
}
