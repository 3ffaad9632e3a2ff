import { X509Certificate } from 'node:crypto'
import { expect, it } from 'vitest'
import { AUTHORITY_PATH, getDoors } from '#domain/address/contract.ts'
import { networkAddress } from '#platform/network-address.ts'
import { fingerprintOf } from '#platform/tls/pair.ts'
import { fixedCertificate } from '../testing/certificate.ts'
import { TestSchool } from '../testing/school.ts'

const nearby = networkAddress()

it('administration learns the addresses of both doors and what makes HTTPS believed', async () => {
  const school = await TestSchool.start({ env: { HOST: '0.0.0.0' }, certificate: fixedCertificate })
  const owner = await school.person('owner')
  const doors = await owner.client.call(getDoors, {}, {})
  const { port, securePort } = school.api
  const address = nearby && `http://${nearby}:${port}`
  expect(doors).toEqual({
    decidedBy: 'machine',
    address,
    secure: nearby && `https://${nearby}:${securePort}`,
    certificate: {
      given: false,
      endsAt: fixedCertificate.endsAt.toISOString(),
      names: ['localhost'],
      stale: false,
    },
    authority: {
      name: 'Lectern test authority',
      fingerprint: fingerprintOf(fixedCertificate.authority ?? ''),
      endsAt: expect.stringMatching(/^2126-/),
      address: address && `${address}${AUTHORITY_PATH}`,
    },
  })
  // A phone gets it before anybody signs in there; its digest is the fingerprint that the screen shows.
  const answer = await school.visitor().fetch(AUTHORITY_PATH)
  expect(answer.headers.get('content-type')).toBe('application/x-x509-ca-cert')
  const file = new X509Certificate(Buffer.from(await answer.arrayBuffer()))
  expect(file.fingerprint256).toBe(doors.authority?.fingerprint)
})

it('BASE_URL or a proxy decides where there is one, and without HTTPS there is nothing to accept', async () => {
  const nothing = { certificate: null, authority: null }
  const named = await TestSchool.start({ env: { BASE_URL: 'http://class.example' } })
  expect(await (await named.person('owner')).client.call(getDoors, {}, {})).toEqual({
    decidedBy: 'base-url',
    address: 'http://class.example',
    secure: null,
    ...nothing,
  })
  expect((await named.visitor().fetch(AUTHORITY_PATH)).status).toBe(404)
  const behind = await TestSchool.start({ env: { TRUSTED_PROXIES: '127.0.0.1', HOST: '0.0.0.0' } })
  const owner = await behind.person('owner')
  const answer = await owner.client.fetch('/api/address/doors', { headers: { 'x-forwarded-proto': 'http' } })
  expect(await answer.json()).toMatchObject({ decidedBy: 'proxy', secure: null, ...nothing })
})
