import { expect, it } from 'vitest'
import { addressesOf } from './announcement.ts'
import { qrRows, widthOf } from './qr-code.ts'

const everywhere = { baseUrl: null, host: '0.0.0.0', tlsCert: null }
const secure = { port: 3443, names: { dns: ['localhost'], ip: ['127.0.0.1'] } }
const nearby = () => '192.168.1.20'

it('the start names the address of the network, and beside it the one that gives phones a microphone', () => {
  expect(addressesOf(everywhere, { port: 3000, secure }, nearby)).toEqual({
    rows: [
      'Lectern answers at http://localhost:3000',
      'In this network:   http://192.168.1.20:3000',
      'With microphone:   https://192.168.1.20:3443',
    ],
    phones: 'https://192.168.1.20:3443',
  })
})

it('without HTTPS phones open the plain address; a machine that accepts nobody else has none for them', () => {
  expect(addressesOf(everywhere, { port: 3000, secure: null }, nearby).phones).toBe(
    'http://192.168.1.20:3000',
  )
  const alone = addressesOf({ ...everywhere, host: '127.0.0.1' }, { port: 3000, secure }, nearby)
  expect(alone).toEqual({ rows: ['Lectern answers at http://127.0.0.1:3000'], phones: null })
})

it('BASE_URL decides where it is https; one of http has HTTPS beside it under the same name', () => {
  const https = { ...everywhere, baseUrl: 'https://class.school.example' }
  expect(addressesOf(https, { port: 3000, secure: null }, nearby)).toEqual({
    rows: ['Lectern answers at https://class.school.example'],
    phones: 'https://class.school.example',
  })
  const http = { ...everywhere, baseUrl: 'http://class.lan:3000' }
  expect(addressesOf(http, { port: 3000, secure }, nearby).rows).toEqual([
    'Lectern answers at http://class.lan:3000',
    'With microphone:   https://class.lan:3443',
  ])
})

it('a certificate of the school’s own is reached by a name that it is for', () => {
  const names = { dns: ['*.school.example', 'class.school.example'], ip: [] }
  const own = { ...everywhere, tlsCert: '/etc/class.pem' }
  expect(addressesOf(own, { port: 80, secure: { port: 443, names } }, nearby).phones).toBe(
    'https://class.school.example',
  )
})

it('the code of an address is a square that fits a terminal of 80 columns', () => {
  const rows = qrRows('https://192.168.100.200:3443')
  expect(widthOf(rows)).toBeLessThan(45)
  expect(rows.length).toBe(Math.ceil(widthOf(rows) / 2))
  // Light dots are drawn, dark ones left out: the colours are said, not left to the terminal.
  expect(rows.every((row) => row.startsWith('\u001b[97;40m') && row.endsWith('\u001b[0m'))).toBe(true)
})
