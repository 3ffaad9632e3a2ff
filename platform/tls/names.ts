import { BlockList, isIP } from 'node:net'
import { hostname, type NetworkInterfaceInfo, networkInterfaces } from 'node:os'
import { isLoopback, isVirtual } from '../network-address.ts'

/** What a certificate is for. */
export interface Names {
  /** Host names, lower-case. */
  dns: string[]
  /** Addresses, as Node writes them. */
  ip: string[]
}

/** What an authority may ever vouch for: host names with all that ends in them, and networks such as 10.0.0.0/8. */
export interface Scope {
  dns: string[]
  networks: string[]
}

type Interfaces = Record<
  string,
  readonly Pick<NetworkInterfaceInfo, 'address' | 'family' | 'internal' | 'cidr'>[] | undefined
>

/** What the machine is called and where it stands. */
export interface Machine {
  hostname: string
  interfaces: Interfaces
  /** Further names by which people come: the host of `BASE_URL`. */
  also: string[]
}

const LOCAL: Names = { dns: ['localhost'], ip: ['127.0.0.1', '::1'] }

/** Networks and names that nobody on the Internet has: whoever stole the key could not pass for a bank with it. */
const PRIVATE: Scope = {
  dns: ['localhost', 'local', 'lan', 'internal', 'home.arpa'],
  networks: [
    '127.0.0.0/8',
    '10.0.0.0/8',
    '172.16.0.0/12',
    '192.168.0.0/16',
    '169.254.0.0/16',
    '100.64.0.0/10',
    '::1/128',
    'fc00::/7',
  ],
}

const HOST_NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/

const isHostName = (name: string): boolean => isIP(name) === 0 && HOST_NAME.test(name)

/** Nobody types an address that is meant for one cable alone: it needs the cable's own name beside it. */
const isLinkLocal = (address: string): boolean => /^fe[89ab]/i.test(address)

const onLan = (interfaces: Interfaces) => {
  const all = Object.entries(interfaces).flatMap(([name, addresses]) =>
    (addresses ?? [])
      .filter(({ address, internal }) => !internal && !isLinkLocal(address))
      .map((one) => ({ ...one, virtual: isVirtual(name) })),
  )
  const real = all.filter(({ virtual }) => !virtual)
  // A container knows of nothing else.
  return real.length > 0 ? real : all
}

const hostNames = (said: string): string[] => {
  const full = said.toLowerCase().replace(/\.$/, '')
  const [short = ''] = full.split('.')
  return [full, short, `${short}.local`].filter(isHostName)
}

const unique = (list: string[]): string[] => [...new Set(list)]

/** Every name and address by which this machine is reached; that of the machine itself first. */
export const namesOf = ({ hostname: said, interfaces, also }: Machine): Names => ({
  dns: unique([...LOCAL.dns, ...hostNames(said), ...also.filter((name) => isHostName(name))]),
  ip: unique([
    ...LOCAL.ip,
    ...onLan(interfaces).map(({ address }) => address),
    ...also.filter((name) => isIP(name) !== 0 && !isLoopback(name)),
  ]),
})

/** What a new authority of this machine may vouch for: what is private anywhere, its own names, and its own networks. */
export const scopeOf = (machine: Machine): Scope => ({
  dns: unique([...PRIVATE.dns, ...namesOf(machine).dns]).filter(
    (name, _, all) => !all.some((other) => name.endsWith(`.${other}`)),
  ),
  networks: unique([
    ...PRIVATE.networks,
    ...onLan(machine.interfaces).flatMap(({ cidr }) => cidr ?? []),
    ...machine.also
      .filter((name) => isIP(name) !== 0)
      .map((name) => `${name}/${isIP(name) === 4 ? 32 : 128}`),
  ]).filter((network, index, all) => !all.some((other, at) => at !== index && holds(other, network))),
})

const familyOf = (address: string) => (isIP(address) === 4 ? 'ipv4' : 'ipv6')

/** Whether a network holds an address, or the whole of another network. */
const holds = (network: string, within: string): boolean => {
  const [base = '', bits = ''] = network.split('/')
  const [address = '', least] = within.split('/')
  if (familyOf(base) !== familyOf(address) || (least !== undefined && Number(least) < Number(bits)))
    return false
  const list = new BlockList()
  list.addSubnet(base, Number(bits), familyOf(base))
  return list.check(address, familyOf(address))
}

/** Of these names, those that an authority of this scope may vouch for. */
export const within = (scope: Scope, names: Names): Names => ({
  dns: names.dns.filter((name) => scope.dns.some((root) => name === root || name.endsWith(`.${root}`))),
  ip: names.ip.filter((address) => scope.networks.some((network) => holds(network, address))),
})

/** Whether all of `wanted` is among `has`. */
export const covers = (has: Names, wanted: Names): boolean =>
  wanted.dns.every((name) => has.dns.includes(name)) && wanted.ip.every((address) => has.ip.includes(address))

/** More than a laptop that is carried between school and home ever needs. */
const MOST = 24

/**
 * The names of the next certificate: those of now, and those of the last one after them. Who comes back to a network is
 * then still known there, and a device that was told to accept the certificate does not ask again.
 */
export const together = (now: Names, before: Names): Names => ({
  dns: unique([...now.dns, ...before.dns]).slice(0, Math.max(MOST, now.dns.length)),
  ip: unique([...now.ip, ...before.ip]).slice(0, Math.max(MOST, now.ip.length)),
})

/** This machine as it is at this moment. */
export const thisMachine = (also: string[] = []): Machine => ({
  hostname: hostname(),
  interfaces: networkInterfaces(),
  also,
})
