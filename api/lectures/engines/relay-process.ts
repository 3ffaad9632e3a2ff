import { createHash } from 'node:crypto'
import type { RelayOrder } from '#domain/lectures/media/protocol.ts'
import { wantPart } from '#platform/child.ts'
import type { Services } from '#platform/context.ts'
import { signed } from '#platform/signed.ts'

const ORDER_SECONDS = 60
const ANSWERS_WITHIN_MS = 3_000
const TRIES = 3
const PAUSE_MS = 400

/** The key that tokens and orders are signed with. */
export const mediaKey = (services: Services): string => {
  const { appKey } = services.config
  if (!appKey) throw new Error('APP_KEY is not set: the relay would not believe the API.')
  return appKey
}

/**
 * Of several relays the one that has this lecture: always the same, whoever asks, and when the list changes most lectures
 * stay where they are.
 */
export const relayAmong = (relays: readonly string[], lectureId: string): string | null => {
  const weightOf = (relay: string) => createHash('sha256').update(`${relay} ${lectureId}`).digest('hex')
  const heaviest = relays
    .map((relay) => ({ relay, weight: weightOf(relay) }))
    .sort((a, b) => (a.weight < b.weight ? 1 : -1))
  return heaviest[0]?.relay ?? null
}

/** Where the relay of a lecture answers; our own is started by this. Null when there is none to be had. */
export const relayOf = async (services: Services, lectureId: string): Promise<string | null> => {
  const { mediaUrls } = services.config
  if (mediaUrls.length > 0) return relayAmong(mediaUrls, lectureId)
  const found = await wantPart('media')
  return found.at === 'here' && found.port !== null ? `http://127.0.0.1:${found.port}` : null
}

const send = async (services: Services, lecture: string, orders: readonly RelayOrder[]): Promise<void> => {
  const relay = await relayOf(services, lecture)
  if (!relay) throw new Error('no relay')
  const exp = Math.floor(Date.now() / 1_000) + ORDER_SECONDS
  const answer = await fetch(`${relay}/orders`, {
    method: 'POST',
    body: signed(mediaKey(services), 'media-orders', { lecture, orders, exp }),
    signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
  })
  if (!answer.ok) throw new Error(`the relay answered ${answer.status}`)
}

/**
 * Makes the relay do something, after it was committed. A relay that cannot be reached has lost its rooms or gets to know
 * all within ten seconds (`media-door.ts`), so this gives up without a problem for the caller.
 */
export const orderRelay = async (
  services: Services,
  lecture: string,
  orders: readonly RelayOrder[],
): Promise<boolean> => {
  for (let tries = 1; ; tries += 1) {
    try {
      await send(services, lecture, orders)
      return true
    } catch (error) {
      if (tries === TRIES) {
        services.log.warn('media.order', { lecture, error: String(error) })
        return false
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }
}
