import type { Config } from '../config.ts'
import { addressOf } from '../network-address.ts'
import type { Names } from './names.ts'

/**
 * The address by which others in the room come over HTTPS: `BASE_URL` where it is https, else our own door, under the name
 * that the school's certificate is for, that of `BASE_URL`, or this machine's address; null when nobody else can come.
 */
export const secureAddress = (
  { baseUrl, host, tlsCert }: Pick<Config, 'baseUrl' | 'host' | 'tlsCert'>,
  door: { port: number; names: Names } | null,
  nearby?: () => string | null,
): string | null => {
  if (baseUrl?.startsWith('https:')) return baseUrl
  if (!door) return null
  const name = baseUrl
    ? new URL(baseUrl).hostname
    : tlsCert && door.names.dns.find((one) => !one.includes('*'))
  const place = name || addressOf(host, nearby)
  return place && `https://${place}${door.port === 443 ? '' : `:${door.port}`}`
}
