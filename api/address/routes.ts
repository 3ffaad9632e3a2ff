import * as address from '#domain/address/contract.ts'
import { Problem } from '#domain/problem.ts'
import { derOf } from '#platform/tls/pair.ts'
import { type Feature, route } from '../feature.ts'
import { configured } from '../school/configured.ts'
import { doorsFor } from './doors.ts'

export const addressFeature: Feature = {
  name: 'address',
  routes: [
    route(address.getDoors, async (ctx, { http }) => {
      configured(ctx)
      return doorsFor(http)
    }),
  ],
  raw: (app, services) => {
    // A phone installs it before anybody signs in there. Its bytes are the file's fingerprint: DER, not PEM.
    app.get(address.AUTHORITY_PATH, (http) => {
      const authority = services.secureDoor()?.certificate.authority
      if (!authority) throw new Problem('not-found')
      return http.body(new Uint8Array(derOf(authority)), 200, {
        'content-type': 'application/x-x509-ca-cert',
        'content-disposition': 'attachment; filename="lectern.crt"',
      })
    })
  },
}
