/** What an answer of a deployment tells whoever sets it up. Pure. */

/** A clock that is further off than this refuses tokens, sooner or later (seconds). */
export const CLOCK_TOLERATED = 30

/** How many seconds a deployment's clock is ahead of ours by its `Date`; null when it names none. */
export const clockAhead = (date: string | null, now: Date): number | null => {
  const there = date === null ? Number.NaN : Date.parse(date)
  return Number.isNaN(there) ? null : Math.round((there - now.getTime()) / 1_000)
}

const fits = (source: string, origin: URL): boolean => {
  if (source === '*') return true
  if (source === `${origin.protocol}`) return true
  const [, scheme, host] = /^(?:(https?):\/\/)?([^/]+)\/?$/.exec(source) ?? []
  if (!host || (scheme && `${scheme}:` !== origin.protocol)) return false
  return host.startsWith('*.') ? origin.hostname.endsWith(host.slice(1)) : host === origin.host
}

/** Whether a page with these headers refuses to be shown in a frame of ours. */
export const refusesFrame = (
  headers: { csp: string | null; frameOptions: string | null },
  ours: string,
): boolean => {
  const ancestors = headers.csp
    ?.split(/[;,]/)
    .map((part) => part.trim().split(/\s+/))
    .find(([name]) => name?.toLowerCase() === 'frame-ancestors')
  if (ancestors) return !ancestors.slice(1).some((source) => fits(source, new URL(ours)))
  return headers.frameOptions !== null
}
