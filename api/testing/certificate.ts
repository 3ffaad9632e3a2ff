import { authority, leaf, leafKey } from '#platform/supervisor/tls-fixture.ts'
import type { Certificate } from '#platform/tls/certificate.ts'
import { endOf, namesIn } from '#platform/tls/pair.ts'

/** A certificate for `localhost` that never changes: a school of the tests has HTTPS without making one. */
export const fixedCertificate: Certificate = {
  pair: { certificate: leaf, key: leafKey },
  authority,
  names: namesIn(leaf),
  endsAt: endOf(leaf),
  problem: null,
  onChange: () => {},
  look: async () => {},
  close: () => {},
}
