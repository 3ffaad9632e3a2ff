import { createHmac, randomBytes } from 'node:crypto'
import type { EngineCapabilities, IceServer, LectureEngine } from '#domain/lectures/engine.ts'
import { MOST_CAMERAS, MOST_PEOPLE, TOKEN_SECONDS } from '#domain/lectures/media/limits.ts'
import type { MediaClaims } from '#domain/lectures/media/protocol.ts'
import type { Config } from '#platform/config.ts'
import type { Context } from '#platform/context.ts'
import { signed } from '#platform/signed.ts'
import { mediaKey, orderRelay } from './relay-process.ts'

const capabilities: EngineCapabilities = {
  audio: true,
  video: true,
  screen: true,
  recording: false,
  floor: true,
  people: MOST_PEOPLE,
  cameras: MOST_CAMERAS,
}

/** How long a password of the TURN server is good (seconds): a school day. */
const TURN_SECONDS = 12 * 3_600

/** The servers that help through a firewall, with a password for this person that ends by itself (coturn's REST scheme). */
export const iceServersFor = (
  { turnUrls, turnSecret }: Pick<Config, 'turnUrls' | 'turnSecret'>,
  accountId: string,
  now: Date,
): IceServer[] => {
  if (turnUrls.length === 0) return []
  if (!turnSecret) return [{ urls: turnUrls }]
  const username = `${Math.floor(now.getTime() / 1_000) + TURN_SECONDS}:${accountId}`
  const credential = createHmac('sha1', turnSecret).update(username).digest('base64')
  return [{ urls: turnUrls, username, credential }]
}

/** Sound and picture by our own relay: nothing to install beside the product. */
export const relayEngine: LectureEngine<Context> = {
  kind: 'relay',
  join: async (ctx, lecture, account, floor) => {
    const now = Date.now()
    const exp = Math.floor(now / 1_000) + TOKEN_SECONDS
    const claims: MediaClaims = {
      lecture: lecture.id,
      account: account.id,
      moderator: account.moderator,
      floor,
      nonce: randomBytes(9).toString('base64url'),
      exp,
    }
    return {
      kind: 'relay',
      capabilities,
      socket: `/api/media/${lecture.id}`,
      token: signed(mediaKey(ctx.services), 'media-token', claims),
      expiresAt: new Date(exp * 1_000).toISOString(),
      iceServers: iceServersFor(ctx.services.config, account.id, new Date(now)),
    }
  },
  order: async (ctx, lecture, orders) => {
    await orderRelay(ctx.services, lecture.id, orders)
  },
  end: async (ctx, lecture) => {
    await orderRelay(ctx.services, lecture.id, [{ t: 'end' }])
  },
}
