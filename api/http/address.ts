import { addressOf, isLoopback } from '#platform/network-address.ts'
import type { Http } from '../feature.ts'
import { peerReader } from './origin.ts'

/**
 * The address to print and hand out: `BASE_URL`, else the one this request came to, else this machine's in the local
 * network. Never one that means the reader's own machine: null when this one accepts nobody else.
 */
export const publicAddress = (http: Http): string | null => {
  const { config } = http.get('ctx').services
  if (config.baseUrl) return config.baseUrl
  const { origin } = peerReader(config)(http)
  const asked = URL.canParse(origin) ? new URL(origin) : null
  if (asked && !isLoopback(asked.hostname)) return asked.origin
  const address = addressOf(config.host)
  return address && asked ? `${asked.protocol}//${address}${asked.port ? `:${asked.port}` : ''}` : null
}
