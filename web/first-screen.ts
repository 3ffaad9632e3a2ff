import type { RouteDefinition } from '@solidjs/router'
import { loadMe } from './accounts/session.ts'
import { screensOf } from './features.ts'

const matches = (pattern: string, pathname: string): boolean => {
  const [parts, words] = [pattern.split('/'), pathname.split('/')]
  return (
    parts.length === words.length &&
    parts.every((part, n) => (part.startsWith(':') ? words[n] : part === words[n]))
  )
}

const signedIn = (): [prefix: string, route: RouteDefinition][] => [
  ...screensOf('shell').map((route): [string, RouteDefinition] => ['', route]),
  ...screensOf('class').map((route): [string, RouteDefinition] => ['/c/:classId', route]),
]

/**
 * Begins to load what an address shows and who is signed in. The router would begin once there are words to draw
 * with, a way to the server and back later.
 */
export const beginFirstScreen = (pathname: string): void => {
  for (const [prefix, { path, component }] of signedIn()) {
    if (![path ?? ''].flat().some((one) => matches(prefix + one, pathname))) continue
    void loadMe()
    // What cannot be loaded is said where it is drawn.
    if (component && 'preload' in component && component.preload instanceof Function)
      component.preload().catch(() => {})
    return
  }
}
