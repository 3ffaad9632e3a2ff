import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * The one room of a lecture at a deployment: its id, and what only we can add to it, so that nobody who knows an id knows a
 * room, and a callback that names a room names its lecture. In lower case, as deployments make every name.
 */

const proofOf = (key: string, lectureId: string): string =>
  createHmac('sha256', key).update(`jitsi-room\n${lectureId}`).digest('hex').slice(0, 24)

export const jitsiRoomOf = (key: string, lectureId: string): string =>
  `lec-${lectureId.replaceAll('-', '')}-${proofOf(key, lectureId)}`

/** The lecture of a room that we named; null for any other. */
export const lectureOfRoom = (key: string, room: string): string | null => {
  const [, hex, proof] = /^lec-([0-9a-f]{32})-([0-9a-f]{24})$/.exec(room) ?? []
  if (!hex || !proof) return null
  const lectureId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return timingSafeEqual(Buffer.from(proof), Buffer.from(proofOf(key, lectureId))) ? lectureId : null
}
