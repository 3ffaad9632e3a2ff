import { describe, expect, it } from 'vitest'
import { addressAmong, addressOf, isLoopback } from './network-address.ts'

const ipv4 = (address: string, internal = false) => ({ address, family: 'IPv4' as const, internal })
const ipv6 = (address: string) => ({ address, family: 'IPv6' as const, internal: false })

describe('the address others in the room reach', () => {
  it('is that of the local network, not of containers, tunnels or the machine itself', () => {
    expect(
      addressAmong({
        lo: [ipv4('127.0.0.1', true)],
        docker0: [ipv4('172.17.0.1')],
        'br-3fa': [ipv4('172.18.0.1')],
        utun3: [ipv4('10.8.0.2')],
        eth1: [ipv4('169.254.7.7')],
        wlan0: [ipv6('fd00::2'), ipv4('192.168.1.20')],
      }),
    ).toBe('192.168.1.20')
  })

  it('is a public one when there is no other, and a virtual one only as the last', () => {
    expect(addressAmong({ docker0: [ipv4('172.17.0.1')], eth0: [ipv4('203.0.113.5')] })).toBe('203.0.113.5')
    expect(addressAmong({ docker0: [ipv4('172.17.0.1')] })).toBe('172.17.0.1')
    expect(addressAmong({ lo: [ipv4('127.0.0.1', true)] })).toBeNull()
  })

  it('is none of a program that listens to its own machine alone', () => {
    const nearby = () => '192.168.1.20'
    expect(addressOf('0.0.0.0', nearby)).toBe('192.168.1.20')
    expect(addressOf('127.0.0.1', nearby)).toBeNull()
    expect(addressOf('10.0.0.5', nearby)).toBe('10.0.0.5')
    expect(addressOf('fd00::2', nearby)).toBe('[fd00::2]')
  })

  it('is none that means whoever reads it', () => {
    for (const host of ['localhost', '127.0.0.1', '127.1.2.3', '[::1]', '::1', '0.0.0.0', 'a.localhost'])
      expect(isLoopback(host)).toBe(true)
    for (const host of ['192.168.1.20', 'school.example', 'localhost.example', '[fd00::2]'])
      expect(isLoopback(host)).toBe(false)
  })
})
