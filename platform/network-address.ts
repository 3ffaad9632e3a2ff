import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os'

/** Networks inside this machine: containers, virtual machines, tunnels. Nobody else in the room reaches those. */
const VIRTUAL =
  /^(docker|br-|veth|virbr|vmnet|vboxnet|vEthernet|lxc|lxd|cni|flannel|podman|kube|cali|tun|tap|utun|wg|zt|tailscale|ham|bridge|awdl|llw|Loopback)/i

/** Whether an interface of this name leads to a network inside of the machine. */
export const isVirtual = (name: string): boolean => VIRTUAL.test(name)

/** Addresses of home, school and office networks (RFC 1918). */
const PRIVATE = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/
/** What a machine gives itself when nobody gave it an address. */
const SELF_GIVEN = /^169\.254\./

/** Of these interfaces, the address by which others in the room reach this machine; null when there is none. */
export const addressAmong = (
  interfaces: Record<
    string,
    readonly Pick<NetworkInterfaceInfo, 'address' | 'family' | 'internal'>[] | undefined
  >,
): string | null => {
  const found = Object.entries(interfaces).flatMap(([name, addresses]) =>
    (addresses ?? [])
      .filter(({ family, internal, address }) => family === 'IPv4' && !internal && !SELF_GIVEN.test(address))
      .map(({ address }) => ({
        address,
        rank: (isVirtual(name) ? 2 : 0) + (PRIVATE.test(address) ? 0 : 1),
      })),
  )
  return found.sort((a, b) => a.rank - b.rank)[0]?.address ?? null
}

/** This machine's address in the local network. */
export const networkAddress = (): string | null => addressAmong(networkInterfaces())

/** Under which address others reach what listens on `host`; null when it is this machine alone. */
export const addressOf = (host: string, nearby: () => string | null = networkAddress): string | null => {
  if (host === '0.0.0.0' || host === '::') return nearby()
  if (isLoopback(host)) return null
  return host.includes(':') ? `[${host}]` : host
}

/** Whether a host name or address means the machine that asks, and so nothing to anybody else. */
export const isLoopback = (host: string): boolean =>
  /^(localhost|.*\.localhost|127(\.\d+){3}|0\.0\.0\.0|\[?::1?\]?|\[?::ffff:127\..*)$/i.test(host)
