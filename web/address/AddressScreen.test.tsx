import { beforeEach, expect, test } from 'vitest'
import { getDoors } from '#domain/address/contract.ts'
import type { OutputOf } from '#domain/contract.ts'
import { enter } from '../accounts/session.ts'
import { draw } from '../ui/testing/draw.tsx'
import { door, serve, somebody } from '../ui/testing/server.ts'
import AddressScreen from './AddressScreen.tsx'

type Doors = OutputOf<typeof getDoors>

const own: Doors = {
  decidedBy: 'machine',
  address: 'http://192.168.1.20:3000',
  secure: 'https://192.168.1.20:3443',
  certificate: {
    given: false,
    endsAt: '2027-12-31T09:00:00.000Z',
    names: ['localhost', 'pc7.local', '192.168.1.20'],
    stale: false,
  },
  authority: {
    name: 'Lectern pc7 3f9a',
    fingerprint: 'B1:E3:3D',
    endsAt: '2036-11-26T09:00:00.000Z',
    address: 'http://192.168.1.20:3000/api/address/certificate.crt',
  },
}

beforeEach(() => enter({ ...somebody('owner', 'teacher', []), role: 'owner' }))

const shown = async (doors: Doors) => {
  serve([door(getDoors, () => doors)])
  const root = await draw(() => <AddressScreen />)
  await expect.poll(() => root.querySelector('[role=status], p[translate]') !== null).toBe(true)
  return root
}

test('the address of HTTPS is shown with its code, and how each system accepts the certificate', async () => {
  const root = await shown(own)
  await expect
    .poll(() => root.querySelector('svg[role=img]')?.getAttribute('aria-label'))
    .toContain(own.secure)
  expect(root.textContent).toContain('Without HTTPS: http://192.168.1.20:3000.')
  expect([...root.querySelectorAll('summary')].map((one) => one.textContent)).toEqual([
    'iPhone and iPad',
    'Android phones and tablets',
    'Windows',
    'Mac',
  ])
  expect(root.querySelector('a[download]')?.getAttribute('href')).toBe('/api/address/certificate.crt')
  for (const part of ['Lectern pc7 3f9a', 'B1:E3:3D', 'localhost · pc7.local · 192.168.1.20'])
    expect(root.textContent).toContain(part)
  const iphone = root.querySelector('details')?.textContent
  expect(iphone).toContain('http://192.168.1.20:3000/api/address/certificate.crt')
})

test('with a certificate of the school’s own there is nothing to accept', async () => {
  const given = { ...own, authority: null, certificate: { ...own.certificate!, given: true, stale: true } }
  const root = await shown(given)
  expect(root.querySelector('details')).toBeNull()
  expect(root.textContent).toContain('The one in TLS_CERT')
  expect(root.textContent).toContain('The last try to renew it failed')
})

test('it says who else decides the address, and when nobody can come', async () => {
  const none = { address: null, secure: null, certificate: null, authority: null }
  const base = 'https://class.school.example'
  const named = await shown({ ...own, ...none, decidedBy: 'base-url', address: base, secure: base })
  expect(named.textContent).toContain(`BASE_URL decides the address: ${base}`)
  expect(named.textContent).not.toContain('Without HTTPS')
  const proxied = await shown({ ...own, ...none, decidedBy: 'proxy', address: base, secure: base })
  expect(proxied.textContent).toContain('You came through a proxy')
  const alone = await shown({ ...own, ...none })
  expect(alone.textContent).toContain('listens to this computer alone')
  const plain = await shown({ ...own, ...none, address: own.address })
  expect(plain.textContent).toContain('Over plain HTTP browsers give no microphone')
})
