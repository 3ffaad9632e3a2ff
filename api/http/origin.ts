import { BlockList, isIP } from 'node:net'
import type { MiddlewareHandler } from 'hono'
import { Problem } from '#domain/problem.ts'
import type { Config } from '#platform/config.ts'
import type { Http, HttpEnv } from '../feature.ts'

const blockListOf = (networks: readonly string[]): BlockList => {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', prefix] = network.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    list.addSubnet(address, prefix === undefined ? (family === 'ipv6' ? 128 : 32) : Number(prefix), family)
  }
  return list
}

/** An address of IPv4 that came by IPv6 as what it is. */
export const plain = (address: string): string => (address.startsWith('::ffff:') ? address.slice(7) : address)

export interface Peer {
  address: string | null
  /** Whether the browser speaks HTTPS, with us or with a proxy before us. */
  secure: boolean
  origin: string
  /** Whether browsers may be told to come by HTTPS alone from now on. */
  strict: boolean
  /** Whether a proxy that we trust stands between. */
  proxied: boolean
}

const isEncrypted = (http: Http): boolean => {
  const socket = http.env.incoming?.socket
  return socket !== undefined && 'encrypted' in socket && socket.encrypted === true
}

/**
 * By which door the browser came. A `BASE_URL` of https decides for all; with one of http, or none, our own two doors are
 * two origins, each right by itself.
 *
 * Browsers apply "by HTTPS alone" to every port of a host. So it is said where a proxy or `BASE_URL` stands for HTTPS, and
 * never by our own door otherwise: it would close plain HTTP beside it, and a certificate that we made ourselves could not
 * be accepted any more.
 */
const doorOf = (http: Http, { baseUrl, tlsCert }: Config, behindProxy: boolean): Omit<Peer, 'address'> => {
  const said = behindProxy ? http.req.header('x-forwarded-proto') : undefined
  const ours = said === undefined && isEncrypted(http)
  const named = baseUrl?.startsWith('https:') === true
  const secure = named || ours || said === 'https'
  const asked = `${secure ? 'https' : 'http'}://${http.req.header('host') ?? 'localhost'}`
  return {
    secure,
    origin: ours && !named ? asked : (baseUrl ?? asked),
    strict: ours ? named && tlsCert !== null : secure,
    proxied: behindProxy,
  }
}

/** Whether an address is that of a proxy that we trust. */
export const proxyCheck = (config: Config): ((address: string) => boolean) => {
  const proxies = blockListOf(config.trustedProxies)
  return (address) => isIP(address) !== 0 && proxies.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

/**
 * Who is at the other end: the socket's address and door, or what X-Forwarded-For and -Proto say when the socket belongs
 * to a trusted proxy. Anybody else's X-Forwarded headers are ignored.
 */
export const peerReader = (config: Config): ((http: Http) => Peer) => {
  const trusted = proxyCheck(config)
  return (http) => {
    const socket = plain(http.env.incoming?.socket?.remoteAddress ?? '')
    const behindProxy = trusted(socket)
    const forwarded = behindProxy
      ? (http.req.header('x-forwarded-for') ?? '').split(',').map((part) => plain(part.trim()))
      : []
    const address = forwarded.filter((part) => isIP(part) !== 0).findLast((part) => !trusted(part)) ?? socket
    return { address: address || null, ...doorOf(http, config, behindProxy) }
  }
}

/** Whether a browser says that the request comes from our own pages. */
export const isSameOrigin = (http: Http, origin: string): boolean => {
  const site = http.req.header('sec-fetch-site')
  const said = http.req.header('origin')
  if (said !== undefined) return said === origin
  return site === 'same-origin'
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Refuses what another site's page asks a browser to do (CSRF, login included). Bearer tokens are exempt: no page has them. */
export const originCheck =
  (peer: (http: Http) => Peer, byToken: (http: Http) => boolean): MiddlewareHandler<HttpEnv> =>
  async (http, next) => {
    const exempt = SAFE.has(http.req.method) || byToken(http)
    if (!exempt && !isSameOrigin(http, peer(http).origin)) throw new Problem('forbidden', { code: 'origin' })
    await next()
  }
