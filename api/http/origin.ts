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

const plain = (address: string): string => (address.startsWith('::ffff:') ? address.slice(7) : address)

export interface Peer {
  address: string | null
  secure: boolean
  origin: string
}

/**
 * Who is at the other end: the socket's address and scheme, or what X-Forwarded-For and -Proto say when the socket
 * belongs to a trusted proxy. Anybody else's X-Forwarded headers are ignored.
 */
export const peerReader = (config: Config): ((http: Http) => Peer) => {
  const proxies = blockListOf(config.trustedProxies)
  const trusted = (address: string) =>
    isIP(address) !== 0 && proxies.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
  return (http) => {
    const socket = plain(http.env.incoming?.socket?.remoteAddress ?? '')
    const behindProxy = trusted(socket)
    const forwarded = behindProxy
      ? (http.req.header('x-forwarded-for') ?? '').split(',').map((part) => plain(part.trim()))
      : []
    const address = forwarded.filter((part) => isIP(part) !== 0).findLast((part) => !trusted(part)) ?? socket
    const secure =
      config.baseUrl?.startsWith('https:') ||
      (behindProxy && http.req.header('x-forwarded-proto') === 'https')
    const origin =
      config.baseUrl ?? `${secure ? 'https' : 'http'}://${http.req.header('host') ?? 'localhost'}`
    return { address: address || null, secure: secure === true, origin }
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
  (peer: (http: Http) => Peer): MiddlewareHandler<HttpEnv> =>
  async (http, next) => {
    const exempt = SAFE.has(http.req.method) || http.req.header('authorization') !== undefined
    if (!exempt && !isSameOrigin(http, peer(http).origin)) throw new Problem('forbidden', { code: 'origin' })
    await next()
  }
