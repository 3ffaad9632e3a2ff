import { isIP } from 'node:net'
import type { Scope } from './names.ts'

export const NAME_CONSTRAINTS = '2.5.29.30'

/** One value of ASN.1 in DER. Nothing here is long enough for lengths of three bytes to matter. */
const der = (tag: number, ...parts: Uint8Array[]): Uint8Array => {
  const content = Buffer.concat(parts)
  const length =
    content.length < 128
      ? [content.length]
      : content.length < 256
        ? [0x81, content.length]
        : [0x82, content.length >> 8, content.length & 255]
  return Buffer.concat([Buffer.from([tag, ...length]), content])
}

/** The bytes of an address: four or sixteen. */
export const bytesOf = (address: string): Buffer => {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number))
  // The parser of addresses writes an embedded IPv4 one as hexadecimal digits too.
  const [before = '', after] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const groups = (text = '') => text.split(':').filter(Boolean)
  const [left, right] = [groups(before), groups(after)]
  const zeros = Array<string>(8 - left.length - right.length).fill('0')
  return Buffer.from(
    [...left, ...zeros, ...right].flatMap((group) => {
      const value = Number.parseInt(group, 16)
      return [value >> 8, value & 255]
    }),
  )
}

/** The mask of so many bits. */
const maskOf = (bits: number, size: number): Buffer =>
  Buffer.from(
    Array.from({ length: size }, (_, at) => 256 - 2 ** (8 - Math.min(8, Math.max(0, bits - at * 8)))),
  )

const networkOf = (network: string): Uint8Array => {
  const [address = '', bits] = network.split('/')
  const base = bytesOf(address)
  const mask = maskOf(Number(bits), base.length)
  return Buffer.concat([base.map((byte, at) => byte & (mask[at] ?? 0)), mask])
}

const SEQUENCE = 0x30
const PERMITTED = 0xa0
const DNS_NAME = 0x82
const IP_ADDRESS = 0x87

/**
 * The extension by which an authority says what it may vouch for (RFC 5280, 4.2.1.10): these host names with all that
 * ends in them, and these networks.
 */
export const nameConstraints = ({ dns, networks }: Scope): Uint8Array =>
  der(
    SEQUENCE,
    der(
      PERMITTED,
      ...dns.map((name) => der(SEQUENCE, der(DNS_NAME, Buffer.from(name)))),
      ...networks.map((network) => der(SEQUENCE, der(IP_ADDRESS, networkOf(network)))),
    ),
  )
