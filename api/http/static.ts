import { existsSync } from 'node:fs'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Hono } from 'hono'
import { etag } from 'hono/etag'
import { Problem } from '#domain/problem.ts'
import type { HttpEnv } from '../feature.ts'

const YEAR = 'public, max-age=31536000, immutable'

/** Serves the built client: hashed assets for ever, everything else as the one page, fetched again only when it changed. Missing assets are 404, not the page. */
export const mountStatic = (app: Hono<HttpEnv>, root: string): void => {
  const hashed = serveStatic<HttpEnv>({
    root,
    precompressed: true,
    onFound: (_path, http) => http.header('cache-control', YEAR),
  })
  app.use('/assets/*', hashed)
  app.use('/excalidraw/*', hashed)
  app.use('*', async (http, next) => {
    if (http.req.path.startsWith('/api/') || http.req.path.startsWith('/assets/'))
      throw new Problem('not-found')
    await next()
  })
  // The page itself has no name of its own for each release: a browser asks whether the one it has is still the one.
  app.use('*', etag())
  app.use('*', async (http, next) => {
    await next()
    if (http.res.ok) http.header('cache-control', 'no-cache')
  })
  app.use('*', serveStatic<HttpEnv>({ root, precompressed: true }))
  app.get('*', serveStatic<HttpEnv>({ root, path: 'index.html' }))
  app.get('*', (http) =>
    http.text(existsSync(root) ? 'Not found.' : 'The web client is not built: run "npm run build".', 404),
  )
}
