import { AUTHORITY_PATH, type getDoors } from '#domain/address/contract.ts'
import type { OutputOf } from '#domain/contract.ts'
import { addressOf } from '#platform/network-address.ts'
import { secureAddress } from '#platform/tls/address.ts'
import type { SecureDoor } from '#platform/tls/door.ts'
import { commonNameOf, endOf, fingerprintOf } from '#platform/tls/pair.ts'
import type { Http } from '../feature.ts'
import { publicAddress } from '../http/address.ts'
import { peerReader } from '../http/origin.ts'

type Doors = OutputOf<typeof getDoors>

const certificateOf = (door: SecureDoor | null): Doors['certificate'] =>
  door && {
    given: door.certificate.authority === null,
    endsAt: door.certificate.endsAt.toISOString(),
    names: [...door.certificate.names.dns, ...door.certificate.names.ip],
    stale: door.certificate.problem !== null,
  }

const authorityOf = (authority: string | null, address: string | null): Doors['authority'] =>
  authority === null
    ? null
    : {
        name: commonNameOf(authority),
        fingerprint: fingerprintOf(authority),
        endsAt: endOf(authority).toISOString(),
        address: address && `${address}${AUTHORITY_PATH}`,
      }

/** The addresses to open, and who decides them. */
const addressesFor = (
  http: Http,
  door: SecureDoor | null,
): Pick<Doors, 'decidedBy' | 'address' | 'secure'> => {
  const { config } = http.get('ctx').services
  const { proxied, secure } = peerReader(config)(http)
  if (proxied && !config.baseUrl) {
    const address = publicAddress(http)
    return { decidedBy: 'proxy', address, secure: secure ? address : null }
  }
  const place = addressOf(config.host)
  const plain = door ? place && `http://${place}:${door.plainPort}` : publicAddress(http)
  return {
    decidedBy: config.baseUrl ? 'base-url' : 'machine',
    address: config.baseUrl ?? plain,
    secure: secureAddress(config, door && { port: door.port, names: door.certificate.names }),
  }
}

/** By which addresses others reach the school, as seen by whoever asks, and what makes HTTPS believed. */
export const doorsFor = (http: Http): Doors => {
  const door = http.get('ctx').services.secureDoor()
  const addresses = addressesFor(http, door)
  return {
    ...addresses,
    certificate: certificateOf(door),
    authority: authorityOf(door?.certificate.authority ?? null, addresses.address ?? addresses.secure),
  }
}
