import { expect, it } from 'vitest'
import { loadConfig } from '../config.ts'
import { securePortOf } from './port.ts'

it('HTTPS stands beside HTTP unless somebody else ends TLS or it is switched off', () => {
  const portOf = (env: Record<string, string>) => securePortOf(loadConfig(env))
  expect(portOf({})).toBe(3443)
  expect(['3100', '80', '0', '65400'].map((PORT) => portOf({ PORT }))).toEqual([3543, 443, 0, 0])
  expect(portOf({ HTTPS_PORT: '8443' })).toBe(8443)
  expect(portOf({ HTTPS_PORT: 'none' })).toBeNull()
  const named = { BASE_URL: 'https://class.school.example' }
  expect(portOf(named)).toBeNull()
  expect(portOf({ ...named, HTTPS_PORT: '443' })).toBe(443)
  expect(portOf({ ...named, PORT: '80', TLS_CERT: '/cert.pem', TLS_KEY: '/key.pem' })).toBe(443)
  expect(portOf({ BASE_URL: 'http://class.lan:3000' })).toBe(3443)
})
