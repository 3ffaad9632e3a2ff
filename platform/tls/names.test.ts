import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesOf, nameConstraints } from './name-constraints.ts'
import { covers, type Machine, namesOf, scopeOf, together, within } from './names.ts'

const lan = (address: string, cidr: string, family: 'IPv4' | 'IPv6' = 'IPv4') => ({
  address,
  cidr,
  family,
  internal: false,
})

const machine: Machine = {
  hostname: 'Office-PC7.school.example',
  interfaces: {
    lo: [{ address: '127.0.0.1', cidr: '127.0.0.1/8', family: 'IPv4', internal: true }],
    eth0: [
      lan('203.0.113.9', '203.0.113.9/26'),
      lan('2001:db8:1::77', '2001:db8:1::77/64', 'IPv6'),
      lan('fe80::1', 'fe80::1/64', 'IPv6'),
    ],
    wlan0: [lan('192.168.1.20', '192.168.1.20/24')],
    docker0: [lan('172.17.0.1', '172.17.0.1/16')],
  },
  also: ['class.school.example'],
}

describe('the names of a certificate', () => {
  it('are all by which others reach the machine, and none that they cannot use', () => {
    expect(namesOf(machine)).toEqual({
      dns: [
        'localhost',
        'office-pc7.school.example',
        'office-pc7',
        'office-pc7.local',
        'class.school.example',
      ],
      ip: ['127.0.0.1', '::1', '203.0.113.9', '2001:db8:1::77', '192.168.1.20'],
    })
  })

  it('leave out a host name that no browser could ask for', () => {
    const odd = namesOf({ hostname: '教室_1', interfaces: {}, also: [] })
    expect(odd).toEqual({ dns: ['localhost'], ip: ['127.0.0.1', '::1'] })
    expect(namesOf({ hostname: 'MacBook.local', interfaces: {}, also: [] }).dns).toEqual([
      'localhost',
      'macbook.local',
      'macbook',
    ])
  })

  it('are those of the container where it knows of nothing else', () => {
    const { docker0 } = machine.interfaces
    expect(namesOf({ ...machine, interfaces: { docker0 } }).ip).toContain('172.17.0.1')
  })
})

describe('what an authority may vouch for', () => {
  const scope = scopeOf(machine)

  it('is what is private anywhere, and this machine with its networks', () => {
    expect(within(scope, namesOf(machine))).toEqual(namesOf(machine))
    // The next address in the same networks, and in any private one.
    const moved = ['203.0.113.40', '2001:db8:1::99', '10.1.2.3', '192.168.7.7', 'fd12::4']
    expect(within(scope, { dns: ['new-name.local', 'pc.lan'], ip: moved })).toEqual({
      dns: ['new-name.local', 'pc.lan'],
      ip: moved,
    })
  })

  it('is nothing of anybody else', () => {
    const strange = {
      dns: ['bank.example', 'school.example', 'notlocal', 'xclass.school.example'],
      ip: ['203.0.113.64', '8.8.8.8', '2001:db8:2::1', '172.32.0.1'],
    }
    expect(within(scope, strange)).toEqual({ dns: [], ip: [] })
  })
})

it('a certificate keeps the names of the last one, so that a laptop comes back to a network it knows', () => {
  const school = { dns: ['localhost', 'pc'], ip: ['10.0.0.5'] }
  const home = { dns: ['localhost', 'pc'], ip: ['192.168.1.20'] }
  const both = together(home, school)
  expect(both.ip).toEqual(['192.168.1.20', '10.0.0.5'])
  expect([covers(both, school), covers(both, home), covers(school, home)]).toEqual([true, true, false])
  const many = Array.from({ length: 60 }, (_, at) => `10.0.0.${at}`)
  expect(together(home, { dns: [], ip: many }).ip.length).toBe(24)
  // What the machine has now is never left out for what it had.
  expect(together({ dns: [], ip: many }, home).ip).toEqual(many)
})

it('an address is written as its bytes, however it was shortened', () => {
  expect(bytesOf('192.168.1.20')).toEqual(Buffer.from([192, 168, 1, 20]))
  expect(bytesOf('::1').toString('hex')).toBe(`${'0'.repeat(31)}1`)
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      const groups = Array.from({ length: 8 }, (_, at) =>
        bytesOf(address)
          .readUInt16BE(at * 2)
          .toString(16),
      )
      expect(new URL(`http://[${groups.join(':')}]`).hostname).toBe(new URL(`http://[${address}]`).hostname)
    }),
  )
})

it('bounds are written as the standard has them', () => {
  const bytes = nameConstraints({ dns: ['local'], networks: ['10.0.0.0/8', '192.0.2.9/27'] })
  expect(Buffer.from(bytes).toString('hex')).toBe(
    '3023a021300782056c6f63616c300a87080a000000ff000000300a8708c0000200ffffffe0',
  )
})
