import type { Config } from '#platform/config.ts'
import { addressOf } from '#platform/network-address.ts'
import { secureAddress } from '#platform/tls/address.ts'
import type { Names } from '#platform/tls/names.ts'

/** Where the product answers now. */
export interface Doors {
  port: number
  /** That of HTTPS, with what its certificate is for; null when there is no such door. */
  secure: { port: number; names: Names } | null
}

type Where = Pick<Config, 'baseUrl' | 'host' | 'tlsCert'>

/** The address to open on this machine. */
export const ownAddress = ({ baseUrl, host }: Where, port: number): string => {
  if (baseUrl) return baseUrl
  const name = ['0.0.0.0', '::'].includes(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}`
}

/**
 * What the start says about addresses, and the one that phones are to open: over plain HTTP no browser gives them a
 * microphone, so it is the one of HTTPS where there is one.
 */
export const addressesOf = (
  config: Where,
  { port, secure }: Doors,
  nearby?: () => string | null,
): { rows: string[]; phones: string | null } => {
  const here = ownAddress(config, port)
  const rows = [`Lectern answers at ${here}`]
  const place = config.baseUrl ? null : addressOf(config.host, nearby)
  const around = place && `http://${place}:${port}`
  if (around && around !== here) rows.push(`In this network:   ${around}`)
  const safe = secureAddress(config, secure, nearby)
  if (safe && safe !== here) rows.push(`With microphone:   ${safe}`)
  return { rows, phones: safe ?? config.baseUrl ?? around }
}
