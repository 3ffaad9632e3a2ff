import { createHash, X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import type { Names } from './names.ts'

/** A certificate (with those that vouch for it behind it) and its key, both as PEM. */
export interface Pair {
  certificate: string
  key: string
}

const plainAddress = (address: string): string =>
  isIP(address) === 6 ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address

/** What a certificate says it is for. */
export const namesIn = (certificate: string): Names => {
  const said = (new X509Certificate(certificate).subjectAltName ?? '').split(', ')
  const all = (kind: string) =>
    said.filter((entry) => entry.startsWith(kind)).map((entry) => entry.slice(kind.length))
  return { dns: all('DNS:'), ip: all('IP Address:').map(plainAddress) }
}

/** When a certificate ends. */
export const endOf = (certificate: string): Date => new Date(new X509Certificate(certificate).validTo)

/** The bytes of the first certificate in a PEM text, as a device takes them. */
export const derOf = (certificate: string): Buffer => new X509Certificate(certificate).raw

/** What a certificate is called where devices list it. */
export const commonNameOf = (certificate: string): string =>
  /^CN=(.*)$/m.exec(new X509Certificate(certificate).subject)?.[1] ?? ''

/** What two people compare: SHA-256 of the certificate, in pairs of digits. */
export const fingerprintOf = (certificate: string): string =>
  createHash('sha256')
    .update(derOf(certificate))
    .digest('hex')
    .toUpperCase()
    .replace(/(..)(?!$)/g, '$1:')
