import type { Config } from '../config.ts'

/** What HTTPS adds to the port of the pages, as 443 is to a web server. */
const BESIDE = 443
const LAST = 65_535

/**
 * The port of HTTPS, 0 for a free one; null when there is no such door: it is switched off, or `BASE_URL` says that
 * somebody else ends TLS.
 */
export const securePortOf = (
  config: Pick<Config, 'port' | 'httpsPort' | 'baseUrl' | 'tlsCert'>,
): number | null => {
  const { port, httpsPort, baseUrl, tlsCert } = config
  if (httpsPort === 'none') return null
  if (httpsPort !== null) return httpsPort
  if (baseUrl?.startsWith('https:') && tlsCert === null) return null
  if (port === 80) return BESIDE
  return port === 0 || port + BESIDE > LAST ? 0 : port + BESIDE
}
