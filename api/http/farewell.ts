import type { Server, ServerResponse } from 'node:http'
import { Server as NetServer } from 'node:net'

/** How long a connection that is kept open and idle is left, so that a request already on its way is answered. */
const IDLE_MS = 1_000
/** How often those that have become idle since are closed. */
const AGAIN_MS = 250

/**
 * Prepares a server for its end: what it answers from then on says `Connection: close`, so that a proxy or a browser sends
 * its next request elsewhere. Answers with what begins the end: no new connections, no request cut off that is under way
 * or on its way; after `withinMs` the rest is cut. Resolves when all are closed.
 */
export const farewellOf = (server: Server): ((withinMs: number) => Promise<void>) => {
  let leaving = false
  const answering = new Set<ServerResponse>()
  // Before the app's own listener, which may answer at once.
  server.prependListener('request', (_request, response) => {
    if (leaving) response.shouldKeepAlive = false
    answering.add(response)
    response.once('close', () => answering.delete(response))
  })
  return (withinMs) => {
    leaving = true
    for (const response of answering) response.shouldKeepAlive = false
    return new Promise((resolve) => {
      const from = performance.now()
      const timers = [
        setInterval(() => {
          if (performance.now() - from >= IDLE_MS) server.closeIdleConnections()
        }, AGAIN_MS),
        setTimeout(() => {
          server.closeAllConnections()
          end()
        }, withinMs),
      ]
      const end = () => {
        for (const timer of timers) clearTimeout(timer)
        resolve()
      }
      // Not HTTP's own way of closing, which cuts idle connections at once: a request may be on its way over one of them.
      NetServer.prototype.close.call(server, end)
    })
  }
}
